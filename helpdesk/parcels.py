"""Rows of the outbox as they are put in, and the card of a ticket, which goes out again at every change."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from sqlmodel import Session, select

from helpdesk.sealing import key_of, place
from helpdesk.tables import OutboxRecord, TicketRecord, new_id
from helpdesk.workplace import Workplace

if TYPE_CHECKING:
    from helpdesk.routing import Notice

DESK = "desk"
"""The route of what is for the desk itself."""
INWARD = ("alert", "card")
"""What goes that route; all else is for the requester."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one outbox row carries."""

    kind: Literal["acknowledgement", "reply", "alert", "card"]
    text: str
    author_name: str | None
    status_token: str | None = None


def put_card(session: Session, work: Workplace, ticket: TicketRecord) -> None:
    """Show the ticket's card to the desk, or show it anew: one row, sent again at every change.

    It holds the reference alone; who shows it asks for the rest. One that is on its way goes again after it.
    """
    if not work.shows_cards or ticket.data_key is None:
        return
    key = f"card/{ticket.id}"
    row = session.exec(select(OutboxRecord).where(OutboxRecord.dedupe_key == key)).first()
    if row is None:
        row = new_row(work, ticket, "card", DESK, key, None)
        session.add(row)
    row.next_at = row.lease_until or work.clock()
    row.state, row.attempts = "pending", 0
    fill(work, ticket, row, Parcel("card", ticket.reference, None))


def new_row(
    work: Workplace, ticket: TicketRecord, kind: str, route: str, key: str, message_id: str | None
) -> OutboxRecord:
    """A row that waits, still empty."""
    id, now = new_id(), work.clock()
    return OutboxRecord(
        id=id,
        dedupe_key=key,
        kind=kind,
        ticket_id=ticket.id,
        message_id=message_id,
        route=route,
        body=None,
        created_at=now,
        next_at=now,
    )


def fill(work: Workplace, ticket: TicketRecord, row: OutboxRecord, content: "Parcel | Notice") -> None:
    """Seal into the row what it carries."""
    body = {name: value for name, value in asdict(content).items() if name != "kind"}
    row.body = key_of(work.vault, ticket).seal(json.dumps(body), place("outbox", "body", row.id))
