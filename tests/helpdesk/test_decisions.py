"""Rights are decided one by one, by two agents where it is owed, and carried out only for proven people."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.database import Database
from helpdesk import Agent, Desk, DeskSettings, Refused, Vault, open_desk
from helpdesk.decisions import Decision
from helpdesk.letters import closing_letter
from helpdesk.tables import VerificationRecord
from tests.helpdesk.conftest import Clock, profile_with

Filed = Callable[..., str]
COMPLETE = {
    "contact": "rin@example.org",
    "name": "Rin Sato",
    "address": "1-1 Minato",
    "disclosure_method": "written",
    "fee_acknowledged": "yes",
}


@pytest.fixture
def second(desk: Desk) -> Agent:
    return desk.agents.add_agent("ken@minato.example", "Ken Ito", "a long enough password", "lead")


@pytest.fixture
def disclosure(filed: Filed) -> str:
    return filed(kind="rights_request", right="disclosure", answers=COMPLETE)


def prove(database: Database, ticket: str) -> None:
    """Say that the requester's papers were seen."""
    with database.write() as session:
        row = VerificationRecord(
            ticket_id=ticket,
            party="requester",
            method="document",
            state="good",
            created_at=datetime(2026, 11, 16, tzinfo=UTC),
        )
        session.add(row)


def denied(right: str = "disclosure", **changes: str) -> Decision:
    values = {"ground": "no_such_data", "basis": "APPI art. 33(3)", "explanation": "Nothing was found."}
    return Decision(right, "denied", **(values | changes))  # type: ignore[arg-type]


def test_a_disclosure_goes_through_two_agents_and_waits_for_proof(
    desk: Desk, database: Database, agent: Agent, second: Agent, disclosure: str
) -> None:
    desk.decisions.decide(disclosure, Decision("disclosure", "granted"), agent_id=agent.id, key="1")
    assert desk.decisions.submit(disclosure, agent_id=agent.id, key="2").status == "pending_approval"
    with pytest.raises(Refused, match="identity") as waiting:
        desk.decisions.approve(disclosure, agent_id=second.id, key="3")
    assert waiting.value.code == "identity"
    prove(database, disclosure)
    with pytest.raises(Refused) as own:
        desk.decisions.approve(disclosure, agent_id=agent.id, key="4")
    assert own.value.code == "own_decision"
    assert desk.decisions.approve(disclosure, agent_id=second.id, key="5").status == "fulfilling"
    assert desk.decisions.close(disclosure, "Here it is.", agent_id=agent.id, key="6").status == "resolved"
    view = desk.ticket(disclosure)
    assert view is not None
    assert view.rights[0].approved_by == second.id
    assert view.rights[0].fulfilled_at is not None
    assert view.messages[-1].text == "Here it is."


def test_an_open_field_keeps_only_the_fulfilment_waiting(
    desk: Desk, database: Database, agent: Agent, second: Agent, filed: Filed
) -> None:
    ticket = filed(kind="rights_request", right="disclosure", answers={"contact": "rin@example.org"})
    prove(database, ticket)
    desk.decisions.decide(ticket, Decision("disclosure", "granted"), agent_id=agent.id, key="1")
    desk.decisions.submit(ticket, agent_id=agent.id, key="2")
    with pytest.raises(Refused) as waiting:
        desk.decisions.approve(ticket, agent_id=second.id, key="3")
    assert waiting.value.code == "open_fields"


def test_a_denial_is_approved_and_told_in_the_closing_letter(
    desk: Desk, agent: Agent, second: Agent, disclosure: str
) -> None:
    desk.decisions.decide(disclosure, denied(), agent_id=agent.id, key="1")
    desk.decisions.submit(disclosure, agent_id=agent.id, key="2")
    with pytest.raises(Refused) as waiting:
        desk.decisions.close(disclosure, "No.", agent_id=agent.id, key="3")
    assert waiting.value.code == "unapproved"
    assert desk.decisions.approve(disclosure, agent_id=second.id, key="4").status == "pending_approval"
    view = desk.ticket(disclosure)
    assert view is not None
    letter = closing_letter(view, profile_with(), None)
    for said in (
        "we cannot do as you asked",
        "We hold no such data about you. (APPI art. 33(3))",
        "Nothing was found.",
        "Personal Information Protection Commission",
    ):
        assert said in letter
    assert desk.decisions.close(disclosure, letter, agent_id=second.id, key="5").status == "resolved"


def test_a_letter_in_japanese_names_reasons_and_authority(
    desk: Desk, agent: Agent, second: Agent, filed: Filed
) -> None:
    ticket = filed(kind="rights_request", right="disclosure", answers=COMPLETE, language="ja")
    desk.decisions.decide(
        ticket, denied(explanation="該当するデータはありません。"), agent_id=agent.id, key="1"
    )
    view = desk.ticket(ticket)
    assert view is not None
    letter = closing_letter(view, profile_with(), None)
    assert "ご請求には応じられません。ご請求にあたるデータは保有していません。（APPI art. 33(3)）" in letter
    assert "個人情報保護委員会" in letter


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ground": ""}, "ground"),
        ({"ground": "because"}, "ground"),
        ({"basis": " "}, "basis"),
        ({"explanation": " "}, "explanation"),
    ],
)
def test_a_denial_owes_ground_article_and_words(
    desk: Desk, agent: Agent, disclosure: str, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.decisions.decide(disclosure, denied(**changes), agent_id=agent.id, key="1")
    assert refused.value.code == code


def test_a_new_decision_takes_the_approval_away(
    desk: Desk, agent: Agent, second: Agent, disclosure: str
) -> None:
    desk.decisions.decide(disclosure, denied(), agent_id=agent.id, key="1")
    desk.decisions.submit(disclosure, agent_id=agent.id, key="2")
    desk.decisions.approve(disclosure, agent_id=second.id, key="3")
    with pytest.raises(Refused) as late:
        desk.decisions.decide(disclosure, Decision("disclosure", "granted"), agent_id=agent.id, key="4")
    assert late.value.code == "not_decidable"
    desk.change_status(disclosure, "open", agent_id=agent.id, key="5")
    desk.decisions.decide(disclosure, denied(explanation="Other words."), agent_id=agent.id, key="6")
    view = desk.ticket(disclosure)
    assert view is not None
    assert (view.rights[0].approved_by, view.rights[0].needs_second) == (None, True)


def test_a_right_without_outcome_keeps_the_ticket_from_being_resolved(
    desk: Desk, agent: Agent, disclosure: str
) -> None:
    desk.reply(disclosure, agent.id, "We look into it.", key="1")
    with pytest.raises(Refused) as refused:
        desk.change_status(disclosure, "resolved", agent_id=agent.id, key="2")
    assert refused.value.code == "undecided"
    with pytest.raises(Refused) as unnamed:
        desk.decisions.decide(disclosure, denied("disclosure", ground="x"), agent_id=agent.id, key="3")
    assert unnamed.value.code == "ground"


def test_a_request_that_names_no_right_needs_one_first(desk: Desk, agent: Agent, filed: Filed) -> None:
    ticket = filed(kind="rights_request", right=None, answers={})
    desk.reply(ticket, agent.id, "Which right?", key="1")
    with pytest.raises(Refused) as refused:
        desk.decisions.submit(ticket, agent_id=agent.id, key="2")
    assert refused.value.code == "no_right"
    desk.decisions.add_right(ticket, "correction", agent_id=agent.id, key="3")
    with pytest.raises(Refused):
        desk.decisions.add_right(ticket, "correction", agent_id=agent.id, key="4")
    view = desk.ticket(ticket)
    assert view is not None
    assert [one.right for one in view.rights] == ["correction"]


def test_an_opt_out_needs_neither_proof_nor_a_second_agent(desk: Desk, agent: Agent, filed: Filed) -> None:
    ticket = filed(kind="opt_out", right=None, answers={"contact": "rin@example.org"})
    desk.decisions.decide(ticket, Decision("marketing_opt_out", "granted"), agent_id=agent.id, key="1")
    assert desk.decisions.close(ticket, "Done.", agent_id=agent.id, key="2").status == "resolved"


def test_a_complaint_is_never_ended_without_a_word(desk: Desk, agent: Agent, filed: Filed) -> None:
    ticket = filed()
    desk.change_status(ticket, "open", agent_id=agent.id, key="1")
    with pytest.raises(Refused) as refused:
        desk.change_status(ticket, "resolved", agent_id=agent.id, key="2")
    assert refused.value.code == "no_answer"
    assert desk.decisions.close(ticket, "We looked into it.", agent_id=agent.id, key="3").status == "resolved"


def test_one_agent_alone_is_possible_and_the_trail_says_so(
    database: Database, vault: Vault, clock: Clock, agent: Agent, disclosure: str
) -> None:
    alone = open_desk(database, vault, clock=clock, settings=DeskSettings(second_agent=False))
    prove(database, disclosure)
    alone.decisions.decide(disclosure, Decision("disclosure", "granted"), agent_id=agent.id, key="1")
    alone.decisions.submit(disclosure, agent_id=agent.id, key="2")
    assert alone.decisions.approve(disclosure, agent_id=agent.id, key="3").status == "fulfilling"
    view = alone.ticket(disclosure)
    assert view is not None
    assert "approved" in [event.type for event in view.events]


def test_decisions_given_twice_count_once(desk: Desk, agent: Agent, disclosure: str) -> None:
    first = desk.decisions.decide(disclosure, denied(), agent_id=agent.id, key="1")
    assert desk.decisions.decide(disclosure, denied(), agent_id=agent.id, key="1") == first
