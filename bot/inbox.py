"""Events of the outside, stored before they are acknowledged, so that a crash loses none."""

import json
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, delete, func, or_, update
from sqlmodel import col, select

from bot.database import add_new
from bot.ports import Clock, Sessions
from bot.records import InboxRecord
from helpdesk import SealBroken, Vault

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""How long an event is out of others' reach; whoever works longer on it extends the lease."""
FARTHEST = timedelta(hours=6)
"""No lease or wait is as long: a later end was set by a clock that ran ahead and has been put right."""
ATTEMPTS = 5
"""An event that failed so often is left alone as `failed`, without its payload."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A leased event."""

    id: str
    source: str
    event_id: str
    payload: dict[str, Any]
    attempt: int
    age: float
    """Seconds since it came in."""


class Inbox:
    """Takes each event once and hands it out until it is done."""

    def __init__(self, sessions: Sessions, vault: Vault, clock: Clock) -> None:
        self._sessions = sessions
        self._vault = vault
        self._clock = clock

    def put(self, source: str, event_id: str, payload: dict[str, Any]) -> bool:
        """Store an event; False when this one was stored before."""
        id, key = uuid4().hex, self._vault.new_data_key()
        row = {
            "id": id,
            "source": source,
            "event_id": event_id,
            "data_key": key.wrapped,
            "payload": key.seal(json.dumps(payload), _place(id)),
            "received_at": self._clock(),
            "attempts": 0,
            "state": "waiting",
        }
        with self._sessions.write() as session:
            return add_new(session, InboxRecord, [row]) == 1

    def lease(self, limit: int) -> tuple[Incoming, ...]:
        """Take up to `limit` waiting events, oldest first; a lease that ran out is taken again."""
        now = self._clock()
        until = col(InboxRecord.lease_until)
        free = or_(until.is_(None), until < now, until > now + FARTHEST)
        with self._sessions.write() as session:
            rows = session.exec(
                select(InboxRecord)
                .where(InboxRecord.state == "waiting", free)
                .order_by(col(InboxRecord.received_at))
                .limit(limit)
                .with_for_update(skip_locked=True)
            ).all()
            for row in rows:
                row.lease_until, row.attempts = now + LEASE, row.attempts + 1
                session.add(row)
        return tuple(incoming for row in rows if (incoming := self._opened(row)))

    def extend(self, ids: Collection[str]) -> None:
        """Keep events that are still being handled; those of a process that died come free meanwhile."""
        if ids:
            again = update(InboxRecord).where(
                col(InboxRecord.id).in_(ids), col(InboxRecord.state) == "waiting"
            )
            with self._sessions.write() as session:
                session.exec(again.values(lease_until=self._clock() + LEASE))

    def done(self, id: str) -> None:
        """The event is handled: its payload goes, its number stays."""
        self._end(id, "done")

    def failed(self, id: str) -> None:
        """Handling failed: it is tried again when its lease ends, at most `ATTEMPTS` times."""
        with self._sessions.read() as session:
            record = session.get(InboxRecord, id)
        if record and record.attempts >= ATTEMPTS:
            self._end(id, "failed")

    def postpone(self, id: str, seconds: float) -> None:
        """Hand it out again later, without counting this attempt: it could not even be tried."""
        again = {
            "lease_until": self._clock() + timedelta(seconds=seconds),
            "attempts": InboxRecord.attempts - 1,
        }
        with self._sessions.write() as session:
            session.exec(update(InboxRecord).where(col(InboxRecord.id) == id).values(**again))

    def forget(self, source: str) -> int:
        """Remove everything that came from a source, handled or not; how many events."""
        with self._sessions.write() as session:
            gone = session.exec(delete(InboxRecord).where(col(InboxRecord.source) == source))
            return cast("CursorResult[Any]", gone).rowcount

    def ending(self, days: int) -> tuple[int, datetime | None]:
        """How many events are older than so many days, and when the oldest came."""
        found = select(func.count(), func.min(InboxRecord.received_at)).where(self._older(days))
        with self._sessions.read() as session:
            count, oldest = session.exec(found).one()
            return count, oldest

    def expire(self, days: int) -> int:
        """Remove the events older than so many days, handled or not; how many."""
        if not self.ending(days)[0]:
            return 0
        with self._sessions.write() as session:
            gone = session.exec(delete(InboxRecord).where(self._older(days)))
            return cast("CursorResult[Any]", gone).rowcount

    def _older(self, days: int) -> ColumnElement[bool]:
        return col(InboxRecord.received_at) < self._clock() - timedelta(days=days)

    def _end(self, id: str, state: Literal["done", "failed"]) -> None:
        ended = update(InboxRecord).where(col(InboxRecord.id) == id)
        with self._sessions.write() as session:
            session.exec(ended.values(state=state, payload=None, data_key=None, lease_until=None))

    def _opened(self, row: InboxRecord) -> Incoming | None:
        """None for an event that kept crashing its handler or whose payload is damaged: it ends as failed."""
        try:
            if row.attempts > ATTEMPTS or row.data_key is None or row.payload is None:
                raise SealBroken("nothing to hand out")
            payload = json.loads(self._vault.data_key(row.data_key).unseal(row.payload, _place(row.id)))
        except SealBroken:
            log.exception("an event was given up", extra={"event": row.event_id})
            self._end(row.id, "failed")
            return None
        age = (self._clock() - row.received_at).total_seconds()
        return Incoming(row.id, row.source, row.event_id, payload, row.attempts, age)


def _place(id: str) -> str:
    return f"bot_inbox/payload/{id}"
