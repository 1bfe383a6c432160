"""Attempts to sign in are counted for all processes together, exactly, and forgotten."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import Desk, Vault, metadata, open_desk
from helpdesk.attempts import PER_ACCOUNT, PER_NETWORK, WINDOW
from helpdesk.tables import AttemptRecord
from tests import postgres
from tests.helpdesk.conftest import Clock

EMAIL = "mei@desk.example"


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.enable_socket])]
)
def desks(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[list[Desk]]:
    """The desks of two processes on one database."""
    vault = Vault.open(tmp_path / "key")

    def opened(url: str) -> Iterator[list[Desk]]:
        databases = [Database(url, tmp_path / "lock") for _ in range(2)]
        metadata.create_all(databases[0].engine)
        yield [open_desk(each, vault, clock=clock) for each in databases]
        for each in databases:
            each.close()

    if request.param == "sqlite":
        yield from opened(f"sqlite:///{tmp_path / 'madoguchi.db'}")
        return
    request.getfixturevalue("socket_enabled")
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    (tmp_path / "postgres").mkdir()
    with postgres.running(tmp_path / "postgres") as url:
        yield from opened(url)


def test_many_at_once_through_any_process_are_counted_one_by_one(desks: list[Desk], clock: Clock) -> None:
    def attempt(number: int) -> timedelta | None:
        return desks[number % 2].attempts.wait("password", EMAIL, f"192.0.2.{number}")

    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(attempt, range(30)))
    assert waits.count(None) == PER_ACCOUNT
    assert {wait for wait in waits if wait} == {WINDOW}
    clock.forward(minutes=15, seconds=1)
    assert attempt(0) is None


def test_a_network_is_counted_over_its_accounts_and_a_door_by_itself(desks: list[Desk]) -> None:
    here = desks[0].attempts
    waits = [here.wait("password", f"{number}@x.example", "192.0.2.7") for number in range(PER_NETWORK + 1)]
    assert [number for number, wait in enumerate(waits) if wait] == [PER_NETWORK]
    assert desks[1].attempts.wait("password", EMAIL, "192.0.2.9") == WINDOW
    assert here.wait("password", EMAIL, "198.51.100.1") is None
    assert here.wait("code", EMAIL, "192.0.2.9") is None


def test_success_forgets_the_account_and_what_is_over(desks: list[Desk], clock: Clock) -> None:
    one, other = (desk.attempts for desk in desks)
    one.wait("password", "long.ago@x.example", "203.0.113.1")
    clock.forward(minutes=15, seconds=1)
    for _ in range(PER_ACCOUNT):
        one.wait("password", EMAIL, "not an address")
    other.succeeded("password", EMAIL)
    assert one.wait("password", EMAIL, "not an address") is None
    with one._work.sessions.read() as session:
        rows = session.exec(select(AttemptRecord)).all()
    assert sorted(len(row.times) for row in rows) == [1, PER_ACCOUNT + 1]
    assert not any("mei" in row.key or "x.example" in row.key for row in rows)
