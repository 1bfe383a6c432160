"""Who else has a ticket open: for half a minute, in as many windows as they like, and never a lock."""

from concurrent.futures import ThreadPoolExecutor

from helpdesk import Agent, Desk
from tests.helpdesk.conftest import Clock, intake


def test_others_are_shown_until_they_are_stale(desk: Desk, agent: Agent, clock: Clock) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    other = desk.agents.add_agent("ren@minato.example", "Ren Ito", "a long enough password")
    desk.presence.tell(ticket, agent.id, writing=False)
    desk.presence.tell(ticket, other.id, writing=True)
    assert [(one.name, one.writing) for one in desk.presence.others(ticket, agent.id)] == [("Ren Ito", True)]
    clock.forward(seconds=29)
    desk.presence.tell(ticket, agent.id, writing=True)
    assert len(desk.presence.others(ticket, agent.id)) == 1
    clock.forward(seconds=1)
    assert desk.presence.others(ticket, agent.id) == ()
    assert [one.name for one in desk.presence.others(ticket, other.id)] == ["Aiko Mori"]


def test_being_there_changes_no_ticket(desk: Desk, agent: Agent) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: desk.presence.tell(ticket, agent.id, writing=bool(n % 2)), range(8)))
    view = desk.ticket(ticket)
    assert view is not None
    assert view.row.version == 1
    assert desk.reply(ticket, agent.id, "Mine.", key="r", expected_version=1).version == 2
