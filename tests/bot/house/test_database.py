"""One writer at a time, all or nothing."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.database import Database


@pytest.fixture
def counter(database: Database) -> Database:
    with database.write() as session:
        session.connection().execute(text("CREATE TABLE counter (value INTEGER)"))
        session.connection().execute(text("INSERT INTO counter VALUES (0)"))
    return database


def value(database: Database) -> int:
    with database.read() as session:
        number: int = session.connection().execute(text("SELECT value FROM counter")).scalar_one()
        return number


def add_one(database: Database) -> None:
    with database.write() as session:
        seen = session.connection().execute(text("SELECT value FROM counter")).scalar_one()
        session.connection().execute(text("UPDATE counter SET value = :new"), {"new": seen + 1})


def test_read_then_write_loses_no_update_among_threads(counter: Database) -> None:
    with ThreadPoolExecutor(max_workers=8) as threads:
        list(threads.map(lambda _: add_one(counter), range(100)))
    assert value(counter) == 100


def test_an_error_rolls_the_whole_block_back(counter: Database) -> None:
    def fail_after_writing() -> None:
        with counter.write() as session:
            session.connection().execute(text("UPDATE counter SET value = 7"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_writing()
    assert value(counter) == 0


def test_a_second_database_object_waits_for_the_same_lock(counter: Database, tmp_path: Path) -> None:
    other = Database.at(tmp_path)
    with ThreadPoolExecutor(max_workers=2) as threads:
        list(threads.map(lambda each: add_one(each), [counter, other] * 20))
    other.close()
    assert value(counter) == 40


def test_sqlite_is_set_up_to_survive_a_power_cut(database: Database) -> None:
    with database.read() as session:
        connection = session.connection()
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        journal = connection.execute(text("PRAGMA journal_mode")).scalar()
    assert journal == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "truncate")
