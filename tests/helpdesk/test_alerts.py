"""The desk is told once of each date, at once of an incident, and never of a person."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Outgoing, Vault, open_desk
from helpdesk.config import DeskSettings
from helpdesk.tables import AlertRecord, TicketRecord
from tests.helpdesk.conftest import Clock, intake, profile_with

File = Callable[..., str]
DUE = datetime(2026, 11, 18, 8, tzinfo=UTC)


def alerts(desk: Desk) -> list[Outgoing]:
    """The alerts that leave now; other messages are sent on the way."""
    found = []
    while leased := desk.outbox.lease(50, 60):
        for outgoing in leased:
            desk.outbox.sent({outgoing.id: "sent"})
            found += [outgoing] if outgoing.kind == "alert" else []
    return found


def test_a_target_is_warned_of_once_and_its_miss_told_once(desk: Desk, clock: Clock, filed: File) -> None:
    filed()
    assert desk.alerts.run() == 0
    clock.now = DUE - timedelta(hours=8)
    assert (desk.alerts.run(), desk.alerts.run()) == (1, 0)
    (soon,) = alerts(desk)
    reference = desk.tickets().rows[0].reference
    assert soon.text == (
        f"{reference} (Complaint, Minato Ferries): the first reply is due 18 November 2026 17:00 (JST)."
    )
    assert (soon.origin.channel, soon.origin.address) == ("desk", "minato")
    clock.now = DUE
    assert (desk.alerts.run(), desk.alerts.run()) == (1, 0)
    assert "the first reply was due" in alerts(desk)[0].text


def test_what_a_stopped_timer_has_missed_is_caught_up_with_and_not_warned_of(
    desk: Desk, clock: Clock, filed: File
) -> None:
    filed()
    clock.now = DUE + timedelta(days=30)
    assert desk.alerts.run() == 1
    assert [one.kind for one in desk.alerts.unseen().alerts] == ["missed"]


def test_a_date_that_moves_is_alerted_anew_and_a_miss_keeps_its_date(
    desk: Desk, agent: Agent, clock: Clock, filed: File, database: Database
) -> None:
    ticket = filed()
    desk.change_status(ticket, "open", agent_id=agent.id, key="open")
    clock.now = DUE - timedelta(hours=2)
    assert desk.alerts.run() == 1
    desk.change_status(ticket, "waiting_requester", agent_id=agent.id, key="wait")
    clock.forward(hours=20)
    assert desk.alerts.run() == 0
    desk.add_requester_message(ticket, "Here.", key="more")
    assert desk.alerts.run() == 1
    clock.forward(hours=6)
    assert desk.alerts.run() == 1
    with database.read() as session:
        kept = [(one.kind, one.due_at) for one in session.exec(select(AlertRecord)).all()]
    assert sorted(kept) == [
        ("missed", DUE + timedelta(days=1)),
        ("soon", DUE),
        ("soon", DUE + timedelta(days=1)),
    ]
    desk.change_status(ticket, "waiting_requester", agent_id=agent.id, key="wait again")
    clock.forward(days=9)
    desk.add_requester_message(ticket, "More.", key="more yet")
    with database.read() as session:
        after = [(one.kind, one.due_at) for one in session.exec(select(AlertRecord)).all()]
    assert sorted(after) == sorted(kept)
    assert desk.clocks.of(ticket)[0].due_at == DUE + timedelta(days=1)


def test_a_legal_date_is_warned_of_a_week_before_although_the_first_reply_was_missed(
    desk: Desk, clock: Clock, filed: File
) -> None:
    desk.register(profile_with(regime="gdpr"))
    filed(kind="rights_request", right="objection")
    clock.now = datetime(2026, 12, 9, 14, 59, 58, tzinfo=UTC)
    assert desk.alerts.run() == 1
    clock.forward(seconds=1)
    assert desk.alerts.run() == 1
    clock.forward(days=7)
    assert desk.alerts.run() == 1
    told = [(one.clock, one.kind) for one in desk.alerts.unseen().alerts]
    assert sorted(told) == [("gdpr.answer", "missed"), ("gdpr.answer", "soon"), ("service", "missed")]


def test_an_answered_ticket_is_no_longer_alerted(desk: Desk, agent: Agent, clock: Clock, filed: File) -> None:
    desk.reply(filed(), agent.id, "Here you are.", key="reply")
    clock.forward(days=99)
    assert desk.alerts.run() == 0


def test_an_incident_alerts_at_once_outside_hours_too(desk: Desk, clock: Clock, filed: File) -> None:
    clock.now = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
    filed(kind="incident_report", message="I can see the orders of Rin Sato.")
    (alert,) = alerts(desk)
    assert "a report of an incident has come in (Minato Ferries, 22 November 2026 00:30 (JST))" in alert.text
    for personal in ("Rin", "rin@example.org", "orders"):
        assert personal not in alert.text
    assert desk.alerts.unseen().alerts[0].clock == "incident"


def test_an_incident_told_late_is_due_when_it_came(desk: Desk, clock: Clock, filed: File) -> None:
    filed(kind="incident_report", received_at=clock.now - timedelta(days=2))
    assert desk.alerts.unseen().alerts[0].due_at == clock.now - timedelta(days=2)


def test_an_alert_that_cannot_be_sent_marks_no_ticket_as_undelivered(
    desk: Desk, clock: Clock, filed: File
) -> None:
    filed(kind="incident_report")
    for outgoing in desk.outbox.lease(9, 60):
        if outgoing.kind == "alert":
            desk.outbox.failed(outgoing.id, "channel_gone", permanent=True)
    assert desk.tickets().rows[0].delivery == "leased"


def test_what_was_seen_is_shown_no_more_and_what_came_since_is(
    desk: Desk, agent: Agent, clock: Clock, filed: File
) -> None:
    filed(kind="incident_report")
    until = desk.alerts.unseen().alerts[0].at
    clock.forward(minutes=1)
    filed(kind="incident_report", message="Another one.")
    assert desk.alerts.seen(agent.id, until) == 1
    left = desk.alerts.unseen()
    assert (left.total, left.alerts[0].at) == (1, clock.now)


def test_warnings_can_be_turned_off(desk: Desk, database: Database, vault: Vault, clock: Clock) -> None:
    quiet = open_desk(
        database, vault, clock=clock, settings=DeskSettings(warn_service_hours=0, warn_legal_days=0)
    )
    quiet.open(intake(), key="one")
    clock.now = DUE - timedelta(seconds=1)
    assert quiet.alerts.run() == 0
    clock.now = DUE
    assert quiet.alerts.run() == 1


def test_the_next_alert_is_kept_on_the_row(desk: Desk, clock: Clock, database: Database) -> None:
    desk.open(intake(kind="incident_report"), key="one")
    with database.read() as session:
        ticket = session.exec(select(TicketRecord)).one()
    due = datetime(2026, 11, 17, 8, tzinfo=UTC)
    assert ticket.due_at == due
    assert ticket.alert_at == due - timedelta(hours=8)


def test_a_short_period_is_warned_of_at_its_half(
    database: Database, vault: Vault, clock: Clock, desk: Desk
) -> None:
    hasty = open_desk(database, vault, clock=clock, settings=DeskSettings(complaint_days=0))
    hasty.open(intake(), key="one")
    with database.read() as session:
        ticket = session.exec(select(TicketRecord)).one()
    assert ticket.due_at == datetime(2026, 11, 16, 8, tzinfo=UTC)
    assert ticket.alert_at == datetime(2026, 11, 16, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize("runs", [2, 6])
def test_timers_at_once_alert_once(desk: Desk, clock: Clock, filed: File, runs: int) -> None:
    filed()
    clock.now = DUE
    with ThreadPoolExecutor(runs) as threads:
        raised = list(threads.map(lambda _: desk.alerts.run(), range(runs)))
    assert sum(raised) == 1
    assert len(alerts(desk)) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(passed=st.lists(st.timedeltas(timedelta(0), timedelta(days=12)), max_size=12), data=st.data())
def test_however_often_the_timer_runs_each_date_is_alerted_once(
    passed: list[timedelta], data: st.DataObject, desk: Desk, agent: Agent, clock: Clock, database: Database
) -> None:
    desk.register(profile_with(regime="gdpr"))
    ticket = desk.open(intake(kind="rights_request", right="objection"), key=str(clock.now)).ticket_id
    raised = 0
    for number, time in enumerate(passed):
        clock.now += time
        if data.draw(st.booleans()):
            desk.note(ticket, agent.id, "A note.", key=f"{clock.now}{number}")
        raised += desk.alerts.run()
    with database.read() as session:
        mine = select(AlertRecord).where(AlertRecord.ticket_id == ticket)
        rows = session.exec(mine).all()
        kept = session.get_one(TicketRecord, ticket)
    dues = {one.due_at for one in desk.clocks.of(ticket) if one.due_at and one.due_at <= clock.now}
    if passed:
        assert {one.due_at for one in rows if one.kind == "missed"} == dues
    assert raised >= len(rows)
    assert kept.alert_at is None or not passed or kept.alert_at > clock.now


def test_a_requester_is_told_of_a_delay_before_it_happens(desk: Desk, clock: Clock) -> None:
    receipt = desk.open(intake(kind="inquiry", right=None), key="1")
    assert receipt.expected_reply is not None
    clock.now = receipt.expected_reply - timedelta(minutes=61)
    desk.alerts.run()
    assert "delay_told" not in happened(desk, receipt.ticket_id)
    clock.now = receipt.expected_reply - timedelta(minutes=59)
    for _ in range(2):
        desk.alerts.run()
    assert happened(desk, receipt.ticket_id).count("delay_told") == 1
    told = [one.text for one in desk.outbox.lease(9, 60) if one.kind == "reply"]
    assert len(told) == 1
    assert receipt.reference in told[0]


def test_whoever_was_answered_hears_of_no_delay(desk: Desk, clock: Clock) -> None:
    receipt = desk.open(intake(kind="inquiry", right=None), key="1")
    agent = desk.agents.add_agent("mai@desk.example", "Mai", "a long enough password 1")
    desk.reply(receipt.ticket_id, agent.id, "Yes.", key="r1")
    assert receipt.expected_reply is not None
    clock.now = receipt.expected_reply - timedelta(minutes=5)
    desk.alerts.run()
    assert "delay_told" not in happened(desk, receipt.ticket_id)


def happened(desk: Desk, ticket: str) -> list[str]:
    """The types of a ticket's events."""
    view = desk.ticket(ticket)
    assert view is not None
    return [one.type for one in view.events]
