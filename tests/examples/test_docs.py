"""The documents say what the code has: every setting, every file they link to, every command they show."""

import re
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings
from typer.main import get_group

from bot.cli.main import build_cli
from bot.settings import ROOMS
from tests.examples.samples import TOP

DOCUMENTS = tuple(sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md"), TOP / "examples" / "README.md"]))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
OPERATIONS = TOP / "docs" / "operations.md"
COMMAND = re.compile(r"(?:^|`)(?:\.venv/bin/)?madoguchi (?:--data \S+ )?([a-z]+)", re.MULTILINE)


def settings_of(room: type[BaseSettings]) -> list[str]:
    prefix = str(room.model_config.get("env_prefix", ""))
    return [f"{prefix}{field}".upper() for field in room.model_fields]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_every_setting_is_documented(room: type[BaseSettings]) -> None:
    text = OPERATIONS.read_text(encoding="utf-8")
    assert [name for name in settings_of(room) if f"`{name}`" not in text] == []


def test_no_setting_is_documented_that_does_not_exist() -> None:
    known = {name for room in ROOMS for name in settings_of(room)}
    named = set(re.findall(r"`(MADOGUCHI_[A-Z0-9_]+)`", OPERATIONS.read_text(encoding="utf-8")))
    assert named - known == {"MADOGUCHI_DATA"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(TOP)))
def test_links_lead_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith(("http://", "https://", "mailto:"))]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_every_command_shown_exists() -> None:
    commands = set(get_group(build_cli()).commands)
    shown = {name for document in DOCUMENTS for name in COMMAND.findall(document.read_text(encoding="utf-8"))}
    assert shown - commands == set()


def test_decisions_are_listed() -> None:
    folder = TOP / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in folder.glob("0*.md") if path.name not in listed] == []


def test_the_llm_top_10_is_filled_with_tests_that_exist() -> None:
    text = (TOP / "docs" / "llm-top-10.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (LLM\d\d) [^|]+\| ([^|]+) \| ([^|]+) \|", text, re.MULTILINE)
    assert [name for name, *_ in rows] == [f"LLM{number:02}" for number in range(1, 11)]
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", text))
    assert len(named) > 10
    assert [file for file in named if not (TOP / file).exists()] == []
