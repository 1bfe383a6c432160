"""The timeline: append-only messages of a ticket, numbered, each sealed with the ticket's key."""

from typing import Literal, cast

from sqlalchemy.orm import object_session
from sqlmodel import Session, func, select

from helpdesk.errors import Conflict, NotFound, Refused
from helpdesk.reckoning import recompute
from helpdesk.sealing import key_of, place
from helpdesk.tables import MessageRecord, TicketRecord, new_id
from helpdesk.workplace import Workplace

LONGEST = 20_000
"""Characters in one message."""

Direction = Literal["in", "out", "note"]


def add(
    session: Session,
    work: Workplace,
    ticket: TicketRecord,
    direction: Direction,
    author: str | None,
    text: str,
    client_key: str,
) -> MessageRecord:
    """Append a message in the caller's transaction; Refused when it is empty or too long."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Refused(f"a message must have between 1 and {LONGEST} characters")
    id = new_id()
    message = MessageRecord(
        id=id,
        ticket_id=ticket.id,
        number=_next_number(session, ticket.id),
        direction=direction,
        author=author,
        body=key_of(work.vault, ticket).seal(text, place("message", "body", id)),
        client_key=client_key,
        at=work.clock(),
    )
    session.add(message)
    session.flush()
    return message


def ticket_for_change(session: Session, id: str, expected_version: int | None) -> TicketRecord:
    """The ticket, its row locked; NotFound, or Conflict when it is not at the version expected."""
    ticket = session.exec(select(TicketRecord).where(TicketRecord.id == id).with_for_update()).first()
    if ticket is None:
        raise NotFound(f"there is no ticket {id}")
    if expected_version is not None and expected_version != ticket.version:
        raise Conflict(ticket.version)
    return ticket


def touch(work: Workplace, ticket: TicketRecord) -> None:
    """Mark the ticket as changed: a new version, its dates anew, a new lease of life for its status link."""
    ticket.version += 1
    ticket.updated_at = work.clock()
    ticket.token_expires_at = ticket.updated_at + work.settings.status_link_life
    recompute(cast(Session, object_session(ticket)), work, ticket)


def _next_number(session: Session, ticket_id: str) -> int:
    count = select(func.count()).select_from(MessageRecord).where(MessageRecord.ticket_id == ticket_id)
    return session.exec(count).one() + 1
