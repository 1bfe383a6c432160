"""Invented tickets by the thousand, to see how fast the desk's pages are when it is full."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from helpdesk.references import new_reference
from helpdesk.tables import OutboxRecord, RightRecord, TagRecord, TicketRecord
from helpdesk.tickets import FINAL, KINDS, RIGHTS

SPREAD = {
    "new": 5,
    "open": 15,
    "waiting_requester": 5,
    "on_hold": 2,
    "resolved": 13,
    "closed": 50,
    "cancelled": 10,
}
"""Of a hundred tickets, how many are in which status."""
TAGS = ("parcel", "newsletter", "account")
_AT_ONCE = 2_000
_OVER = timedelta(minutes=600_000)

Row = dict[str, Any]


def invent(session: Session, organisations: Sequence[str], count: int, now: datetime) -> None:
    """Add ``count`` tickets without any words, received over the past 14 months, the same ones each time.

    Each has a receipt that was sent; requests have a right; a third of the tickets has a tag.
    """
    chance = random.Random(1)  # noqa: S311  # a spread, no secret
    tickets: list[Row] = []
    for row in _tickets(chance, organisations, count, now):
        tickets.append(row)
        if len(tickets) == _AT_ONCE:
            _add(session, tickets, chance)
            tickets = []
    if tickets:
        _add(session, tickets, chance)


def _tickets(chance: random.Random, organisations: Sequence[str], count: int, now: datetime) -> Iterator[Row]:
    references: set[str] = set()
    while len(references) < count:
        references.add(new_reference())
    for number, reference in enumerate(references):
        status = chance.choices(list(SPREAD), list(SPREAD.values()))[0]
        kind, received = chance.choice(KINDS), now - chance.random() * _OVER
        due = received + timedelta(days=3)
        yield {
            "id": f"invented-{number}",
            "reference": reference,
            "version": 1,
            "kind": kind,
            "right": chance.choice(RIGHTS) if kind == "rights_request" else None,
            "status": status,
            "organisation": chance.choice(organisations),
            "procedure_version": 1,
            "channel": chance.choice(("web", "slack", "email")),
            "language": chance.choice(("en", "ja")),
            "audience": "public",
            "received_at": received,
            "updated_at": received,
            "expected_reply_at": due,
            "due_at": None if status in FINAL or status == "resolved" else due,
            "ended_at": due if status in FINAL else None,
            "open_fields": [],
            "token_hash": reference,
            "token_expires_at": due,
        }


def _add(session: Session, tickets: Sequence[Row], chance: random.Random) -> None:
    rights = [
        {"id": one["id"], "ticket_id": one["id"], "right": one["right"]} for one in tickets if one["right"]
    ]
    sent = [
        {
            "id": one["id"],
            "dedupe_key": one["id"],
            "kind": "acknowledgement",
            "ticket_id": one["id"],
            "route": one["channel"],
            "state": "sent",
            "created_at": one["received_at"],
            "next_at": one["received_at"],
        }
        for one in tickets
    ]
    session.execute(insert(TicketRecord), tickets)
    if rights:
        session.execute(insert(RightRecord), rights)
    session.execute(insert(OutboxRecord), sent)
    session.execute(
        insert(TagRecord), [{"ticket_id": one["id"], "tag": chance.choice(TAGS)} for one in tickets[::3]]
    )
