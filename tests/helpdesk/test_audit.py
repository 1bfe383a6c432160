from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import col, select

from bot.database import Database
from helpdesk import Agent, Desk
from helpdesk.chain import hash_of
from helpdesk.tables import AuditHead, EventRecord
from tests.helpdesk.conftest import Clock


@pytest.fixture
def worked(desk: Desk, agent: Agent, filed: Callable[..., str]) -> Desk:
    ticket = filed()
    desk.reply(ticket, agent.id, "We look into it.", key="r")
    desk.change_status(ticket, "resolved", agent_id=agent.id, key="s")
    return desk


def test_an_untouched_chain_is_whole(worked: Desk) -> None:
    report = worked.audit.verify()
    assert report.whole
    assert report.events > 6
    assert report.head.startswith(f"{report.events}:")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE helpdesk_event SET actor = 'somebody' WHERE seq = 3",
        "UPDATE helpdesk_event SET facts = '{}' WHERE seq = 1",
        "UPDATE helpdesk_event SET at = '2020-01-01 00:00:00.000000' WHERE seq = 2",
        "UPDATE helpdesk_event SET reason = 'spam' WHERE seq = 4",
        "DELETE FROM helpdesk_event WHERE seq = 2",
        "DELETE FROM helpdesk_event WHERE seq = (SELECT max(seq) FROM helpdesk_event)",
        "DELETE FROM helpdesk_event",
        "DELETE FROM helpdesk_audit_head",
        "UPDATE helpdesk_audit_head SET seq = seq - 1",
        "UPDATE helpdesk_audit_head SET signature = 'x:' || signature",
        "UPDATE helpdesk_event SET seq = 1000 - seq",
        "UPDATE helpdesk_event SET hash = prev_hash || 'x' WHERE seq = 3",
        "UPDATE helpdesk_event SET facts = 'no json' WHERE seq = 2",
        "UPDATE helpdesk_event SET at = 'yesterday' WHERE seq = 3",
        "UPDATE helpdesk_event SET seq = -seq WHERE seq = 1",
    ],
)
def test_tampering_is_found(worked: Desk, database: Database, tampering: str) -> None:
    with database.write() as session:
        session.connection().execute(text(tampering))
    assert not worked.audit.verify().whole


def test_swapped_events_are_found(worked: Desk, database: Database) -> None:
    with database.write() as session:
        for old, new in ((2, -1), (3, 2), (-1, 3)):
            session.execute(
                text("UPDATE helpdesk_event SET seq = :new WHERE seq = :old"), {"old": old, "new": new}
            )
    assert not worked.audit.verify().whole


def test_a_chain_built_anew_does_not_match_the_signed_head(worked: Desk, database: Database) -> None:
    """Whoever can write the database but has no key file cannot sign a new head."""
    with database.write() as session:
        events = session.exec(select(EventRecord).order_by(col(EventRecord.seq))).all()
        events[1].actor = "somebody"
        for before, after in pairwise(events):
            after.prev_hash = before.hash
            after.hash = hash_of(after.model_dump())
        session.exec(select(AuditHead)).one().hash = events[-1].hash
    assert worked.audit.verify().problems == ("the signature of the head is wrong",)


def test_what_is_added_while_the_chain_is_checked_is_no_tampering(worked: Desk, database: Database) -> None:
    """A server writes on: an event comes after the last that was read and before the head is."""
    once = iter([True])

    @event.listens_for(database.engine, "before_cursor_execute")
    def add(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM helpdesk_audit_head" in statement and next(once, False):
            worked.audit.note("key_changed")

    assert worked.audit.verify().whole
    assert next(once, None) is None


def test_every_command_leaves_an_event_and_reading_leaves_none(
    desk: Desk, agent: Agent, filed: Callable[..., str], clock: Clock
) -> None:
    def events() -> int:
        return desk.audit.verify().events

    ticket = filed()
    commands: list[Callable[[], Any]] = [
        lambda: desk.note(ticket, agent.id, "n", key="1"),
        lambda: desk.reply(ticket, agent.id, "r", key="2"),
        lambda: desk.add_requester_message(ticket, "m", key="3"),
        lambda: desk.assign(ticket, None, by=agent.id, key="4"),
        lambda: desk.change_status(ticket, "resolved", agent_id=agent.id, key="5"),
    ]
    for command in commands:
        before = events()
        command()
        after = events()
        assert after > before
        command()
        assert events() == after
    desk.tickets(), desk.ticket(ticket), desk.organisations()
    assert events() == after
