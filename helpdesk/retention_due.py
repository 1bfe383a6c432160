"""What has reached its end by the rules, found without opening anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from helpdesk.attachments import PROOFS, ends_at
from helpdesk.retention_rules import ANY, Purpose, Rules
from helpdesk.tables import AttachmentRecord, OutboxRecord, QuestionRecord, TicketRecord
from helpdesk.tickets import KINDS


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to erase, by its row's id; ``since`` is what its period is counted from."""

    purpose: Purpose
    kind: str
    id: str
    since: datetime


def due_in(session: Session, rules: Rules, now: datetime) -> Iterator[Due]:
    """Everything of the desk that is due; nothing of a ticket under a legal hold."""
    ended: Any = col(TicketRecord.ended_at)
    tickets = select(TicketRecord.kind, TicketRecord.id, ended).where(
        col(TicketRecord.data_key).is_not(None), _free(), _older(rules, "ticket", ended, now)
    )
    yield from (Due("ticket", *row) for row in session.exec(tickets).all())
    files = (
        select(TicketRecord.kind, AttachmentRecord.id, ended)
        .join(TicketRecord, col(AttachmentRecord.ticket_id) == TicketRecord.id)
        .where(
            col(AttachmentRecord.deleted_at).is_(None),
            col(AttachmentRecord.purpose).not_in(PROOFS),
            _free(),
            _older(rules, "attachment", ended, now),
        )
    )
    yield from (Due("attachment", *row) for row in session.exec(files).all())
    for ticket, row in proofs_in(session):
        end = ends_at(session, ticket, row, timedelta(days=rules.days("identity_document", ticket.kind)))
        if end and end <= now and not ticket.legal_hold:
            yield Due("identity_document", ticket.kind, row.id, row.at)
    unsent = (
        select(TicketRecord.kind, OutboxRecord.id, OutboxRecord.created_at)
        .join(TicketRecord, col(OutboxRecord.ticket_id) == TicketRecord.id)
        .where(
            col(OutboxRecord.body).is_not(None),
            _free(),
            _older(rules, "outbox", col(OutboxRecord.created_at), now),
        )
    )
    yield from (Due("outbox", *row) for row in session.exec(unsent).all())
    asked = select(QuestionRecord.id, QuestionRecord.at).where(
        col(QuestionRecord.question).is_not(None),
        col(QuestionRecord.at) < now - timedelta(days=rules.days("journal")),
    )
    yield from (Due("journal", ANY, *row) for row in session.exec(asked).all())


def proofs_in(session: Session) -> Iterator[tuple[TicketRecord, AttachmentRecord]]:
    """The papers that are still kept, with their tickets; their content is not loaded."""
    papers = (
        select(TicketRecord, AttachmentRecord)
        .join(AttachmentRecord, col(AttachmentRecord.ticket_id) == TicketRecord.id)
        .where(col(AttachmentRecord.deleted_at).is_(None), col(AttachmentRecord.purpose).in_(PROOFS))
        .options(defer(AttachmentRecord.content))  # type: ignore[arg-type]
    )
    yield from session.exec(papers).all()


def _free() -> ColumnElement[bool]:
    return col(TicketRecord.legal_hold).is_(False)


def _older(rules: Rules, purpose: Purpose, moment: Any, now: datetime) -> ColumnElement[bool]:
    return or_(
        *(
            and_(col(TicketRecord.kind) == kind, moment < now - timedelta(days=rules.days(purpose, kind)))
            for kind in KINDS
        )
    )
