"""`madoguchi doctor` finds what an operator has to mend, and says how."""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.backup.archive import MADE
from bot.cli.main import build_cli
from bot.diagnosis import diagnose, house, machine
from bot.wiring import open_house
from helpdesk import invent
from ingest import read_policy
from knowledge import damaged_model_files
from knowledge.config import MODELS
from tests import postgres
from tests.fakes.slack import FakeSlack


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a policy."""
    (tmp_path / "policy.md").write_text("# Policy\n\nWe keep letters for a year.", "utf-8")
    with open_house(tmp_path / "data") as house:
        house.desk.register_name("aoba")
        house.knowledge.indexer.replace(read_policy(tmp_path / "policy.md", organisation="aoba").version)
    return tmp_path / "data"


def bad(data: Path, *, reach: bool = False) -> dict[str, str]:
    """What has to be mended, and the words for it."""
    return {one.what: one.state for one in diagnose(data, reach=reach) if not one.good}


def test_a_fresh_house_is_well(data: Path) -> None:
    done = CliRunner().invoke(build_cli(), ["--data", str(data), "doctor", "--json"])
    assert done.exit_code == 0, done.output
    found = {one["what"]: one["state"] for one in json.loads(done.stdout)}
    assert set(found) >= {
        "Madoguchi",
        "disk",
        "clock",
        "model",
        "keys",
        "search index",
        "backup",
        "host names",
    }
    assert found["search index"] == "1 builds open"


def test_what_is_bad_ends_with_code_1(data: Path) -> None:
    shutil.rmtree(next((data / "index").iterdir()))
    done = CliRunner().invoke(build_cli(), ["--data", str(data), "doctor"])
    assert done.exit_code == 1
    assert "BAD  search index" in done.stdout
    assert "madoguchi serve" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("PUBLIC_URL", "http://desk.example", "public address"),
        ("PUBLIC_URL", "https://desk.example", "public address"),
        ("PUBLIC_URL", "desk.example", "public address"),
        ("HOST", "0.0.0.0", "public address"),  # noqa: S104  # what is looked for
        ("ALLOWED_HOSTS", '["*"]', "host names"),
        ("ALLOWED_HOSTS", '["desk.example"]', "host names"),
        ("PORT", "many", "settings"),
        ("PROT", "8000", "settings"),
    ],
)
def test_settings_that_do_not_fit_are_named(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, what: str
) -> None:
    monkeypatch.setenv(f"MADOGUCHI_BOT_{name}", value)
    assert list(bad(data)) == [what]


def test_settings_that_fit_are_well(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_BOT_PUBLIC_URL", "https://desk.example")
    monkeypatch.setenv("MADOGUCHI_BOT_ALLOWED_HOSTS", '["*.desk.example", "desk.example", "127.0.0.1"]')
    assert bad(data) == {}


def test_a_full_disk_and_a_wrong_clock_are_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LEAST_BYTES", sys.maxsize)
    os.utime(data / "madoguchi.db", (time.time() + 3600, time.time() + 3600))
    assert set(bad(data)) == {"disk", "clock"}


def test_keys_that_others_may_read_are_told(data: Path) -> None:
    (data / "keys" / "master.key").chmod(0o644)
    assert "chmod 600" in bad(data)["data folder"]


def test_a_backup_is_missed_once_there_is_something_to_lose(data: Path) -> None:
    with open_house(data) as house, house.database.write() as session:
        invent(session, ["aoba"], 1, house.clock())
    assert "none yet" in bad(data)["backup"]
    made = CliRunner().invoke(build_cli(), ["--data", str(data), "backup", str(data.parent / "one")])
    assert made.exit_code == 0, made.output
    assert "backup" not in bad(data)
    old = time.time() - timedelta(days=9).total_seconds()
    os.utime(data / MADE, (old, old))
    assert bad(data)["backup"].startswith("9 days old")


def test_the_model_is_held_against_its_checksums(tmp_path: Path) -> None:
    assert damaged_model_files() == ()
    copy = shutil.copytree(MODELS, tmp_path / "models")
    (copy / "madoguchi-encoder" / "vocab.txt").write_text("something else")
    (copy / "madoguchi-encoder" / "calibration.json").unlink()
    assert {path.name for path in damaged_model_files(copy)} == {"vocab.txt", "calibration.json"}


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.mark.enable_socket
def test_what_lies_outside_is_reached_when_asked(
    data: Path, monkeypatch: pytest.MonkeyPatch, slack: FakeSlack
) -> None:
    monkeypatch.setenv("MADOGUCHI_EMAIL_HOST", "127.0.0.1")
    monkeypatch.setenv("MADOGUCHI_EMAIL_PORT", str(postgres.free_port()))
    monkeypatch.setenv("MADOGUCHI_EMAIL_SENDER", "desk@desk.example")
    monkeypatch.setenv("MADOGUCHI_SLACK_BOT_TOKEN", "xoxb-test")
    monkeypatch.setenv("MADOGUCHI_SLACK_SIGNING_SECRET", "secret")
    monkeypatch.setenv("MADOGUCHI_SLACK_ORGANISATION", "aoba")
    monkeypatch.setenv("MADOGUCHI_SLACK_BASE_URL", slack.url)
    assert bad(data) == {}
    assert bad(data, reach=True) == {"mail server": "unreachable: check MADOGUCHI_EMAIL_*"}


@pytest.mark.postgres
def test_postgresql_is_looked_at(
    socket_enabled: None, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.running(folder) as url:
        monkeypatch.setenv("MADOGUCHI_BOT_DATABASE_URL", url)
        found = {one.what: one for one in diagnose(folder / "data")}
        assert "pgvector" in found["PostgreSQL"].state
        assert [one.what for one in found.values() if not one.good] == []
        monkeypatch.setattr(house, "POSTGRES_NEEDED", 99)
        assert "99 or newer" in bad(folder / "data")["PostgreSQL"]
