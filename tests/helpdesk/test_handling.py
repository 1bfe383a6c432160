from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from helpdesk import Agent, Conflict, Desk, NotFound, Refused, TicketView
from tests.helpdesk.conftest import Clock

File = Callable[..., str]


def _view(desk: Desk, ticket: str) -> TicketView:
    view = desk.ticket(ticket)
    assert view is not None
    return view


def test_the_first_reply_takes_the_ticket_and_goes_to_its_origin(
    desk: Desk, agent: Agent, filed: File, clock: Clock
) -> None:
    ticket = filed()
    clock.forward(hours=1)
    changed = desk.reply(ticket, agent.id, " We look into it. ", key="r", expected_version=1)
    assert (changed.version, changed.status) == (2, "open")
    row = _view(desk, ticket).row
    assert (row.owner, row.owner_name) == (agent.id, "Aiko Mori")
    assert row.first_human_reply_at == clock.now
    _, reply = desk.outbox.lease(10, 60)
    assert (reply.kind, reply.text, reply.author_name) == ("reply", "We look into it.", "Aiko Mori")
    assert reply.origin == _view(desk, ticket).origin
    assert reply.status_token is None


def test_a_later_reply_leaves_owner_and_time_of_the_first(
    desk: Desk, agent: Agent, filed: File, clock: Clock
) -> None:
    ticket = filed()
    desk.reply(ticket, agent.id, "one", key="1")
    first = _view(desk, ticket).row.first_human_reply_at
    colleague = desk.agents.add_agent("ken@minato.example", "Ken", "a long enough password")
    clock.forward(hours=1)
    desk.reply(ticket, colleague.id, "two", key="2")
    row = _view(desk, ticket).row
    assert (row.owner, row.first_human_reply_at) == (agent.id, first)


def test_a_note_never_leaves_the_desk(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    desk.outbox.lease(10, 60)
    desk.note(ticket, agent.id, "Looks like a known case.", key="n")
    assert desk.outbox.lease(10, 60) == ()
    view = _view(desk, ticket)
    assert [message.direction for message in view.messages] == ["in", "out", "note"]
    assert view.messages[2].delivery == "none"
    assert view.row.first_human_reply_at is None


@pytest.mark.parametrize("status", ["resolved", "waiting_requester"])
def test_what_the_requester_adds_reopens(desk: Desk, agent: Agent, filed: File, status: str) -> None:
    ticket = filed()
    desk.reply(ticket, agent.id, "Done?", key="r")
    desk.change_status(ticket, status, agent_id=agent.id, key="s")  # type: ignore[arg-type]
    assert desk.add_requester_message(ticket, "Not yet.", key="m").status == "open"
    assert _view(desk, ticket).events[-1].new == "open"


def test_commands_repeat_their_first_result(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    first = desk.reply(ticket, agent.id, "once", key="r", expected_version=1)
    assert desk.reply(ticket, agent.id, "twice", key="r", expected_version=1) == first
    assert len(_view(desk, ticket).messages) == 3
    assert desk.note(ticket, agent.id, "another command", key="r") != first
    other = filed(message="another ticket")
    assert desk.reply(other, agent.id, "same key", key="r").ticket_id == other


def test_a_double_click_sends_one_reply(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    desk.outbox.lease(10, 60)
    with ThreadPoolExecutor(8) as threads:
        changes = list(threads.map(lambda _: desk.reply(ticket, agent.id, "Hello", key="click"), range(8)))
    assert len(set(changes)) == 1
    assert len(desk.outbox.lease(10, 60)) == 1


def test_of_two_agents_saving_at_once_one_is_told(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()

    def save(number: int) -> int | Conflict:
        try:
            return desk.reply(ticket, agent.id, f"{number}", key=f"{number}", expected_version=1).version
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(save, range(2)))
    conflicts = [one for one in results if isinstance(one, Conflict)]
    assert 2 in results
    assert [one.version for one in conflicts] == [2]
    assert len(_view(desk, ticket).messages) == 3


def test_a_command_that_was_refused_can_be_tried_again_with_its_key(
    desk: Desk, agent: Agent, filed: File
) -> None:
    ticket = filed()
    desk.note(ticket, agent.id, "meanwhile", key="n")
    with pytest.raises(Conflict, match="load it again"):
        desk.reply(ticket, agent.id, "x", key="r", expected_version=1)
    assert desk.reply(ticket, agent.id, "x", key="r", expected_version=2).version == 3


@pytest.mark.parametrize(
    ("status", "reason"), [("on_hold", None), ("cancelled", "because"), ("cancelled", None)]
)
def test_some_statuses_need_a_reason_of_the_list(
    desk: Desk, agent: Agent, filed: File, status: str, reason: str | None
) -> None:
    ticket = filed()
    desk.change_status(ticket, "open", agent_id=agent.id, key="o")
    with pytest.raises(Refused, match="needs a reason, one of"):
        desk.change_status(ticket, status, agent_id=agent.id, reason=reason, key="s")  # type: ignore[arg-type]
    assert _view(desk, ticket).row.status == "open"


def test_a_reason_is_a_code_and_never_a_story(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    with pytest.raises(Refused, match="short code"):
        desk.change_status(ticket, "open", agent_id=agent.id, reason="Rin Tanaka called", key="s")


def test_an_ended_ticket_stays_as_it_is(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    desk.change_status(ticket, "cancelled", agent_id=agent.id, reason="spam", key="c")
    for command in (
        lambda: desk.reply(ticket, agent.id, "x", key="1"),
        lambda: desk.note(ticket, agent.id, "x", key="1"),
        lambda: desk.add_requester_message(ticket, "x", key="1"),
        lambda: desk.assign(ticket, agent.id, by=agent.id, key="1"),
        lambda: desk.change_status(ticket, "open", agent_id=agent.id, key="1"),
    ):
        with pytest.raises(Refused, match="open a new one"):
            command()
    assert _view(desk, ticket).onward == ()


def test_wrong_steps_are_refused(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    with pytest.raises(Refused, match="new cannot become resolved"):
        desk.change_status(ticket, "resolved", agent_id=agent.id, key="s")


def test_tickets_go_from_hand_to_hand(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    desk.assign(ticket, agent.id, by=agent.id, key="1")
    assert desk.tickets(owner=agent.id).total == 1
    desk.assign(ticket, None, by=agent.id, key="2")
    assert (desk.tickets(owner=agent.id).total, desk.tickets(owner="").total) == (0, 1)
    event = _view(desk, ticket).events[-1]
    assert (event.type, event.old, event.new) == ("assigned", agent.id, None)


def test_unknown_people_and_tickets_are_told(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    with pytest.raises(NotFound, match="agent"):
        desk.reply(ticket, "nobody", "x", key="1")
    with pytest.raises(NotFound, match="agent"):
        desk.assign(ticket, "nobody", by=agent.id, key="2")
    with pytest.raises(NotFound, match="ticket"):
        desk.reply("none", agent.id, "x", key="3")
    assert desk.ticket("none") is None
    assert desk.ticket("PR-2222-222") is None


@pytest.mark.parametrize("text", ["", "  ", "x" * 20_001])
def test_a_message_has_words_and_an_end(desk: Desk, agent: Agent, filed: File, text: str) -> None:
    with pytest.raises(Refused, match="between 1 and 20000"):
        desk.reply(filed(), agent.id, text, key="r")


def test_the_queue_is_filtered_and_paged(desk: Desk, agent: Agent, filed: File, clock: Clock) -> None:
    ids = []
    for number in range(5):
        ids.append(filed(message=f"{number}", kind="inquiry" if number % 2 else "complaint"))
        clock.forward(minutes=1)
    page = desk.tickets(limit=2, offset=1)
    assert [row.id for row in page.rows] == [ids[3], ids[2]]
    assert (page.total, page.limit, page.offset) == (5, 2, 1)
    assert desk.tickets(kind="inquiry").total == 2
    assert desk.tickets(organisation="elsewhere").total == 0
    desk.change_status(ids[0], "open", agent_id=agent.id, key="s")
    assert [row.id for row in desk.tickets(status="open").rows] == [ids[0]]
    reference = page.rows[0].reference
    assert [row.id for row in desk.tickets(search=reference.lower().replace("-", "")).rows] == [ids[3]]
    assert desk.tickets(search="PR-").total == 5
    assert desk.tickets(search="%").total == 0
