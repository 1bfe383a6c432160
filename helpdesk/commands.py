"""Commands are carried out once: a repeated key gives the first result again."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from helpdesk.errors import NotFound, Refused
from helpdesk.sealing import key_of, place
from helpdesk.tables import CommandRecord, TicketRecord
from helpdesk.workplace import Workplace

Result = dict[str, Any]
"""Plain JSON values."""


def key_hash(command: str, key: str) -> str:
    """How a key is remembered; it differs by command, and tells nothing about the key."""
    return sha256(f"{command}\0{key}".encode()).hexdigest()


def once(
    work: Workplace, command: str, key: str, carry_out: Callable[[Session, str], tuple[TicketRecord, Result]]
) -> Result:
    """Carry the command out in one transaction, or return what it gave the first time.

    ``carry_out`` gets the session and the key's hash. Of two at once the database lets one through; the other
    finds the first one's result.
    """
    if not key:
        raise Refused("a command needs an idempotency key; pass the id of the event or form that caused it")
    hashed = key_hash(command, key)
    try:
        with work.sessions.write() as session:
            if (first := _first_result(work, session, hashed)) is not None:
                return first
            row = CommandRecord(key_hash=hashed, at=work.clock())
            session.add(row)
            session.flush()
            ticket, result = carry_out(session, hashed)
            row.ticket_id = ticket.id
            row.result = key_of(work.vault, ticket).seal(
                json.dumps(result), place("command", "result", hashed)
            )
            return result
    except IntegrityError:
        with work.sessions.read() as session:
            if (first := _first_result(work, session, hashed)) is not None:
                return first
        raise


def _first_result(work: Workplace, session: Session, hashed: str) -> Result | None:
    row = session.get(CommandRecord, hashed)
    if row is None:
        return None
    ticket = session.get(TicketRecord, row.ticket_id)
    if ticket is None or row.result is None:
        raise NotFound("the ticket of this command is gone")
    text = key_of(work.vault, ticket).unseal(row.result, place("command", "result", hashed))
    result: Result = json.loads(text)
    return result
