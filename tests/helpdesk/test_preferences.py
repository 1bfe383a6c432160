"""The register of opt-outs: appended, never changed; the newest choice holds and each has its proof."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Refused
from helpdesk.decisions import Decision
from helpdesk.tables import PreferenceRecord
from tests.helpdesk.conftest import Clock, intake

Filed = Callable[..., str]
RIN = "rin@example.org"


@pytest.fixture
def opted_out(desk: Desk, agent: Agent, filed: Filed, clock: Clock) -> str:
    """An opt-out asked for on one day and carried out on another; its reference."""
    ticket = filed(kind="opt_out", right=None, answers={"contact": RIN})
    clock.forward(days=1)
    desk.decisions.decide(ticket, Decision("marketing_opt_out", "granted"), agent_id=agent.id, key="d")
    for _ in range(2):
        desk.decisions.close(ticket, "Done.", agent_id=agent.id, key="c")
    view = desk.ticket(ticket)
    assert view is not None
    return view.row.reference


def test_a_granted_opt_out_is_registered_from_the_day_it_was_asked(
    desk: Desk, opted_out: str, clock: Clock
) -> None:
    (held,) = desk.preferences.current("minato")
    assert (held.contact, held.purpose, held.state) == (RIN, "marketing_opt_out", "opted_out")
    assert (held.reference, held.method) == (opted_out, "web")
    assert (held.recorded_at - held.effective_at).days == 1


def test_the_newest_choice_holds_and_the_older_stays(
    desk: Desk, agent: Agent, opted_out: str, clock: Clock
) -> None:
    clock.forward(days=1)
    told = {"agent_id": agent.id, "method": "phone", "key": "call"}
    for _ in range(2):
        desk.preferences.record("minato", "Rin@Example.org", "marketing_opt_out", "opted_in", **told)  # type: ignore[arg-type]
    (held,) = desk.preferences.current("minato")
    assert (held.state, held.reference) == ("opted_in", None)
    assert [one.state for one in desk.preferences.history("minato", RIN)] == ["opted_in", "opted_out"]
    assert desk.preferences.history("minato", "mo@example.org") == ()
    assert desk.preferences.current("minato", since=clock.now) == (held,)


def test_the_register_outlives_its_ticket_and_keeps_no_plain_contact(
    desk: Desk, opted_out: str, clock: Clock, database: Database
) -> None:
    clock.forward(days=900)
    desk.retention.run()
    assert [one.contact for one in desk.preferences.current("minato")] == [RIN]
    with database.read() as session:
        (row,) = session.exec(select(PreferenceRecord)).all()
    assert RIN.encode() not in (row.contact or b"")


def test_a_denied_opt_out_registers_nothing(desk: Desk, agent: Agent, filed: Filed) -> None:
    second = desk.agents.add_agent("ken@minato.example", "Ken", "a long enough password")
    ticket = filed(kind="opt_out", right=None, answers={"contact": RIN})
    no = Decision("marketing_opt_out", "denied", "other", "Act", None, "These are notices of your contract.")
    desk.decisions.decide(ticket, no, agent_id=agent.id, key="d")
    desk.decisions.submit(ticket, agent_id=agent.id, key="s")
    desk.decisions.approve(ticket, agent_id=second.id, key="a")
    desk.decisions.close(ticket, "No.", agent_id=agent.id, key="c")
    assert desk.preferences.current("minato") == ()


@pytest.mark.parametrize(("contact", "purpose"), [("nobody", "marketing_opt_out"), (RIN, "breakfast")])
def test_what_cannot_be_registered_is_refused(desk: Desk, agent: Agent, contact: str, purpose: str) -> None:
    with pytest.raises(Refused):
        desk.preferences.record(
            "minato", contact, purpose, "opted_out", agent_id=agent.id, method="phone", key="1"
        )


def test_resolving_by_a_status_change_records_it_too(desk: Desk, agent: Agent) -> None:
    ticket = desk.open(intake(kind="opt_out", right="marketing_opt_out"), key="s").ticket_id
    desk.decisions.decide(ticket, Decision("marketing_opt_out", "granted"), agent_id=agent.id, key="sd")
    desk.reply(ticket, agent.id, "You get no more letters.", key="sr")
    desk.change_status(ticket, "resolved", agent_id=agent.id, key="ss")
    assert [one.state for one in desk.preferences.history("minato", "rin@example.org")] == ["opted_out"]
