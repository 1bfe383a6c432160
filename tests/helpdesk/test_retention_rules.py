"""What the rules erase, what a hold keeps, and what an erasure leaves."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Asked, Desk, Refused
from helpdesk.decisions import Decision
from helpdesk.retention import HOLDS, Elsewhere
from helpdesk.retention_rules import ANY, PURPOSES
from helpdesk.tables import AttachmentRecord, OutboxRecord, QuestionRecord, RightRecord, WordRecord
from tests.helpdesk.conftest import Clock, intake

SCAN = b"%PDF-1.7 a passport"


def paper(desk: Desk, agent: Agent, ticket: str, purpose: Any = "identity_document") -> str:
    desk.attachments.add(ticket, "p.pdf", SCAN, purpose, agent_id=agent.id, key=f"{ticket} {purpose}")
    return next(one.id for one in desk.attachments.of(ticket) if one.purpose == purpose)


def is_kept(database: Database, id: str) -> bool:
    with database.read() as session:
        return session.get_one(AttachmentRecord, id).content is not None


def cancelled(desk: Desk, agent: Agent, key: str = "k", **changes: Any) -> str:
    ticket = desk.open(intake(**changes), key=key).ticket_id
    desk.change_status(ticket, "cancelled", reason="spam", agent_id=agent.id, key=f"c{key}")
    return ticket


def test_a_rule_of_a_kind_goes_before_the_general_one(desk: Desk, agent: Agent, clock: Clock) -> None:
    complaint = cancelled(desk, agent)
    inquiry = cancelled(desk, agent, "i", kind="inquiry")
    desk.retention.change_rule("ticket", ANY, 100, agent_id=agent.id)
    desk.retention.change_rule("ticket", "complaint", 10, agent_id=agent.id)
    clock.forward(days=11)
    (line,) = desk.retention.preview()
    assert (line.purpose, line.kind, line.count) == ("ticket", "complaint", 1)
    assert desk.retention.run().tickets == 1
    views = [desk.ticket(one) for one in (complaint, inquiry)]
    assert [view.erased for view in views if view] == [True, False]
    desk.retention.change_rule("ticket", ANY, None, agent_id=agent.id)
    clock.forward(days=100)
    assert desk.retention.run().tickets == 0
    assert desk.audit.verify().whole


@pytest.mark.parametrize(
    ("purpose", "kind", "days"),
    [("ticket", ANY, 0), ("fun", ANY, 9), ("journal", "complaint", 9), ("ticket", "letter", 9)],
)
def test_what_cannot_be_a_rule_is_refused(
    desk: Desk, agent: Agent, purpose: Any, kind: str, days: int
) -> None:
    before = desk.retention.rules()
    with pytest.raises(Refused):
        desk.retention.change_rule(purpose, kind, days, agent_id=agent.id)
    assert desk.retention.rules() == before


def test_papers_go_after_the_decision_whatever_the_status(
    desk: Desk, agent: Agent, clock: Clock, database: Database
) -> None:
    ticket = desk.open(intake(kind="rights_request", right="erasure"), key="k").ticket_id
    proof, mandate = paper(desk, agent, ticket), paper(desk, agent, ticket, "mandate")
    other = paper(desk, agent, ticket, "other")
    clock.forward(days=400)
    assert desk.retention.run().files == 0
    desk.decisions.decide(ticket, Decision("erasure", "granted"), agent_id=agent.id, key="d")
    clock.forward(days=29)
    assert desk.retention.run().files == 0
    planned = {one.id: one.delete_after for one in desk.attachments.of(ticket)}
    assert planned == {
        proof: clock.now + timedelta(days=1),
        mandate: clock.now + timedelta(days=1),
        other: None,
    }
    clock.forward(days=1)
    assert desk.retention.run().files == 2
    assert [is_kept(database, one) for one in (proof, mandate, other)] == [False, False, True]
    view = desk.ticket(ticket)
    assert view is not None
    assert view.row.status == "open"


def test_a_hold_keeps_everything_until_it_is_lifted(
    desk: Desk, agent: Agent, clock: Clock, database: Database
) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    proof = paper(desk, agent, ticket)
    desk.change_status(ticket, "cancelled", reason="spam", agent_id=agent.id, key="c")
    desk.retention.hold(ticket, True, "litigation", agent_id=agent.id, key="h")
    clock.forward(days=5000)
    assert desk.retention.preview() == ()
    desk.retention.run()
    with pytest.raises(Refused) as refused:
        desk.retention.erase(ticket, agent_id=agent.id)
    assert refused.value.code == "legal_hold"
    assert is_kept(database, proof)
    desk.retention.hold(ticket, False, "other", agent_id=agent.id, key="l")
    assert desk.retention.run().tickets == 1
    assert not is_kept(database, proof)
    view = desk.ticket(ticket)
    assert view is not None
    types = [event.type for event in view.events]
    assert [one for one in types if one.startswith(("hold", "erased"))] == [
        "hold_set",
        "hold_lifted",
        "erased",
    ]


def test_a_hold_needs_a_reason(desk: Desk, agent: Agent) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    with pytest.raises(Refused):
        desk.retention.hold(ticket, True, "because", agent_id=agent.id, key="h")


def test_erasure_on_request_leaves_a_tombstone_and_sends_nothing_more(
    desk: Desk, agent: Agent, database: Database
) -> None:
    ticket = desk.open(intake(), key="k").ticket_id
    proof = paper(desk, agent, ticket)
    with pytest.raises(Refused) as refused:
        desk.retention.erase(ticket, agent_id=agent.id)
    assert refused.value.code == "not_ended"
    desk.reply(ticket, agent.id, "Good-bye.", key="r")
    desk.change_status(ticket, "cancelled", reason="withdrawn", agent_id=agent.id, key="c")
    desk.retention.erase(ticket, agent_id=agent.id)
    desk.retention.erase(ticket, agent_id=agent.id)
    view = desk.ticket(ticket)
    assert view is not None
    assert view.erased
    erased = [event for event in view.events if event.type == "erased"]
    assert [(event.actor, event.reason) for event in erased] == [(agent.id, "on_request")]
    assert desk.outbox.lease(50, 60) == ()
    assert desk.contacts.of(ticket) == ()
    assert not is_kept(database, proof)
    with database.read() as session:
        assert session.exec(select(WordRecord)).all() == []
        rows = session.exec(select(OutboxRecord)).all()
        assert {(row.body, row.state, row.error_class) for row in rows} == {(None, "dead", "erased")}
        assert {row.explanation for row in session.exec(select(RightRecord)).all()} <= {None}
    assert desk.audit.verify().whole
    with pytest.raises(Refused):
        desk.retention.hold(ticket, True, "other", agent_id=agent.id, key="h")


def test_what_waits_too_long_to_be_sent_is_given_up(desk: Desk, filed: Any, clock: Clock) -> None:
    filed()
    clock.forward(days=91)
    counts = desk.retention.run()
    assert counts.messages >= 1
    assert desk.outbox.lease(50, 60) == ()


def test_words_of_questions_go_and_their_count_stays(desk: Desk, database: Database, clock: Clock) -> None:
    desk.journal.note(Asked("minato", "web", "en", "NotCovered", "Do you keep photos?", "retention"), key="1")
    clock.forward(days=181)
    assert desk.retention.run().questions == 1
    with database.read() as session:
        (row,) = session.exec(select(QuestionRecord)).all()
    assert (row.question, row.data_key, row.outcome) == (None, None, "NotCovered")


def test_what_other_rooms_keep_obeys_the_rules_too(desk: Desk, agent: Agent, clock: Clock) -> None:
    ended: list[int] = []
    desk.retention.elsewhere["conversation"] = Elsewhere(
        30, lambda: (4, clock.now), lambda: ended.append(1) or 4
    )
    assert desk.retention.days("conversation") == 30
    desk.retention.change_rule("conversation", ANY, 7, agent_id=agent.id)
    assert desk.retention.days("conversation") == 7
    assert desk.retention.preview()[-1].count == 4
    assert desk.retention.run().elsewhere == {"conversation": 4}
    assert desk.retention.preview(everywhere=False) == ()
    assert desk.retention.run(everywhere=False).elsewhere is None
    assert ended == [1]


def test_every_purpose_of_the_desk_has_a_period(desk: Desk) -> None:
    assert {rule.purpose for rule in desk.retention.rules()} == set(PURPOSES) - {"conversation", "inbox"}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.integers(1, 60)),
        st.tuples(st.just("hold"), st.sampled_from(HOLDS)),
        st.tuples(st.just("lift"), st.sampled_from(HOLDS)),
        st.tuples(st.just("decide"), st.none()),
        st.tuples(st.just("end"), st.none()),
        st.tuples(st.just("rule"), st.integers(1, 90)),
        st.tuples(st.just("run"), st.none()),
    ),
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_paper_outlives_its_rule_and_nothing_held_is_erased(
    desk: Desk, agent: Agent, clock: Clock, database: Database, steps: list[tuple[str, Any]]
) -> None:
    key = f"{clock.now.isoformat()} {len(desk.tickets().rows)}"
    ticket = desk.open(intake(kind="rights_request", right="erasure"), key=key).ticket_id
    proof, life, since = paper(desk, agent, ticket), 30, None
    desk.retention.change_rule("identity_document", ANY, life, agent_id=agent.id)
    is_held = is_ended = False
    for number, (step, value) in enumerate(steps):
        kept, at = is_kept(database, proof), f"{key} {number}"
        if step == "pass":
            clock.forward(days=value)
        elif step in ("hold", "lift"):
            is_held = step == "hold"
            desk.retention.hold(ticket, is_held, value, agent_id=agent.id, key=at)
        elif step == "decide" and not is_ended:
            desk.decisions.decide(ticket, Decision("erasure", "granted"), agent_id=agent.id, key=at)
            since = clock.now
        elif step == "end" and not is_ended:
            desk.change_status(ticket, "cancelled", reason="spam", agent_id=agent.id, key=at)
            is_ended, since = True, since or clock.now
        elif step == "rule":
            life = value
            desk.retention.change_rule("identity_document", ANY, life, agent_id=agent.id)
        elif step == "run":
            desk.retention.run()
            over = since is not None and since + timedelta(days=life) <= clock.now
            assert is_kept(database, proof) == (kept and (is_held or not over))
            continue
        assert is_kept(database, proof) == kept
