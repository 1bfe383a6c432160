"""Erasing a ticket: its key is destroyed, and everything personal with it; a tombstone stays."""

from sqlalchemy import delete, update
from sqlmodel import Session, col

from helpdesk import audit, contacts, words
from helpdesk.tables import (
    AnswerRecord,
    AttachmentRecord,
    CommandRecord,
    MessageRecord,
    OutboxRecord,
    RightRecord,
    StatusLinkRecord,
    TagRecord,
    TicketRecord,
)
from helpdesk.workplace import Workplace


def erase_ticket(session: Session, work: Workplace, ticket: TicketRecord, actor: str, reason: str) -> None:
    """Without the data key nothing sealed can be read again, in copies of the rows neither.

    What is still on its way to the requester is not sent any more.
    """
    ticket.data_key = ticket.origin = ticket.origin_index = ticket.token_hash = None
    ticket.transcript = ticket.vouched = None
    ticket.updated_at = work.clock()
    ticket.version += 1
    contacts.forget(session, ticket)
    words.forget(session, ticket)
    for table in (AnswerRecord, StatusLinkRecord, CommandRecord, TagRecord):
        session.exec(delete(table).where(col(table.ticket_id) == ticket.id))
    session.exec(update(MessageRecord).where(col(MessageRecord.ticket_id) == ticket.id).values(body=None))
    session.exec(update(RightRecord).where(col(RightRecord.ticket_id) == ticket.id).values(explanation=None))
    files = update(AttachmentRecord).where(col(AttachmentRecord.ticket_id) == ticket.id)
    gone = files.where(col(AttachmentRecord.deleted_at).is_(None)).values(deleted_at=ticket.updated_at)
    session.exec(gone)
    session.exec(files.values(content=None, name=None, shared=False))
    mail = update(OutboxRecord).where(col(OutboxRecord.ticket_id) == ticket.id)
    session.exec(mail.values(body=None))
    session.exec(mail.where(col(OutboxRecord.state) != "sent").values(state="dead", error_class="erased"))
    audit.record(session, work.vault, ticket.updated_at, "erased", actor, ticket_id=ticket.id, reason=reason)
