"""A request that waits for proof is remembered once and set aside after a week; what never waits stays."""

from collections.abc import Callable

import pytest

from bot.database import Database
from helpdesk import Agent, Desk, Refused, TicketView, Vault, metadata, open_desk
from tests.helpdesk.conftest import Clock, intake, profile_with
from tests.helpdesk.proof import taken_out

File = Callable[..., str]
REQUEST = {"kind": "rights_request", "right": "deletion", "answers": {"contact": "rin@example.org"}}


def view_of(desk: Desk, ticket: str) -> TicketView:
    view = desk.ticket(ticket)
    assert view is not None
    return view


def told(desk: Desk) -> list[str]:
    return [out.text for out in taken_out(desk) if out.kind == "reply"]


@pytest.fixture
def waiting(desk: Desk, agent: Agent, filed: File) -> str:
    ticket = filed(**REQUEST)
    desk.proving.ask(ticket, agent.id, key="ask")
    return ticket


def test_the_requester_is_asked_where_they_wrote(desk: Desk, waiting: str) -> None:
    assert view_of(desk, waiting).row.status == "awaiting_verification"
    (text,) = told(desk)
    assert "call you back" in text
    assert "7 days" in text


def test_where_codes_can_be_sent_the_status_page_takes_them(
    database: Database, vault: Vault, clock: Clock
) -> None:
    metadata.create_all(database.engine)
    desk = open_desk(database, vault, clock=clock, sends_email=True)
    desk.register(profile_with())
    agent = desk.agents.add_agent("aiko@minato.example", "Aiko Mori", "a long enough password")
    ticket = desk.open(intake(**REQUEST), key="k").ticket_id
    desk.proving.ask(ticket, agent.id, key="ask")
    assert "confirm your e-mail address with a code" in view_of(desk, ticket).messages[-1].text


@pytest.mark.parametrize("kind", ["inquiry", "complaint", "opt_out", "incident_report"])
def test_what_never_waits_is_not_made_to_wait(desk: Desk, agent: Agent, filed: File, kind: str) -> None:
    ticket = filed(kind=kind)
    with pytest.raises(Refused, match="nothing is missing"):
        desk.proving.ask(ticket, agent.id, key="ask")
    assert view_of(desk, ticket).row.status == "new"


def test_one_reminder_after_a_day(desk: Desk, waiting: str, clock: Clock) -> None:
    told(desk)
    clock.forward(hours=23)
    assert desk.proving.run() == 0
    clock.forward(hours=1)
    assert (desk.proving.run(), desk.proving.run()) == (1, 0)
    assert len(told(desk)) == 1


def test_after_a_week_it_is_set_aside_as_unverified(desk: Desk, waiting: str, clock: Clock) -> None:
    clock.forward(days=7)
    assert (desk.proving.run(), desk.proving.run()) == (1, 0)
    ends = [event for event in view_of(desk, waiting).events if event.new == "cancelled"]
    assert [(event.reason, event.actor) for event in ends] == [("unverified", "system")]
    assert "set it aside" in told(desk)[-1]


def test_asked_again_the_week_and_the_reminder_begin_anew(
    desk: Desk, agent: Agent, waiting: str, clock: Clock
) -> None:
    clock.forward(days=6)
    desk.proving.run()
    desk.verification.checked_document(waiting, agent.id, "passport", key="d")
    desk.representation.declare(waiting, agent.id, "appointed_agent", key="p")
    desk.proving.ask(waiting, agent.id, key="again")
    told(desk)
    clock.forward(days=2)
    assert desk.proving.run() == 1
    assert view_of(desk, waiting).row.status == "awaiting_verification"
    assert len(told(desk)) == 1


def test_where_a_paper_is_asked_for_only_a_person_ends_the_wait(
    desk: Desk, agent: Agent, filed: File, clock: Clock
) -> None:
    desk.register(profile_with(procedure={"deletion": {"fields": ["contact", "identity_document"]}}))
    ticket = filed(**REQUEST)
    desk.proving.ask(ticket, agent.id, key="ask")
    (text,) = told(desk)
    assert "document" in text
    clock.forward(days=2)
    assert desk.proving.run() == 0
    clock.forward(days=60)
    assert (desk.proving.run(), desk.proving.run()) == (1, 0)
    assert view_of(desk, ticket).row.status == "awaiting_verification"


def test_what_was_corrected_away_is_waited_for_no_longer(
    desk: Desk, agent: Agent, filed: File, clock: Clock
) -> None:
    ticket = filed(**REQUEST)
    desk.representation.declare(ticket, agent.id, "appointed_agent", key="1")
    desk.proving.ask(ticket, agent.id, key="ask")
    desk.verification.checked_document(ticket, agent.id, "passport", key="2")
    assert view_of(desk, ticket).row.status == "awaiting_verification"
    desk.representation.declare(ticket, agent.id, None, key="3")
    assert desk.proving.run() == 1
    assert view_of(desk, ticket).row.status == "new"


def test_the_standing_says_who_asks_and_how_it_is_proven(
    desk: Desk, agent: Agent, filed: File, clock: Clock
) -> None:
    answers = {"contact": "rin@example.org", "relationship": "legal_representative"}
    ticket = filed(**REQUEST | {"answers": answers})
    before = desk.proving.standing(ticket)
    assert (before.needed, before.missing) == (True, ("identity", "authority", "principal"))
    desk.verification.checked_document(ticket, agent.id, "passport", key="1")
    desk.representation.check_authority(ticket, agent.id, "family_register", key="2")
    desk.representation.confirm_principal(ticket, agent.id, "by_law", key="3")
    after = desk.proving.standing(ticket)
    assert after.missing == ()
    assert [(one.method, one.state, one.by) for one in after.attempts] == [("document", "good", agent.id)]
    assert after.proxy is not None
    assert (after.proxy.basis, after.proxy.checked_by, after.proxy.agreed_by) == (
        "legal_representative",
        agent.id,
        agent.id,
    )
    assert [one.address for one in after.contacts] == ["rin@example.org"]


def test_a_complaint_needs_no_proof(desk: Desk, filed: File) -> None:
    standing = desk.proving.standing(filed())
    assert (standing.needed, standing.missing) == (False, ())


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "complaint"},
        {"kind": "incident_report"},
        {"kind": "opt_out"},
        {"kind": "rights_request", "right": "marketing_opt_out"},
    ],
    ids=lambda changes: str(changes["kind"]),
)
def test_what_needs_no_proof_is_never_made_to_wait_for_one(
    desk: Desk, agent: Agent, filed: File, changes: dict[str, str]
) -> None:
    ticket = filed(**changes)
    desk.assign(ticket, agent.id, by=agent.id, key="1")
    desk.change_status(ticket, "open", agent_id=agent.id, key="2")
    with pytest.raises(Refused) as refused:
        desk.change_status(ticket, "awaiting_verification", agent_id=agent.id, key="3")
    assert refused.value.code == "never_waits"
    view = view_of(desk, ticket)
    assert "awaiting_verification" not in view.onward
    assert view.row.status == "open"
