"""The dates on a ticket's row after real commands: a cache of what its history says."""

from collections.abc import Callable
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Refused, TicketRow, open_desk
from helpdesk.config import DeskSettings
from helpdesk.reckoning import answer_due, clocks_of, recompute
from helpdesk.tables import TicketRecord
from helpdesk.tickets import REASONS, TRANSITIONS
from helpdesk.vault import Vault
from helpdesk.workplace import Workplace
from tests.helpdesk.conftest import Clock, intake, profile_with

File = Callable[..., str]


def row(desk: Desk) -> TicketRow:
    return desk.tickets().rows[0]


def test_due_is_the_next_of_both_and_nothing_once_it_is_resolved(
    desk: Desk, agent: Agent, clock: Clock, filed: File
) -> None:
    desk.register(profile_with(regime="gdpr"))
    ticket = filed(kind="rights_request", right="objection")
    assert row(desk).due_at == row(desk).expected_reply == datetime(2026, 11, 24, 8, tzinfo=UTC)
    desk.reply(ticket, agent.id, "We look into it.", key="reply")
    assert row(desk).due_at == datetime(2026, 12, 16, 14, 59, 59, tzinfo=UTC)
    desk.change_status(ticket, "cancelled", agent_id=agent.id, reason="withdrawn", key="end")
    assert row(desk).due_at is None


def test_waiting_for_the_requester_stops_the_desks_own_clock(
    desk: Desk, agent: Agent, clock: Clock, filed: File
) -> None:
    ticket = filed()
    desk.change_status(ticket, "open", agent_id=agent.id, key="open")
    due = row(desk).due_at
    clock.forward(hours=2)
    desk.change_status(ticket, "waiting_requester", agent_id=agent.id, key="wait")
    assert (row(desk).due_at, row(desk).expected_reply) == (None, None)
    clock.forward(days=2)
    desk.add_requester_message(ticket, "Here it is.", key="more")
    assert due == datetime(2026, 11, 18, 8, tzinfo=UTC)
    assert row(desk).due_at == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_a_promise_is_kept_when_the_setting_changes(
    desk: Desk, agent: Agent, filed: File, database: Database, vault: Vault, clock: Clock
) -> None:
    ticket = filed()
    hasty = open_desk(database, vault, clock=clock, settings=DeskSettings(complaint_days=9))
    hasty.note(ticket, agent.id, "A note.", key="note")
    assert row(hasty).expected_reply == datetime(2026, 11, 18, 8, tzinfo=UTC)


def test_a_new_calendar_changes_no_ticket_that_was_taken_in_before(
    desk: Desk, agent: Agent, filed: File
) -> None:
    ticket = filed()
    desk.register(profile_with(desk=[], procedure={}))
    desk.note(ticket, agent.id, "A note.", key="note")
    assert row(desk).expected_reply == datetime(2026, 11, 18, 8, tzinfo=UTC)


def test_the_requester_is_told_the_date_of_the_answer_not_of_the_acknowledgement(
    desk: Desk, filed: File, database: Database, vault: Vault, clock: Clock
) -> None:
    desk.register(profile_with(regime="ccpa"))
    filed(kind="rights_request", right="disclosure")
    legal = row(desk).legal_due
    assert legal is not None
    assert (legal.duty, legal.due_at) == ("acknowledge", datetime(2026, 12, 2, 8, tzinfo=UTC))
    work = Workplace(database, vault, clock, DeskSettings())
    with database.read() as session:
        ticket = session.exec(select(TicketRecord)).one()
        due = answer_due(clocks_of(session, work, ticket))
    assert due == datetime(2026, 12, 31, 14, 59, 59, tzinfo=UTC)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["rights_request", "complaint", "inquiry"]),
    commands=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=10),
)
def test_the_row_always_says_what_its_history_says(
    kind: str,
    commands: list[tuple[int, int]],
    desk: Desk,
    agent: Agent,
    clock: Clock,
    database: Database,
    vault: Vault,
) -> None:
    desk.register(profile_with(regime="uk_gdpr"))
    right = "objection" if kind == "rights_request" else None
    started = f"{clock.now}{commands}"
    ticket = desk.open(intake(kind=kind, right=right), key=started).ticket_id
    work = Workplace(database, vault, clock, DeskSettings())
    for number, (choice, days) in enumerate(commands):
        clock.forward(days=days)
        _command(desk, ticket, agent.id, choice, f"{started}{number}")
        with database.write() as session:
            kept = session.get_one(TicketRecord, ticket)
            cached = (kept.expected_reply_at, kept.legal_due_at, kept.legal_rule, kept.due_at)
            recompute(session, work, kept)
            assert (kept.expected_reply_at, kept.legal_due_at, kept.legal_rule, kept.due_at) == cached
            assert (kept.due_at is None) >= (kept.status in ("resolved", "closed", "cancelled"))


def _command(desk: Desk, ticket: str, agent: str, choice: int, key: str) -> None:
    view = desk.ticket(ticket)
    assert view is not None
    onward = TRANSITIONS[view.row.status]
    try:
        if choice < 4 or not onward:
            desk.reply(ticket, agent, "Some words.", key=key)
        elif choice < 8:
            desk.add_requester_message(ticket, "Some more.", key=key)
        else:
            status = onward[choice % len(onward)]
            reason = REASONS.get(status, (None,))[0]
            desk.change_status(ticket, status, agent_id=agent, reason=reason, key=key)
    except Refused:
        return
