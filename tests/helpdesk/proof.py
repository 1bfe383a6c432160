"""Codes as they leave the desk, and what they have proven."""

import re

from sqlmodel import select

from bot.database import Database
from helpdesk import Desk, Outgoing, Vault, metadata, open_desk
from helpdesk.identity import verified
from helpdesk.tables import TicketRecord, VerificationRecord
from tests.helpdesk.conftest import Clock, profile_with

RIN = "rin@example.org"


def mailing_desk(database: Database, vault: Vault, clock: Clock) -> Desk:
    """A desk that sends e-mail."""
    metadata.create_all(database.engine)
    desk = open_desk(database, vault, clock=clock, sends_email=True)
    desk.register(profile_with())
    return desk


def codes_out(desk: Desk) -> list[Outgoing]:
    """The codes that leave now, once."""
    return [out for out in taken_out(desk) if out.kind == "code"]


def taken_out(desk: Desk) -> tuple[Outgoing, ...]:
    """Everything that leaves now."""
    leaving = desk.outbox.lease(50, 60)
    for out in leaving:
        desk.outbox.sent({out.id: "sent"})
    return leaving


def code_in(out: Outgoing) -> str:
    """The six digits."""
    found = re.search(r"\b\d{6}\b", out.text)
    assert found
    return found[0]


def asked(desk: Desk, ticket: str, key: str = "send", address: str = RIN) -> str:
    """Asks for a code as the requester does; the code."""
    desk.verification.send_code(ticket, address, key=key)
    (out,) = codes_out(desk)
    return code_in(out)


def other_than(code: str) -> str:
    """A code that is wrong."""
    return f"{(int(code) + 1) % 10**6:06}"


def missing(database: Database, ticket: str) -> tuple[str, ...]:
    """What of the proof is missing."""
    with database.read() as session:
        return verified(session, session.get_one(TicketRecord, ticket))


def proofs(database: Database) -> list[VerificationRecord]:
    """Every attempt, the oldest first."""
    with database.read() as session:
        rows = select(VerificationRecord).order_by(VerificationRecord.created_at)  # type: ignore[arg-type]
        return list(session.exec(rows).all())
