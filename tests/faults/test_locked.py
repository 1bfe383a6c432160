"""Somebody else holds the database, or two start at once: it is waited for, said, and not for ever."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from bot import database, readiness
from bot.cli.main import build_cli
from bot.config import BotSettings
from bot.wiring import House, open_house
from tests import postgres
from tests.faults.doors import COMPLAINT, door, opened


def test_a_locked_database_is_said_and_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PROBE_MILLISECONDS", 50)
    with opened(tmp_path) as house, door(house) as there:
        chat = there.chat()
        other = sqlite3.connect(tmp_path / "madoguchi.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        assert there.reasons() == (False, ["database_locked"])
        threading.Timer(0.5, other.rollback).start()
        assert chat.post("tickets", COMPLAINT).status_code == 201
        assert there.reasons() == (True, [])


def test_a_writer_that_does_not_end_is_said_and_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "LOCKED_SECONDS", 0.0)
    with opened(tmp_path) as house, door(house) as there, ThreadPoolExecutor(1) as busy:
        chat = there.chat()
        with FileLock(tmp_path / "write.lock"):
            filing = busy.submit(chat.post, "tickets", COMPLAINT)
            while not house.database.waited():
                pass
            assert there.reasons() == (False, ["database_locked"])
        assert filing.result().status_code == 201
        monkeypatch.setattr(database, "WRITE_SECONDS", 0.1)
        with FileLock(tmp_path / "write.lock"):
            refused = chat.post("tickets", COMPLAINT | {"key": "filing-0002"})
        assert (refused.status_code, "reference" in refused.json()) == (500, True)
        monkeypatch.undo()
        assert chat.post("tickets", COMPLAINT | {"key": "filing-0002"}).status_code == 201
        assert there.reasons() == (True, [])


@pytest.mark.enable_socket
def test_a_database_that_restarts_is_said_and_is_back_at_once(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL (Debian: apt-get install postgresql)")
    folder = tmp_path_factory.mktemp("postgres")
    with (
        postgres.running(folder) as url,
        opened(tmp_path, BotSettings(database_url=url)) as house,
        door(house) as there,
    ):
        chat = there.chat()
        postgres.control(folder, "-m", "immediate", "stop")
        assert there.reasons() == (False, ["database_unreachable"])
        assert chat.post("tickets", COMPLAINT).status_code == 500
        postgres.control(folder, "-w", "restart")
        assert chat.post("tickets", COMPLAINT).status_code == 201
        assert there.reasons() == (True, [])


@pytest.mark.enable_socket
def test_a_second_server_is_refused_in_one_line(tmp_path: Path) -> None:
    with FileLock(tmp_path / "serve.lock"):
        refused = CliRunner().invoke(build_cli(), ["--data", str(tmp_path), "serve", "--port", "0"])
    assert refused.exit_code != 0
    assert "another server already uses" in refused.output


def test_two_that_start_at_once_on_an_empty_folder_share_one_house(tmp_path: Path) -> None:
    def start(_: int) -> tuple[House, str]:
        house = open_house(tmp_path)
        return house, house.vault.ring.current

    with ThreadPoolExecutor(2) as both:
        (first, key), (second, same) = both.map(start, range(2))
    with first, second:
        assert key == same
        first.desk.register_name("aoba")
        assert second.desk.organisation("aoba") is not None
