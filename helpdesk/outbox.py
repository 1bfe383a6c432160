"""Messages on their way out: leased by one worker at a time, sent, tried again, or given up visibly."""

import json
import random
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, or_, update
from sqlmodel import Session, col, select

from helpdesk import audit, routing
from helpdesk.audit import Fact
from helpdesk.errors import NotFound, SealBroken
from helpdesk.intake import Origin
from helpdesk.parcels import DESK, Parcel, fill, new_row
from helpdesk.sealing import key_of, place
from helpdesk.tables import MessageRecord, OutboxRecord, TicketRecord
from helpdesk.views import Outgoing, OutgoingKind, Route
from helpdesk.workplace import Workplace

ATTEMPTS = 8
"""After so many a message is dead until somebody requeues it."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)
OUTAGE_WAIT, PATIENCE = timedelta(seconds=20), timedelta(hours=1)
"""While a whole channel is away a message is tried again so often. No such try and none that ended with its
process counts in a message's first hour."""
FARTHEST = 2 * LONGEST_WAIT
"""No wait is as long: a later date was set by a clock that ran ahead and has been put right."""

_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")


def add(
    session: Session,
    work: Workplace,
    ticket: TicketRecord,
    parcel: Parcel,
    message: MessageRecord,
) -> None:
    """Put a message of the timeline on the ticket's first route, in the caller's transaction.

    A web conversation may have been left for good: where an e-mail address is known, a notice goes out too.
    """
    first = routing.routes(session, work, ticket)[0]
    if first == "email":
        _add_notice(session, work, ticket, message, message.id)
        return
    row = new_row(work, ticket, parcel.kind, first, message.id, message.id)
    session.add(row)
    if first == "status":
        row.state = "sent"
        return
    fill(work, ticket, row, parcel)
    if routing.also_by_email(session, work, ticket, message):
        _add_notice(session, work, ticket, message, f"notice/{message.id}")


def add_alert(session: Session, work: Workplace, ticket: TicketRecord, text: str, key: str) -> None:
    """Put an alert for the desk itself into the outbox, in the caller's transaction.

    ``text`` holds no personal data: a reference, kinds, an organisation and dates. ``key`` tells it from
    others.
    """
    row = new_row(work, ticket, "alert", DESK, key, None)
    fill(work, ticket, row, Parcel("alert", text, None))
    session.add(row)


def _add_notice(
    session: Session, work: Workplace, ticket: TicketRecord, message: MessageRecord, key: str
) -> None:
    row = new_row(work, ticket, "notice", "email", key, message.id)
    fill(work, ticket, row, routing.new_notice(session, work, ticket))
    session.add(row)


class Outbox:
    """The rows that the delivery takes and sends."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def lease(self, limit: int, seconds: int) -> tuple[Outgoing, ...]:
        """Take up to ``limit`` due rows for ``seconds``; nobody else gets them meanwhile."""
        now = self._work.clock()
        until, due = now + timedelta(seconds=seconds), select(OutboxRecord).where(_is_due(now))
        with self._work.sessions.read() as session:  # pollers must not queue for the write lock in vain
            if session.exec(due.limit(1)).first() is None:
                return ()
        oldest_first = due.order_by(col(OutboxRecord.created_at)).limit(limit)
        with self._work.sessions.write() as session:
            rows = session.exec(oldest_first.with_for_update(skip_locked=True)).all()
            taken = [row for row in rows if self._take(session, row, until)]
            return tuple(out for row in taken if (out := self._opened(session, row)) is not None)

    def sent(self, sent: Mapping[str, str]) -> None:
        """Record what the channels have accepted, by the rows' ids with the provider's; the bodies go.

        A row that was erased meanwhile is passed over.
        """
        if not sent:
            return
        rows = select(OutboxRecord).where(col(OutboxRecord.id).in_(sent)).order_by(col(OutboxRecord.id))
        with self._work.sessions.write() as session:
            for row in session.exec(rows.with_for_update()).all():
                if row.state != "sent":
                    self._sent(session, row, sent[row.id])

    def _sent(self, session: Session, row: OutboxRecord, provider_id: str) -> None:
        row.provider_id, row.lease_until, row.error_class = provider_id, None, None
        if row.kind == "card" and row.state == "pending":
            return  # the ticket has changed since: the card goes out again
        row.state, row.body = "sent", None
        if row.kind != "card":
            self._record(session, row, "delivered", None)

    def failed(self, id: str, reason: str, permanent: bool, *, outage: bool = False) -> None:
        """Record a failed attempt; ``reason`` is a short code. Tried again later unless permanent.

        ``outage``: the channel as a whole is away, which is not held against the message for an hour.
        """
        with self._work.sessions.write() as session:
            row = _row(session, id)
            if row.state != "leased":
                return
            code, now = reason if _CODE.fullmatch(reason) else "error", self._work.clock()
            if outage and now - row.created_at < PATIENCE:
                row.attempts = max(row.attempts - 1, 1)
                row.state, row.error_class, row.lease_until = "failed", code, None
                row.next_at = now + OUTAGE_WAIT
                return
            if permanent or row.attempts >= ATTEMPTS:
                self._give_up(session, row, code)
                return
            wait = min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)
            jitter = random.uniform(1, 1.25)  # noqa: S311  # spreads retries, guards nothing
            row.state, row.error_class, row.lease_until = "failed", code, None
            row.next_at = now + wait * jitter

    def requeue(self, id: str) -> None:
        """Put a failed or dead row back in the queue; a no-op for one that is sent or on its way."""
        with self._work.sessions.write() as session:
            row = _row(session, id)
            if row.state in ("failed", "dead") and row.body is not None:
                row.state, row.attempts, row.next_at = "pending", 0, self._work.clock()
                self._record(session, row, "requeued", None)

    def _take(self, session: Session, row: OutboxRecord, until: datetime) -> bool:
        """Conditional on nobody having taken it since it was read.

        Whoever took it before was killed, perhaps after sending: it is the second attempt at least. For an
        hour it counts no further; after that it does, for it may be the message that kills.
        """
        lost = row.state == "leased" and self._work.clock() - row.created_at < PATIENCE
        if row.attempts >= ATTEMPTS and not lost:
            self._give_up(session, row, "lease_expired")
            return False
        seen = and_(
            col(OutboxRecord.id) == row.id,
            col(OutboxRecord.state) == row.state,
            col(OutboxRecord.attempts) == row.attempts,
            col(OutboxRecord.lease_until) == row.lease_until,
        )
        attempts = max(row.attempts, 2) if lost else row.attempts + 1
        taking = update(OutboxRecord).where(seen)
        taking = taking.values(state="leased", lease_until=until, attempts=attempts)
        return cast("CursorResult[Any]", session.exec(taking)).rowcount == 1

    def _opened(self, session: Session, row: OutboxRecord) -> Outgoing | None:
        ticket = session.get_one(TicketRecord, row.ticket_id)
        try:
            key = key_of(self._work.vault, ticket)
            body = json.loads(key.unseal(row.body or b"", place("outbox", "body", row.id)))
            origin = json.loads(key.unseal(ticket.origin or b"", place("ticket", "origin", ticket.id)))
        except SealBroken:
            self._bury(session, row, "seal_broken")
            return None
        return Outgoing(
            id=row.id,
            ticket_id=ticket.id,
            kind=cast(OutgoingKind, row.kind),
            route=cast(Route, row.route),
            origin=Origin("desk", ticket.organisation) if row.route == DESK else Origin(**origin),
            reference=ticket.reference,
            attempt=row.attempts,
            language=ticket.language,
            key=row.dedupe_key,
            replaces=row.provider_id if row.kind == "card" else None,
            **body,
        )

    def _give_up(self, session: Session, row: OutboxRecord, code: str) -> None:
        """Move a message for the requester on to its next route; codes, alerts and extra notices die."""
        if row.dedupe_key != row.message_id:
            self._bury(session, row, code)
            return
        ticket = session.get_one(TicketRecord, row.ticket_id)
        self._record(session, row, "rerouted", code)
        row.route = routing.next_route(session, self._work, ticket, row)
        row.error_class, row.lease_until, row.provider_id = code, None, None
        if row.route == "email":
            row.kind, row.state, row.attempts, row.next_at = "notice", "pending", 0, self._work.clock()
            fill(self._work, ticket, row, routing.new_notice(session, self._work, ticket))
        else:
            row.state, row.body = "sent", None

    def _bury(self, session: Session, row: OutboxRecord, code: str) -> None:
        row.state, row.error_class, row.lease_until = "dead", code, None
        self._record(session, row, "delivery_given_up", code)

    def _record(self, session: Session, row: OutboxRecord, type: str, reason: str | None) -> None:
        facts: dict[str, Fact] = {"outbox": row.id, "attempts": row.attempts}
        vault, at = self._work.vault, self._work.clock()
        audit.record(session, vault, at, type, "system", ticket_id=row.ticket_id, reason=reason, facts=facts)


def _is_due(now: datetime) -> ColumnElement[bool]:
    state = col(OutboxRecord.state)
    passed, absurd = col(OutboxRecord.next_at) <= now, col(OutboxRecord.next_at) > now + FARTHEST
    waiting = and_(state.in_(("pending", "failed")), or_(passed, absurd))
    over, wrong = col(OutboxRecord.lease_until) < now, col(OutboxRecord.lease_until) > now + FARTHEST
    return or_(waiting, and_(state == "leased", or_(over, wrong)))


def _row(session: Session, id: str) -> OutboxRecord:
    row = session.get(OutboxRecord, id, with_for_update=True)
    if row is None:
        raise NotFound(f"there is no outbox row {id}")
    return row
