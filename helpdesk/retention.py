"""The end of personal data: the key of an old ticket is destroyed, its dates, kinds and events stay."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, or_, select

from helpdesk import audit, contacts, words
from helpdesk.tables import (
    AnswerRecord,
    CommandRecord,
    MessageRecord,
    OutboxRecord,
    SessionRecord,
    StatusLinkRecord,
    TicketRecord,
)
from helpdesk.workplace import Workplace


@dataclass(frozen=True, slots=True)
class RetentionCounts:
    """What one run has erased."""

    tickets: int
    sessions: int


class Retention:
    """Erases what has reached its end."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def run(self) -> RetentionCounts:
        """Erase the tickets that ended longer ago than the setting, and drop sessions that are over."""
        limit = self._work.clock() - self._work.settings.keep_closed
        with self._work.sessions.read() as session:
            old = select(TicketRecord.id).where(
                col(TicketRecord.ended_at) < limit, col(TicketRecord.data_key).is_not(None)
            )
            tickets = session.exec(old).all()
        for id in tickets:
            with self._work.sessions.write() as session:
                self._erase(session, session.get_one(TicketRecord, id, with_for_update=True))
        return RetentionCounts(len(tickets), self._drop_sessions())

    def _erase(self, session: Session, ticket: TicketRecord) -> None:
        """Without the data key nothing sealed can be read again, in copies of the rows neither."""
        ticket.data_key = ticket.origin = ticket.origin_index = ticket.transcript = ticket.token_hash = None
        ticket.updated_at = self._work.clock()
        ticket.version += 1
        session.exec(delete(AnswerRecord).where(col(AnswerRecord.ticket_id) == ticket.id))
        contacts.forget(session, ticket)
        words.forget(session, ticket)
        session.exec(delete(StatusLinkRecord).where(col(StatusLinkRecord.ticket_id) == ticket.id))
        session.exec(delete(CommandRecord).where(col(CommandRecord.ticket_id) == ticket.id))
        session.exec(update(MessageRecord).where(col(MessageRecord.ticket_id) == ticket.id).values(body=None))
        mail = update(OutboxRecord).where(col(OutboxRecord.ticket_id) == ticket.id)
        session.exec(mail.values(body=None))
        session.exec(mail.where(col(OutboxRecord.state) != "sent").values(state="dead", error_class="erased"))
        vault, at = self._work.vault, ticket.updated_at
        audit.record(session, vault, at, "erased", "system", ticket_id=ticket.id, reason="retention")

    def _drop_sessions(self) -> int:
        over = or_(
            col(SessionRecord.expires_at) < self._work.clock(), col(SessionRecord.revoked_at).is_not(None)
        )
        with self._work.sessions.write() as session:
            dropped = session.exec(delete(SessionRecord).where(over))
            return cast("CursorResult[Any]", dropped).rowcount
