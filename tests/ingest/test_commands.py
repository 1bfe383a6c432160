"""`madoguchi ingest` and `madoguchi policy` on a real data folder."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import build_cli

OLD = """Privacy Policy

April 1, 2020

1. Scope

All customers are meant.

2. Period

We keep it for one year.
"""
NEW = OLD.replace("2020", "2024").replace("one year", "two years")


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(build_cli(), ["--data", str(data), *arguments])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two versions of one policy."""
    folder = tmp_path_factory.mktemp("commands")
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (folder / name).write_text(text)
    result = run(
        folder / "data", "ingest", str(folder / "old.txt"), str(folder / "new.txt"), "--organisation", "larch"
    )
    assert result.exit_code == 0, result.output
    assert "larch/privacy-policy@2020-04-01  " in result.output
    assert "larch/privacy-policy@2024-04-01  " in result.output
    return folder / "data"


def test_the_same_file_again_changes_nothing(data: Path) -> None:
    result = run(data, "ingest", str(data.parent / "old.txt"), "--organisation", "larch")
    assert (result.exit_code, "no change" in result.output) == (0, True)
    result = run(data, "ingest", str(data.parent / "old.txt"), "--organisation", "larch", "--json")
    (row,) = json.loads(result.stdout)
    assert (row["already_there"], row["version"], row["clauses"]) == (True, "2020-04-01", 6)


def test_policies_are_listed_shown_and_compared(data: Path) -> None:
    listed = json.loads(run(data, "policy", "list", "--json").stdout)
    assert {(one["version"], one["in_force"]) for one in listed} == {
        ("2020-04-01", False),
        ("2024-04-01", True),
    }
    shown = json.loads(run(data, "policy", "show", "larch/privacy-policy", "--json").stdout)
    assert [clause["place"] for clause in shown["clauses"]] == ["h1", "p1", "1", "1.p1", "2", "2.p1"]
    assert shown["clauses"][2]["address"] == "larch/privacy-policy@2024-04-01#1"
    changes = json.loads(
        run(data, "policy", "diff", "larch/privacy-policy", "2020-04-01", "2024-04-01", "--json").stdout
    )
    assert {change["kind"] for change in changes} == {"changed"}
    assert {change["new"]["place"] for change in changes} == {"p1", "2.p1"}
    for command in (["list"], ["show", "larch/privacy-policy@2020-04-01"]):
        assert "2020-04-01" in run(data, "policy", *command).output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["policy", "show", "larch/none"], "no such policy"),
        (["policy", "show", "larch"], "write organisation/policy"),
        (["policy", "diff", "larch/privacy-policy", "2020-04-01", "1999-01-01"], "no such version"),
        (["ingest", "/none.txt", "--organisation", "larch"], "no such file"),
        (["ingest", "/none.txt", "--organisation", "Larch Ltd"], "small letters"),
    ],
)
def test_mistakes_end_in_one_line(data: Path, arguments: list[str], told: str) -> None:
    result = run(data, *arguments)
    assert result.exit_code == 1
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_one_bad_file_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(NEW)
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    result = run(tmp_path / "data", "ingest", str(tmp_path), "--organisation", "larch")
    assert result.exit_code == 1
    assert result.stderr.startswith("madoguchi ingest: bad.txt: ")
    assert not (tmp_path / "data").exists()


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(NEW)
    result = run(
        tmp_path / "data", "ingest", str(tmp_path / "good.txt"), "--organisation", "larch", "--dry-run"
    )
    assert (result.exit_code, "dry run" in result.output) == (0, True)
    assert not (tmp_path / "data").exists()


def test_two_texts_for_one_address_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEW)
    (tmp_path / "b.txt").write_text(NEW + "\nMore.\n")
    result = run(tmp_path / "data", "ingest", str(tmp_path), "--organisation", "larch")
    assert result.exit_code == 1
    assert "b.txt: it would be privacy-policy@2024-04-01, as a.txt is" in result.stderr
