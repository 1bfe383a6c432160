"""What a procedure still asks for: completed by agents, waived, ticked off; never lost, never half taken."""

from collections.abc import Callable

import pytest

from helpdesk import Agent, Desk, Invalid, Refused
from tests.helpdesk.conftest import profile_with

Filed = Callable[..., str]


@pytest.fixture
def half(filed: Filed) -> str:
    """A disclosure of which only the name is filled in."""
    return filed(kind="rights_request", right="disclosure", answers={"name": "Rin Sato"})


def test_answers_given_later_close_their_fields(desk: Desk, agent: Agent, half: str) -> None:
    before = desk.ticket(half)
    assert before is not None
    assert before.open_fields == ("address", "disclosure_method", "fee_acknowledged")
    desk.completing.fill(
        half, {"address": "1-1 Minato", "name": "Rin Sato-Mori", "contact": ""}, agent_id=agent.id, key="1"
    )
    view = desk.ticket(half)
    assert view is not None
    assert view.open_fields == ("disclosure_method", "fee_acknowledged")
    assert {one.name: one.value for one in view.answers} == {
        "name": "Rin Sato-Mori",
        "address": "1-1 Minato",
    }


def test_an_answer_that_cannot_be_taken_changes_nothing(desk: Desk, agent: Agent, half: str) -> None:
    with pytest.raises(Invalid):
        desk.completing.fill(
            half, {"address": "1-1", "disclosure_method": "by pigeon"}, agent_id=agent.id, key="1"
        )
    view = desk.ticket(half)
    assert view is not None
    assert "address" in view.open_fields


def test_a_field_can_be_waived_once(desk: Desk, agent: Agent, half: str) -> None:
    desk.completing.waive(half, "address", agent_id=agent.id, key="1")
    with pytest.raises(Refused):
        desk.completing.waive(half, "address", agent_id=agent.id, key="2")
    view = desk.ticket(half)
    assert view is not None
    assert "address" not in view.open_fields
    assert "field_waived" in [event.type for event in view.events]


def test_a_contact_told_later_is_one_the_desk_can_write_to(desk: Desk, agent: Agent, filed: Filed) -> None:
    ticket = filed(kind="complaint", answers={})
    desk.completing.fill(ticket, {"contact": "rin@example.org"}, agent_id=agent.id, key="1")
    assert [(one.party, one.channel) for one in desk.contacts.of(ticket)] == [("requester", "email")]


def test_tasks_are_those_of_the_procedure(desk: Desk, agent: Agent, filed: Filed) -> None:
    tasks = [{"id": "send-forms", "text": {"en": "Send the form.", "ja": "書式を送る。"}}]
    desk.register(profile_with(procedure={"default": {"rights": ["correction"], "tasks": tasks}}))
    ticket = filed(kind="rights_request", right="correction", answers={})
    procedure = desk.completing.procedure(ticket)
    assert procedure is not None
    assert [one.text.said_in("ja") for one in procedure.tasks] == ["書式を送る。"]
    desk.completing.tick(ticket, "send-forms", agent_id=agent.id, key="1")
    with pytest.raises(Refused):
        desk.completing.tick(ticket, "dance", agent_id=agent.id, key="2")
    view = desk.ticket(ticket)
    assert view is not None
    assert ("task_done", "send_forms") in [(event.type, event.reason) for event in view.events]


def test_somebody_else_is_asked_for_wherever_a_relationship_is(desk: Desk) -> None:
    names = [field.name for field in desk.form("minato", "rights_request", "correction").fields]
    place = names.index("relationship")
    assert names[place : place + 4] == [
        "relationship",
        "proxy_authority",
        "principal_name",
        "principal_contact",
    ]


def test_only_employees_file_for_customers(desk: Desk) -> None:
    def choices(audience: str) -> list[str]:
        form = desk.form("minato", "rights_request", "correction", audience=audience)
        return [value for field in form.fields if field.name == "relationship" for value, _ in field.choices]

    assert set(choices("employees")) - set(choices("public")) == {"employee_for_customer"}
