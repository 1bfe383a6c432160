"""Secret codes of the status page: the receipt's own, and one for each notice; only hashes are stored.

A code is meant to be written down, so that nobody needs to give a name or an address to come back.
"""

import re
import secrets
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, select

from helpdesk.references import ALPHABET, check_character
from helpdesk.tables import StatusLinkRecord, TicketRecord

_SHAPE = re.compile(f"[{ALPHABET}]{{28}}")


def new_code() -> str:
    """A random code such as ``7K3M-9QXA-…``: 27 characters that no two look alike, and one that checks them.

    133 random bits: a capability URL needs 128.
    """
    random = "".join(secrets.choice(ALPHABET) for _ in range(27))
    return "-".join((random + check_character(random))[at : at + 4] for at in range(0, 28, 4))


def token_hash(token: str) -> str:
    """How a code is stored, whatever its case, spaces and dashes; so many random bits need no salt.

    Links that were given before codes were have other tokens, which count as they are.
    """
    bare = re.sub(r"[\s\u2010-\u2015-]", "", token).upper()
    return sha256((bare if _SHAPE.fullmatch(bare) else token).encode()).hexdigest()


def new_link(session: Session, ticket: TicketRecord, now: datetime) -> str:
    """The token of one more link to the ticket, which lives as long as the receipt's."""
    token = new_code()
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
