"""Secret links to the status page: the receipt's own, and one for each notice; only hashes are stored."""

import secrets
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, select

from helpdesk.tables import StatusLinkRecord, TicketRecord


def token_hash(token: str) -> str:
    """How a status token is stored; 256 random bits need no salt."""
    return sha256(token.encode()).hexdigest()


def new_link(session: Session, ticket: TicketRecord, now: datetime) -> str:
    """The token of one more link to the ticket, which lives as long as the receipt's."""
    token = secrets.token_urlsafe(32)
    session.add(StatusLinkRecord(token_hash=token_hash(token), ticket_id=ticket.id, created_at=now))
    return token


def ticket_behind(session: Session, token: str, now: datetime) -> TicketRecord | None:
    """The ticket that a token opens; None for unknown, expired and erased alike."""
    hashed = token_hash(token)
    own = select(TicketRecord).where(TicketRecord.token_hash == hashed)
    sent = select(TicketRecord).join(StatusLinkRecord).where(StatusLinkRecord.token_hash == hashed)
    ticket = session.exec(own).first() or session.exec(sent).first()
    if ticket is None or ticket.data_key is None or ticket.token_expires_at <= now:
        return None
    return ticket
