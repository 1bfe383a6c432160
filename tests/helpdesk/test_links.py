"""Tickets that belong together: found by contact, linked, merged; nothing is dropped by it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.database import Database
from helpdesk import Agent, Conflict, Desk, Origin, Refused
from helpdesk.tables import TicketRecord
from helpdesk.timeline import goes_on_in
from tests.helpdesk.conftest import Clock, intake, profile_with

Filed = Callable[..., str]


def reference(desk: Desk, ticket: str) -> str:
    view = desk.ticket(ticket)
    assert view is not None
    return view.row.reference


def by(desk: Desk, place: str, **changes: object) -> str:
    return desk.open(intake(origin=Origin("web", place), **changes), key=f"{place} {changes}").ticket_id


def test_the_same_request_by_the_same_contact_is_linked_not_dropped(desk: Desk) -> None:
    first, second = by(desk, "a"), by(desk, "b", answers={"contact": " Rin@Example.org "})
    (link,) = desk.links.of(second).linked
    assert (link.row.id, link.kind) == (first, "duplicate")
    assert desk.tickets().total == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": {"contact": "mo@example.org"}},
        {"answers": {}},
        {"kind": "inquiry"},
        {"kind": "rights_request", "right": "correction"},
    ],
)
def test_what_differs_is_no_duplicate(desk: Desk, changes: dict[str, object]) -> None:
    by(desk, "a")
    assert desk.links.of(by(desk, "b", **changes)).linked == ()


def test_what_is_long_past_or_has_ended_is_no_duplicate(desk: Desk, agent: Agent, clock: Clock) -> None:
    ended = by(desk, "a")
    desk.change_status(ended, "cancelled", reason="spam", agent_id=agent.id, key="1")
    by(desk, "b")
    clock.forward(days=91)
    late = desk.links.of(by(desk, "c"))
    assert late.linked == ()
    assert {row.id for row in late.others} >= {ended}


def test_agents_link_and_unlink(desk: Desk, agent: Agent) -> None:
    one, other = by(desk, "a"), by(desk, "b", answers={})
    for _ in range(2):
        desk.links.link(one, reference(desk, other), "related", agent_id=agent.id, key="1")
    assert [link.kind for link in desk.links.of(other).linked] == ["related"]
    desk.links.unlink(other, reference(desk, one), agent_id=agent.id, key="2")
    assert desk.links.of(one).linked == ()
    for bad in ("PR-0000-000", reference(desk, one)):
        with pytest.raises(Refused):
            desk.links.link(one, bad, "related", agent_id=agent.id, key=f"{bad}")


def test_a_merged_ticket_ends_and_its_messages_land_on_the_other(
    desk: Desk, agent: Agent, clock: Clock
) -> None:
    early = by(desk, "a")
    clock.forward(days=1)
    late = by(desk, "b")
    desk.links.merge(early, reference(desk, late), agent_id=agent.id, key="m")
    first, second = desk.ticket(early), desk.ticket(late)
    assert first is not None
    assert second is not None
    assert (first.row.status, second.row.received_at) == ("cancelled", first.row.received_at)
    assert [link.kind for link in desk.links.of(late).linked] == ["merged"]
    assert desk.ticket_of(Origin("web", "a")) == late
    for _ in range(2):
        assert desk.add_requester_message(early, "And one thing more.", key="x").ticket_id == late
    said = desk.ticket(late)
    assert said is not None
    assert [one.text for one in said.messages if one.direction == "in"][1:] == ["And one thing more."]


def test_a_merge_needs_two_open_tickets_of_one_organisation(desk: Desk, agent: Agent) -> None:
    one, other = by(desk, "a"), by(desk, "b")
    desk.register(profile_with(id="tanaka"))
    foreign = by(desk, "c", organisation="tanaka")
    inquiry = by(desk, "d", kind="inquiry")
    for number, into in enumerate((foreign, inquiry, one)):
        with pytest.raises(Refused):
            desk.links.merge(one, reference(desk, into), agent_id=agent.id, key=f"no {number}")
    desk.change_status(other, "cancelled", reason="spam", agent_id=agent.id, key="2")
    with pytest.raises(Refused):
        desk.links.merge(one, reference(desk, other), agent_id=agent.id, key="3")


def test_a_merge_takes_over_what_is_owed(desk: Desk, agent: Agent, clock: Clock, database: Database) -> None:
    desk.register(profile_with(regime="gdpr"))
    asks = {"kind": "rights_request", "answers": {}}
    early = by(desk, "a", right="disclosure", **asks)
    clock.forward(days=3)
    late = by(desk, "b", right="correction", **asks)
    before = desk.ticket(early)
    desk.links.merge(early, reference(desk, late), agent_id=agent.id, key="m")
    after = desk.ticket(late)
    assert before is not None
    assert after is not None
    assert {line.right for line in after.rights} == {"disclosure", "correction"}
    assert before.row.legal_due is not None
    assert after.row.legal_due == before.row.legal_due
    (told,) = [one for one in after.events if one.type == "took_over"]
    assert told.reason == "earlier_receipt"
    assert desk.links.of(late).merged == (early,)


def test_the_same_place_is_the_same_requester_but_a_telephone_is_not(desk: Desk) -> None:
    first = by(desk, "a", answers={})
    assert [link.row.id for link in desk.links.of(by(desk, "a", answers={}, message="Again.")).linked] == [
        first
    ]
    for key in ("1", "2"):
        call = desk.open(intake(origin=Origin("phone", ""), answers={}), key=key).ticket_id
    assert desk.links.of(call).linked == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_merges_never_go_in_circles(
    desk: Desk, agent: Agent, database: Database, clock: Clock, pairs: list[tuple[int, int]]
) -> None:
    clock.now += timedelta(seconds=1)
    made = [by(desk, f"{clock.now} {n}") for n in range(5)]
    for number, (source, target) in enumerate(pairs):
        try:
            into = reference(desk, made[target])
            desk.links.merge(made[source], into, agent_id=agent.id, key=f"{clock.now} {number}")
        except (Refused, Conflict):
            continue
    with database.read() as session:
        for id in made:
            last = goes_on_in(session, session.get_one(TicketRecord, id))
            assert last.merged_into is None
