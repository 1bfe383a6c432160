from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Desk
from helpdesk.outbox import ATTEMPTS, PATIENCE
from helpdesk.tables import OutboxRecord
from tests.helpdesk.conftest import Clock, intake

File = Callable[..., str]


def _state(desk: Desk, ticket: str) -> str:
    view = desk.ticket(ticket)
    assert view is not None
    return view.row.delivery


def test_a_leased_row_is_nobody_elses_until_the_lease_is_over(desk: Desk, filed: File, clock: Clock) -> None:
    filed()
    (first,) = desk.outbox.lease(10, 60)
    assert desk.outbox.lease(10, 60) == ()
    clock.forward(seconds=61)
    (again,) = desk.outbox.lease(10, 60)
    assert (again.id, again.key, again.attempt) == (first.id, first.key, 2)


def test_sent_is_final_and_leaves_no_body(desk: Desk, filed: File, database: Database) -> None:
    ticket = filed()
    (outgoing,) = desk.outbox.lease(10, 60)
    desk.outbox.sent({outgoing.id: "1700000000.1"})
    desk.outbox.sent({outgoing.id: "another"})
    desk.outbox.failed(outgoing.id, "timeout", permanent=False)
    desk.outbox.requeue(outgoing.id)
    with database.read() as session:
        row = session.exec(select(OutboxRecord)).one()
    assert (row.state, row.provider_id, row.body) == ("sent", "1700000000.1", None)
    assert _state(desk, ticket) == "sent"


def test_failures_are_tried_again_later_and_later_and_then_given_up(
    desk: Desk, filed: File, clock: Clock
) -> None:
    ticket = filed()
    waits = []
    for attempt in range(1, ATTEMPTS + 1):
        (outgoing,) = desk.outbox.lease(10, 60)
        assert outgoing.attempt == attempt
        desk.outbox.failed(outgoing.id, "rate_limited", permanent=False)
        waited = timedelta()
        while attempt < ATTEMPTS and _due(desk, clock) is False:
            clock.forward(seconds=15)
            waited += timedelta(seconds=15)
        waits.append(waited)
    assert waits[:-1] == sorted(waits[:-1])
    clock.forward(days=30)
    assert desk.outbox.lease(10, 60) == ()
    view = desk.ticket(ticket)
    assert view is not None
    assert (view.events[-1].type, view.events[-1].reason) == ("rerouted", "rate_limited")
    assert view.messages[1].posts[0].route == "status"


def _due(desk: Desk, clock: Clock) -> bool:
    with desk.outbox._work.sessions.read() as session:
        row = session.exec(select(OutboxRecord)).one()
    return row.next_at <= clock.now


def test_what_is_tried_again_later_can_be_requeued_at_once(desk: Desk, filed: File, agent: Agent) -> None:
    ticket = filed()
    desk.reply(ticket, agent.id, "hello", key="r")
    acknowledgement, reply = desk.outbox.lease(10, 60)
    desk.outbox.sent({acknowledgement.id: "p"})
    desk.outbox.failed(reply.id, "unreachable", permanent=False)
    view = desk.ticket(ticket)
    assert view is not None
    (post,) = view.messages[2].posts
    assert (post.state, post.error_class, view.row.delivery) == ("failed", "unreachable", "failed")
    desk.outbox.requeue(post.id)
    (again,) = desk.outbox.lease(10, 60)
    assert (again.id, again.text, again.attempt) == (reply.id, "hello", 1)


def test_a_failure_tells_a_code_and_nothing_personal(desk: Desk, filed: File) -> None:
    ticket = filed()
    (outgoing,) = desk.outbox.lease(10, 60)
    desk.outbox.failed(outgoing.id, "no mailbox rin@example.org", permanent=True)
    view = desk.ticket(ticket)
    assert view is not None
    assert view.events[-1].reason == "error"


def test_after_an_outage_it_may_have_been_sent(desk: Desk, filed: File, clock: Clock) -> None:
    filed()
    for attempt in (1, 2, 2, 2):
        (outgoing,) = desk.outbox.lease(10, 60)
        assert outgoing.attempt == attempt
        desk.outbox.failed(outgoing.id, "timeout", permanent=False, outage=True)
        clock.forward(seconds=21)


def test_workers_may_die_for_an_hour(desk: Desk, filed: File, clock: Clock) -> None:
    """Each time the message may have been sent: the channel has to look."""
    filed()
    attempts = []
    for _ in range(3 * ATTEMPTS):
        (outgoing,) = desk.outbox.lease(10, 60)
        attempts.append(outgoing.attempt)
        clock.forward(seconds=61)
    assert attempts == [1] + [2] * (3 * ATTEMPTS - 1)


def test_a_message_of_which_workers_die_is_given_up_at_last(desk: Desk, filed: File, clock: Clock) -> None:
    ticket = filed()
    clock.forward(seconds=PATIENCE.total_seconds())
    for _ in range(ATTEMPTS):
        assert len(desk.outbox.lease(10, 60)) == 1
        clock.forward(seconds=61)
    assert desk.outbox.lease(10, 60) == ()
    view = desk.ticket(ticket)
    assert view is not None
    assert [(post.route, post.error_class) for post in view.messages[1].posts] == [
        ("status", "lease_expired")
    ]


def test_an_altered_body_is_not_sent_and_stops_nothing_else(
    desk: Desk, filed: File, database: Database
) -> None:
    broken, _whole = filed(message="1"), filed(message="2")
    with database.write() as session:
        row = session.exec(select(OutboxRecord).where(OutboxRecord.ticket_id == broken)).one()
        row.body = (row.body or b"")[:-1] + b"?"
    assert len(desk.outbox.lease(10, 60)) == 1
    assert _state(desk, broken) == "dead"


def test_eight_workers_send_each_of_two_hundred_once(desk: Desk) -> None:
    for number in range(200):
        desk.open(intake(), key=f"{number}")
    sends: Counter[str] = Counter()

    def work(worker: int) -> None:
        while leased := desk.outbox.lease(7, 600):
            for outgoing in leased:
                sends[outgoing.key] += 1
                desk.outbox.sent({outgoing.id: f"{worker}"})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    assert len(sends) == 200
    assert set(sends.values()) == {1}


def test_a_row_that_is_gone_keeps_no_other_from_being_recorded(desk: Desk, filed: File) -> None:
    ticket = filed()
    (outgoing,) = desk.outbox.lease(10, 60)
    desk.outbox.sent({"none": "p", outgoing.id: "p"})
    assert _state(desk, ticket) == "sent"
