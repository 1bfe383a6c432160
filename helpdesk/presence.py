"""Who else has a ticket open or writes on it: shown to others for half a minute, never a lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import col, select

from helpdesk.tables import AgentRecord, PresenceRecord
from helpdesk.workplace import Workplace

FRESH = timedelta(seconds=30)
"""How long somebody counts as present after they were last heard of."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody else who has the ticket open."""

    name: str
    writing: bool
    at: datetime


class Presence:
    """Kept apart from tickets: it changes no version and leaves no trace in the audit."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def tell(self, ticket_id: str, agent_id: str, *, writing: bool) -> None:
        """An agent has the ticket open, and writes on it or not; what is stale is forgotten."""
        now = self._work.clock()
        stale = select(PresenceRecord).where(
            PresenceRecord.ticket_id == ticket_id,
            PresenceRecord.agent_id != agent_id,
            col(PresenceRecord.at) <= now - FRESH,
        )
        here = PresenceRecord(ticket_id=ticket_id, agent_id=agent_id, writing=writing, at=now)
        try:
            with self._work.sessions.write() as session:
                for row in session.exec(stale.with_for_update(skip_locked=True)):
                    session.delete(row)
                session.merge(here)
        except (IntegrityError, StaleDataError):  # another window has just said so; the next time tells again
            return

    def others(self, ticket_id: str, agent_id: str) -> tuple[Present, ...]:
        """Who else is there, those who write first."""
        here = (
            select(PresenceRecord, AgentRecord.name)
            .join(AgentRecord)
            .where(
                PresenceRecord.ticket_id == ticket_id,
                PresenceRecord.agent_id != agent_id,
                col(PresenceRecord.at) > self._work.clock() - FRESH,
            )
            .order_by(col(PresenceRecord.writing).desc(), AgentRecord.name)
        )
        with self._work.sessions.read() as session:
            return tuple(Present(name, row.writing, row.at) for row, name in session.exec(here))
