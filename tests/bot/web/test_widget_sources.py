"""The widget's sources: readable, the same in both languages, and nothing in them reads text as markup."""

import re
from pathlib import Path

import pytest

import bot.web

WIDGET = Path(bot.web.__file__).parent / "static" / "widget"
SOURCES = sorted(WIDGET.glob("*.js"))
MOST_LINES = 300
FORBIDDEN = (
    r"\b(inner|outer)HTML\b",
    r"insertAdjacentHTML",
    r"setHTMLUnsafe",
    r"document\.write",
    r"\beval\s*\(",
    r"new Function\b",
    r"document\.cookie",
    r"createElement\(\s*[\"']style",
    r"(?<!-)\bstyle:",  # a style attribute, which a strict policy blocks
    r"javascript:",
    r"https?://(?!www\.w3\.org/2000/svg)",
    r"^import .*from [\"'](?!\./)",
    r"console\.",
    r"TODO",
)


def keys(language: str) -> list[str]:
    """Names of the wordings of a language."""
    text = (WIDGET / f"wording_{language}.js").read_text("utf-8")
    return re.findall(r"^  (\w+):", text, re.MULTILINE)


def test_the_loader_loads_nothing_before_the_first_click() -> None:
    text = (WIDGET / "loader.js").read_text("utf-8")
    assert not re.search(r"^import ", text, re.MULTILINE)
    assert "fetch(" not in text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_forbidden_construct(path: Path, pattern: str) -> None:
    assert not re.search(pattern, path.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_files_stay_readable(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("/**"), "says what it is for"
    assert len(text.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_import_exists(path: Path) -> None:
    imported = re.findall(r"(?:from|import\() ?\"\./([\w.]+)\"", path.read_text("utf-8"))
    assert all((WIDGET / name).is_file() for name in imported)


def test_both_languages_say_the_same_things() -> None:
    assert keys("en") == keys("ja")
    assert len(keys("en")) == len(set(keys("en")))


def test_every_wording_is_used_and_every_used_wording_exists() -> None:
    code = "".join(path.read_text("utf-8") for path in SOURCES if not path.name.startswith("wording_"))
    used = set(re.findall(r"words\.(\w+)", code))
    steps = {"searching", "reading", "writing", "sending"}  # named by events
    named = {name for name in keys("en") if name.startswith(("why_", "personal_"))}  # by what they are about
    assert used | steps | named == set(keys("en"))
