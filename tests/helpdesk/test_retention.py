from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, RetentionCounts
from helpdesk.tables import AnswerRecord, OutboxRecord, TicketRecord
from tests.helpdesk.conftest import Clock, intake

File = Callable[..., str]


@pytest.fixture
def ended(desk: Desk, agent: Agent) -> tuple[str, str]:
    """A closed ticket and its status token."""
    receipt = desk.open(intake(), key="k")
    desk.reply(receipt.ticket_id, agent.id, "hello", key="r")
    desk.change_status(receipt.ticket_id, "resolved", agent_id=agent.id, key="s")
    desk.change_status(receipt.ticket_id, "closed", agent_id=agent.id, key="c")
    return receipt.ticket_id, receipt.status_token


def test_what_ended_long_ago_is_erased_and_leaves_a_tombstone(
    desk: Desk, ended: tuple[str, str], database: Database, clock: Clock
) -> None:
    ticket, token = ended
    clock.forward(days=731)
    assert desk.retention.run().tickets == 1
    view = desk.ticket(ticket)
    assert view is not None
    assert view.erased
    assert (view.message, view.origin, view.answers, view.transcript) == ("", None, (), ())
    assert {message.text for message in view.messages} == {""}
    assert view.events[-1].type == "erased"
    assert view.row.status == "closed"
    assert desk.status(token) is None
    assert desk.outbox.lease(10, 60) == ()
    with database.read() as session:
        assert session.exec(select(AnswerRecord)).all() == []
        assert {row.body for row in session.exec(select(OutboxRecord)).all()} == {None}
    assert desk.audit.verify().whole
    assert desk.retention.run() == RetentionCounts(0, 0)


def test_what_is_open_or_ended_lately_stays(
    desk: Desk, ended: tuple[str, str], filed: File, clock: Clock
) -> None:
    filed()
    clock.forward(days=729)
    assert desk.retention.run().tickets == 0


def test_sessions_that_are_over_are_dropped(desk: Desk, agent: Agent, clock: Clock) -> None:
    desk.sessions.sign_in(agent.email, "a long enough password")
    assert desk.retention.run().sessions == 0
    clock.forward(hours=13)
    assert desk.retention.run().sessions == 1


def test_a_command_repeated_after_erasure_is_not_carried_out_again(
    desk: Desk, ended: tuple[str, str], clock: Clock
) -> None:
    clock.forward(days=731)
    desk.retention.run()
    assert desk.open(intake(), key="k").ticket_id != ended[0]


def test_an_erased_key_is_not_left_behind_in_the_file(
    desk: Desk, ended: tuple[str, str], database: Database, clock: Clock, tmp_path: Path
) -> None:
    with database.read() as session:
        wrapped = session.get_one(TicketRecord, ended[0]).data_key
    assert wrapped is not None
    assert wrapped in (tmp_path / "madoguchi.db").read_bytes()
    clock.forward(days=731)
    desk.retention.run()
    assert not any(wrapped in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
