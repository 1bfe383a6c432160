from collections.abc import Callable

from helpdesk import Agent, Desk, Origin
from tests.helpdesk.conftest import intake

HERE, ELSEWHERE = Origin("web", "conversation-1"), Origin("slack", "T1/C1/1.0")


def test_filing_silences_nothing_and_the_first_human_reply_does(desk: Desk, agent: Agent) -> None:
    assert desk.thread_state(HERE) == "assistant"
    ticket = desk.open(intake(), key="k").ticket_id
    assert desk.thread_state(HERE) == "waiting"
    assert desk.ticket_of(HERE) == ticket
    desk.note(ticket, agent.id, "hm", key="n")
    assert desk.thread_state(HERE) == "waiting"
    desk.reply(ticket, agent.id, "hello", key="r")
    assert desk.thread_state(HERE) == "human"
    assert desk.thread_state(ELSEWHERE) == "assistant"
    assert desk.ticket_of(ELSEWHERE) is None


def test_the_word_is_given_back_until_the_next_human_reply(desk: Desk, agent: Agent) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    desk.reply(ticket, agent.id, "hello", key="1")
    desk.give_back(HERE, key="g")
    assert desk.thread_state(HERE) == "waiting"
    desk.reply(ticket, agent.id, "me again", key="2")
    desk.give_back(HERE, key="g")
    assert desk.thread_state(HERE) == "human", "the repeat of an old command changes nothing"
    desk.give_back(HERE, key="another")
    assert desk.thread_state(HERE) == "waiting"
    desk.give_back(ELSEWHERE, key="g2")


def test_the_thread_returns_to_the_assistant_when_the_ticket_ends(desk: Desk, agent: Agent) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    desk.reply(ticket, agent.id, "hello", key="1")
    desk.change_status(ticket, "resolved", agent_id=agent.id, key="2")
    assert desk.thread_state(HERE) == "human"
    desk.change_status(ticket, "closed", agent_id=agent.id, key="3")
    assert desk.thread_state(HERE) == "assistant"
    assert desk.ticket_of(HERE) is None


def test_resolved_without_a_human_word_waits_for_nobody(desk: Desk, agent: Agent) -> None:
    ticket = desk.open(intake(kind="inquiry"), key="k").ticket_id
    desk.change_status(ticket, "open", agent_id=agent.id, key="1")
    desk.change_status(ticket, "resolved", agent_id=agent.id, key="2")
    assert desk.thread_state(HERE) == "assistant"


def test_of_several_tickets_the_one_a_human_answers_comes_first(
    desk: Desk, agent: Agent, filed: Callable[..., str]
) -> None:
    older, _newer = filed(message="1"), filed(message="2")
    desk.reply(older, agent.id, "hello", key="r")
    assert desk.ticket_of(HERE) == older
