"""Longer periods with notice, and laws that are added to a ticket."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from helpdesk import Agent, Desk, Refused, TicketRow
from tests.helpdesk.conftest import Clock, profile_with

File = Callable[..., str]
MARCH = datetime(2027, 2, 16, 14, 59, 59, tzinfo=UTC)


def row(desk: Desk) -> TicketRow:
    return desk.tickets().rows[0]


@pytest.fixture
def ticket(desk: Desk, filed: File) -> str:
    """An objection under the GDPR, due on 16 December 2026."""
    desk.register(profile_with(regime="gdpr"))
    return filed(kind="rights_request", right="objection")


def test_an_extension_moves_the_date_and_sends_the_notice(
    desk: Desk, agent: Agent, clock: Clock, ticket: str
) -> None:
    for outgoing in desk.outbox.lease(9, 60):
        desk.outbox.sent({outgoing.id: "receipt"})
    clock.forward(days=20)
    offer = desk.clocks.account(ticket).offer
    assert offer is not None
    assert (offer.until, offer.reasons) == (MARCH, ("complexity", "number_of_requests"))
    text = desk.clocks.notice(ticket, "complexity")
    done = desk.clocks.extend(ticket, agent.id, "complexity", text, key="longer", expected_version=1)
    assert desk.clocks.extend(ticket, agent.id, "complexity", text, key="longer") == done
    assert row(desk).due_at == MARCH
    (notice,) = desk.outbox.lease(9, 60)
    assert notice.text == text
    assert "16 February 2027" in text
    assert "because it is complex" in text
    view = desk.ticket(ticket)
    assert view is not None
    assert [one.type for one in view.events].count("extended") == 1
    assert view.row.status == "open"


def test_a_period_is_extended_once(desk: Desk, agent: Agent, ticket: str) -> None:
    desk.clocks.extend(ticket, agent.id, "complexity", "Longer.", key="one")
    assert desk.clocks.account(ticket).offer is None
    assert desk.clocks.notice(ticket, "complexity") == ""
    with pytest.raises(Refused) as refusal:
        desk.clocks.extend(ticket, agent.id, "complexity", "Longer still.", key="two")
    assert refusal.value.code == "extended"


def test_after_the_original_date_it_is_too_late(desk: Desk, agent: Agent, clock: Clock, ticket: str) -> None:
    clock.forward(days=31)
    assert desk.clocks.account(ticket).offer is None
    with pytest.raises(Refused) as refusal:
        desk.clocks.extend(ticket, agent.id, "complexity", "Longer.", key="late")
    assert refusal.value.code == "extension_late"
    assert row(desk).due_at is not None
    assert [one.kind for one in desk.outbox.lease(9, 60)] == ["acknowledgement"]


def test_the_law_must_know_the_reason_and_the_notice_must_say_something(
    desk: Desk, agent: Agent, ticket: str
) -> None:
    with pytest.raises(Refused, match="needs a reason, one of complexity, number_of_requests"):
        desk.clocks.extend(ticket, agent.id, "busy", "Longer.", key="one")
    with pytest.raises(Refused, match="between 1 and"):
        desk.clocks.extend(ticket, agent.id, "complexity", "  ", key="two")
    assert desk.clocks.account(ticket).offer is not None


def test_the_appi_and_a_resolved_ticket_know_no_extension(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed(kind="rights_request", right="objection")
    assert desk.clocks.account(ticket).offer is None
    with pytest.raises(Refused) as refusal:
        desk.clocks.extend(ticket, agent.id, "complexity", "Longer.", key="one")
    assert refusal.value.code == "extension_none"


def test_a_law_that_is_confirmed_brings_its_date(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed(kind="rights_request", right="objection")
    desk.clocks.propose_regime(ticket, "gdpr", key="said")
    assert row(desk).legal_due is None
    desk.clocks.confirm_regime(ticket, agent.id, accept=True, key="yes")
    legal = row(desk).legal_due
    assert legal is not None
    assert (legal.regime, legal.due_at) == ("gdpr", datetime(2026, 12, 16, 14, 59, 59, tzinfo=UTC))
    with pytest.raises(Refused) as refusal:
        desk.clocks.propose_regime(ticket, "ccpa", key="more")
    assert refusal.value.code == "regime_added"


def test_of_two_laws_the_earliest_date_counts_and_both_are_extended(
    desk: Desk, agent: Agent, filed: File
) -> None:
    desk.register(profile_with(regime="ccpa"))
    ticket = filed(kind="rights_request", right="disclosure")
    desk.clocks.propose_regime(ticket, "gdpr", by=agent.id, key="said")
    desk.clocks.confirm_regime(ticket, agent.id, accept=True, key="yes")
    desk.reply(ticket, agent.id, "We look into it.", key="reply")
    assert row(desk).due_at == datetime(2026, 12, 16, 14, 59, 59, tzinfo=UTC)
    with pytest.raises(Refused, match="one of complexity, number_of_requests"):
        desk.clocks.extend(ticket, agent.id, "data_hard_to_find", "Longer.", key="for one law only")
    desk.clocks.extend(ticket, agent.id, "complexity", "Longer.", key="longer")
    dates = {one.name: one.due_at for one in desk.clocks.of(ticket)}
    assert dates["gdpr.answer"] == MARCH
    assert dates["ccpa.answer"] == datetime(2027, 2, 14, 14, 59, 59, tzinfo=UTC) == row(desk).due_at


def test_a_law_that_is_rejected_changes_nothing(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed(kind="rights_request", right="objection")
    desk.clocks.propose_regime(ticket, "uk_gdpr", key="said")
    desk.clocks.confirm_regime(ticket, agent.id, accept=False, key="no")
    assert row(desk).legal_due is None
    with pytest.raises(Refused) as refusal:
        desk.clocks.confirm_regime(ticket, agent.id, accept=True, key="yes")
    assert refusal.value.code == "regime_gone"


@pytest.mark.parametrize(("regime", "code"), [("appi", "regime_known"), ("lgpd", "regime")])
def test_only_a_law_that_is_new_to_the_ticket_can_be_proposed(
    desk: Desk, filed: File, regime: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        desk.clocks.propose_regime(filed(), regime, key="said")
    assert refusal.value.code == code
