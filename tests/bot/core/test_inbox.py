"""Each event once, none lost, and none in two hands."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.records
from bot.database import Database
from bot.inbox import ATTEMPTS, LEASE, Inbox
from helpdesk import Vault


class Turned:
    """A clock that the test turns."""

    now = datetime(2026, 11, 18, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Turned:
    """The time."""
    return Turned()


@pytest.fixture
def inbox(database: Database, tmp_path: Path, clock: Turned) -> Inbox:
    """An inbox with one event."""
    bot.records.metadata.create_all(database.engine)
    inbox = Inbox(database, Vault.open(tmp_path / "key"), clock)
    inbox.put("slack/T1", "Ev1", {"text": "hello"})
    return inbox


def test_an_event_is_stored_once(inbox: Inbox) -> None:
    assert not inbox.put("slack/T1", "Ev1", {"text": "again"})
    assert inbox.put("slack/T2", "Ev1", {"text": "elsewhere"})
    assert [one.payload for one in inbox.lease(9)] == [{"text": "hello"}, {"text": "elsewhere"}]


def test_what_is_in_hand_is_nobody_elses_while_it_is_extended(inbox: Inbox, clock: Turned) -> None:
    [held] = inbox.lease(9)
    clock.now += LEASE * 0.9
    inbox.extend([held.id])
    clock.now += LEASE * 0.9
    assert inbox.lease(9) == ()
    clock.now += LEASE
    [taken] = inbox.lease(9)
    assert (taken.id, taken.attempt) == (held.id, 2)


def test_putting_off_does_not_count(inbox: Inbox, clock: Turned) -> None:
    for _ in range(ATTEMPTS * 2):
        [one] = inbox.lease(9)
        assert one.attempt == 1
        inbox.postpone(one.id, 7)
        assert inbox.lease(9) == ()
        clock.now += timedelta(seconds=8)
    assert inbox.lease(9)[0].age > 7 * ATTEMPTS


def test_a_source_is_forgotten_alone(inbox: Inbox) -> None:
    inbox.put("slack/T2", "Ev2", {})
    inbox.put("slack/T1", "Ev3", {})
    inbox.done(inbox.lease(1)[0].id)
    assert inbox.forget("slack/T1") == 2
    assert [one.event_id for one in inbox.lease(9)] == ["Ev2"]
