"""Tags, and the queue narrowed by them and by more."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk, Origin, Refused
from helpdesk.queue import Narrowing
from helpdesk.tables import EventRecord, TagRecord
from helpdesk.tagging import LONGEST, MOST, read_tag
from helpdesk.tickets import STATUSES
from tests.helpdesk.conftest import Clock

File = Callable[..., str]


def found(desk: Desk, **wanted: object) -> set[str]:
    page = desk.queue.page(Narrowing(**wanted), STATUSES, order="due", limit=200, offset=0)  # type: ignore[arg-type]
    return {row.id for row in page.rows}


def test_a_tag_is_put_on_once_and_taken_off(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    desk.tags.put(ticket, "  Cold  CALL ", agent_id=agent.id, key="1")
    desk.tags.put(ticket, "cold call", agent_id=agent.id, key="2")
    view = desk.ticket(ticket)
    assert view is not None
    assert view.row.tags == ("cold call",)
    assert desk.tags.used() == ("cold call",)
    assert [one.type for one in view.events].count("tagged") == 1
    desk.tags.remove(ticket, "Cold call", agent_id=agent.id, key="3")
    assert desk.tags.used() == ()


def test_the_audit_trail_and_a_tombstone_do_not_repeat_the_word(
    desk: Desk, database: Database, agent: Agent, filed: File
) -> None:
    ticket = filed()
    desk.tags.put(ticket, "secret word", agent_id=agent.id, key="1")
    desk.change_status(ticket, "cancelled", agent_id=agent.id, reason="spam", key="2")
    desk.retention.erase(ticket, agent_id=agent.id)
    with database.read() as session:
        assert session.exec(select(TagRecord)).all() == []
        assert "secret" not in str(session.exec(select(EventRecord)).all())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "tag_shape"),
        ("-", "tag_shape"),
        ("rin@example.org", "tag_shape"),
        ("a" * (LONGEST + 1), "tag_shape"),
        ("customer 1234567", "tag_personal"),
        ("090 0000 0000", "tag_personal"),
    ],
)
def test_what_is_no_tag_is_refused(desk: Desk, agent: Agent, filed: File, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.tags.put(filed(), text, agent_id=agent.id, key="1")
    assert refused.value.code == code


def test_a_ticket_has_room_for_some_tags_only(desk: Desk, agent: Agent, filed: File) -> None:
    ticket = filed()
    for number in range(MOST):
        desk.tags.put(ticket, f"tag {number}", agent_id=agent.id, key=f"{number}")
    with pytest.raises(Refused, match="at most"):
        desk.tags.put(ticket, "one more", agent_id=agent.id, key="more")


@given(st.text())
def test_a_tag_that_is_taken_is_read_the_same_again(text: str) -> None:
    try:
        tag = read_tag(text)
    except Refused:
        return
    assert read_tag(tag) == tag
    assert len(tag) <= LONGEST


def test_the_queue_is_narrowed_by_more(desk: Desk, agent: Agent, filed: File, clock: Clock) -> None:
    complaint = filed()
    right = filed(kind="rights_request", right="correction", origin=Origin("cli", "here"))
    desk.tags.put(right, "電話", agent_id=agent.id, key="1")
    assert found(desk, tag="電話") == found(desk, right="correction") == found(desk, channel="cli") == {right}
    assert found(desk, due_before=clock.now) == set()
    clock.forward(days=4)
    assert found(desk, due_before=clock.now) == {complaint}
    assert found(desk, due_before=clock.now + timedelta(days=7)) == {complaint, right}
    desk.reply(complaint, agent.id, "We look into it.", key="2")
    assert found(desk, undelivered=True) == set()
    for post in desk.outbox.lease(10, 60):
        desk.outbox.failed(post.id, "channel_gone", permanent=False)
    assert found(desk, undelivered=True) == {complaint}
