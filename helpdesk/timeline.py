"""The timeline: append-only messages of a ticket, numbered, each sealed with the ticket's key."""

from collections.abc import Iterable
from typing import Literal, cast

from sqlalchemy.orm import object_session
from sqlmodel import Session, func, select

from helpdesk import words
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
    found_by: Iterable[str] = (),
) -> MessageRecord:
    """Append a message in the caller's transaction; Refused when it is empty or too long.

    ``found_by`` are further texts by whose words the ticket is to be found.
    """
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
    if direction != "out" or author:  # a receipt says the same to everybody
        words.add(session, work, ticket, text, *found_by)
    return message


def ticket_for_change(session: Session, id: str, expected_version: int | None) -> TicketRecord:
    """The ticket, its row locked; NotFound, or Conflict when it is not at the version expected."""
    row = select(TicketRecord).where(TicketRecord.id == id).with_for_update()
    ticket = session.exec(row.execution_options(populate_existing=True)).first()
    if ticket is None:
        raise NotFound(f"there is no ticket {id}")
    if expected_version is not None and expected_version != ticket.version:
        raise Conflict(ticket.version)
    return ticket


def goes_on_in(session: Session, ticket: TicketRecord) -> TicketRecord:
    """The ticket that goes on for this one: itself, or the last it was merged into."""
    seen = {ticket.id}
    while ticket.merged_into and ticket.merged_into not in seen:
        seen.add(ticket.merged_into)
        ticket = session.get_one(TicketRecord, ticket.merged_into)
    return ticket


def going_on_for_change(session: Session, id: str) -> TicketRecord:
    """The ticket that goes on for the one of that id, its row locked; NotFound.

    Looked up again when it was merged while its lock was waited for; a lock on one that was merged is given
    back first, so that two commands cannot wait for each other.
    """
    ticket = session.get(TicketRecord, id)
    if ticket is None:
        raise NotFound(f"there is no ticket {id}")
    while True:
        tried = session.begin_nested()
        ticket = ticket_for_change(session, goes_on_in(session, ticket).id, None)
        if ticket.merged_into is None:
            tried.commit()
            return ticket
        tried.rollback()


def touch(work: Workplace, ticket: TicketRecord) -> None:
    """Mark the ticket as changed: a new version, its dates anew, a new lease of life for its status link."""
    ticket.version += 1
    ticket.updated_at = work.clock()
    ticket.token_expires_at = ticket.updated_at + work.settings.status_link_life
    recompute(cast(Session, object_session(ticket)), work, ticket)


def _next_number(session: Session, ticket_id: str) -> int:
    count = select(func.count()).select_from(MessageRecord).where(MessageRecord.ticket_id == ticket_id)
    return session.exec(count).one() + 1
