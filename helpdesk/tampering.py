"""Ways of tampering with the audit chain, for whoever can write the database; a drill tries them all."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Literal

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from helpdesk.chain import EVENTS, HEAD, START, hash_of, statement, verify
from helpdesk.checkpoints import Checkpoint
from helpdesk.ports import Sessions
from helpdesk.vault import Vault

Events = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Tampering:
    """``alter`` is what is done to the events, ``head`` to the row that names the last one.

    It is left alone; made to fit without a signature that fits; made to fit and signed, by a key that was
    stolen or as it stood there earlier; or taken out.
    """

    name: str
    alter: Callable[[Events, Random], Events]
    head: Literal["left", "fitted", "signed", "gone"]

    def found(
        self, sessions: Sessions, vault: Vault, checkpoint: Checkpoint, chance: Random
    ) -> tuple[bool, bool]:
        """Whether it shows with the checkpoint, and whether without; nothing of it is kept.

        The checkpoint has to be of the last event, of three at least.
        """
        with sessions.write() as session:
            self._do(session, vault, chance)
            aided = not verify(session, vault, (checkpoint,)).whole
            alone = not verify(session, vault, ()).whole
            session.rollback()
        return aided, alone

    def _do(self, session: Session, vault: Vault, chance: Random) -> None:
        rows = session.execute(select(EVENTS).order_by(EVENTS.c.seq)).mappings()
        events = self.alter([dict(row) for row in rows], chance)
        session.execute(delete(EVENTS))
        if events:
            session.execute(insert(EVENTS), events)
        if self.head == "gone":
            session.execute(delete(HEAD))
        elif self.head != "left":
            seq, hash = (events[-1]["seq"], events[-1]["hash"]) if events else (0, START)
            signature = {"signature": vault.sign(statement(seq, hash))} if self.head == "signed" else {}
            session.execute(update(HEAD).values(seq=seq, hash=hash, **signature))


def _edited(events: Events, chance: Random) -> Events:
    """Another value in any column of any event."""
    event = chance.choice(events)
    column = chance.choice(list(event))
    event[column] = _other(event[column], column, chance)
    return events


def _edited_and_hashed(events: Events, chance: Random) -> Events:
    event = chance.choice(events)
    column = chance.choice([name for name in event if name not in ("seq", "hash")])
    event[column] = _other(event[column], column, chance)
    event["hash"] = hash_of(event)
    return events


def _other(value: object, column: str, chance: Random) -> object:
    if isinstance(value, datetime):
        return value + timedelta(seconds=chance.choice((-86_400, -1, 1, 3_600)), microseconds=1)
    if isinstance(value, int):
        return value + 1_000_000
    if isinstance(value, dict):
        return {**value, chance.choice((*value, "more")): secrets.token_hex(2)}
    return secrets.token_hex(32 if column.endswith("hash") else 4)


def _without_one(events: Events, chance: Random) -> Events:
    del events[chance.randrange(len(events))]
    return events


def _with_one_more(events: Events, chance: Random) -> Events:
    """A forged event that fits the one before it; those after it move on by one number."""
    at = chance.randrange(len(events))
    before = events[at - 1]["hash"] if at else START
    forged = events[at] | {"prev_hash": before, "actor": secrets.token_hex(4)}
    forged["hash"] = hash_of(forged)
    return [*events[:at], forged, *({**event, "seq": event["seq"] + 1} for event in events[at:])]


def _swapped(events: Events, chance: Random) -> Events:
    one, other = chance.sample(range(len(events)), 2)
    events[one], events[other] = (
        events[other] | {"seq": events[one]["seq"]},
        events[one] | {"seq": events[other]["seq"]},
    )
    return events


def _cut(events: Events, chance: Random) -> Events:
    return events[: chance.randrange(1, len(events))]


def _rebuilt(events: Events, chance: Random) -> Events:
    """One event is altered, or left out, and all hashes and numbers are made anew."""
    if chance.random() < 1 / 2:
        _without_one(events, chance)
    else:
        event = chance.choice(events)
        event["actor"] = _other(event["actor"], "actor", chance)
    before = START
    for number, event in enumerate(events, start=1):
        event |= {"seq": number, "prev_hash": before}
        before = event["hash"] = hash_of(event)
    return events


def _none(events: Events, chance: Random) -> Events:
    return []


TAMPERINGS = (
    Tampering("a value edited", _edited, "left"),
    Tampering("a value edited, its hash made anew", _edited_and_hashed, "left"),
    Tampering("an event deleted", _without_one, "left"),
    Tampering("an event inserted", _with_one_more, "left"),
    Tampering("two events swapped", _swapped, "left"),
    Tampering("the tail cut off", _cut, "left"),
    Tampering("the tail cut off, the head made to fit", _cut, "fitted"),
    Tampering("all built anew without the key", _rebuilt, "fitted"),
    Tampering("the tail cut off, an older head put back", _cut, "signed"),
    Tampering("all built anew with a stolen key", _rebuilt, "signed"),
    Tampering("all emptied", _none, "gone"),
)
