"""A user's mistake ends in one line that says what to do, never in a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.mistakes import line_for

TOP = Path(__file__).parents[3]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from bot.cli.main import main; main()", *arguments]
    known = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, cwd=TOP, env=known, timeout=60)


def complaint(tried: subprocess.CompletedProcess[str]) -> str:
    assert tried.returncode != 0
    assert "Traceback" not in tried.stderr
    return tried.stderr


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "--data" in complaint(run("--data", str(tmp_path / "file"), "ticket", "list"))


def test_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "madoguchi.db").write_text("this is no database, only some text of a certain length" * 50)
    assert "file is not a database" in complaint(run("--data", str(tmp_path), "ticket", "list"))


def test_what_a_database_refuses_is_told_without_the_values() -> None:
    refused = IntegrityError("INSERT …", {"name": "Kim"}, Exception("a value is missing\nDETAIL: Kim"))
    line = line_for(refused) or ""
    assert "a value is missing" in line
    assert not any(word in line for word in ("\n", "Kim", "INSERT"))


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x/y"])
def test_a_database_url_that_is_none(tmp_path: Path, url: str) -> None:
    tried = run("--data", str(tmp_path), "ticket", "list", MADOGUCHI_BOT_DATABASE_URL=url)
    assert "MADOGUCHI_BOT_DATABASE_URL" in complaint(tried)


def test_a_misspelt_setting(tmp_path: Path) -> None:
    tried = run("--data", str(tmp_path), "serve", MADOGUCHI_BOT_PROT="8001")
    assert "MADOGUCHI_BOT_PROT" in complaint(tried)


def test_an_unknown_organisation(tmp_path: Path) -> None:
    assert "madoguchi ingest" in complaint(run("--data", str(tmp_path), "ask", "hi", "--organisation", "no"))


@pytest.mark.parametrize("line", ['{"org": "a"}', '{"org": "a", "question": 7}', "[]", "not json"])
def test_a_batch_line_that_is_no_question(tmp_path: Path, line: str) -> None:
    (tmp_path / "batch.jsonl").write_text(line + "\n")
    tried = run("--data", str(tmp_path / "data"), "ask", "--batch", str(tmp_path / "batch.jsonl"), "--json")
    assert "batch.jsonl:1" in complaint(tried)
    assert tried.stdout == ""


def test_examples_that_are_not_there(tmp_path: Path) -> None:
    assert "nowhere" in complaint(run("--data", str(tmp_path), "serve", "--examples", "/nowhere"))
