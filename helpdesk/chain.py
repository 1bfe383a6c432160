"""The chain of audit events: how each is hashed, and how the whole is checked."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Table, select
from sqlmodel import Session

from helpdesk.checkpoints import Checkpoint
from helpdesk.tables import metadata
from helpdesk.vault import Vault

START = "0" * 64
"""What the first event follows."""

EVENTS: Table = metadata.tables["helpdesk_event"]
HEAD: Table = metadata.tables["helpdesk_audit_head"]
_AT_ONCE = 5000
"""Events of a page; between two pages others can write."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """``problems`` is empty when the chain is whole; ``head`` is ``sequence:hash`` of the last event."""

    events: int
    head: str
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Nothing was altered, deleted, inserted or reordered."""
        return not self.problems


def hash_of(event: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of all that an event says, the hash of the one before included."""
    at: datetime = event["at"]
    content = {name: value for name, value in event.items() if name != "hash"}
    content["at"] = at.isoformat(timespec="microseconds")
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def statement(seq: int, hash: str) -> bytes:
    """What is signed of the last event."""
    return f"madoguchi audit head {seq} {hash}".encode()


def verify(session: Session, vault: Vault, checkpoints: Sequence[Checkpoint]) -> AuditReport:
    """Go along the whole chain, then hold its end against the signed head.

    Events may be added meanwhile: then the way goes on to where the head is now.
    """
    walk = _Walk(checkpoints)
    head = None
    while True:
        walk.along(session)
        before, head = head, _head(session)
        if walk.problems or head is None or head == before or head.place == walk.place:
            break
    problems = [
        *walk.problems,
        *_broken_head(head, walk, vault),
        *_broken_checkpoints(checkpoints, walk, vault),
    ]
    return AuditReport(walk.count, f"{head.seq}:{head.hash}" if head else "0:", tuple(problems))


class _Head(NamedTuple):
    seq: int
    hash: str
    signature: str

    @property
    def place(self) -> tuple[int, str]:
        return self.seq, self.hash


def _head(session: Session) -> _Head | None:
    row = session.execute(select(HEAD.c.seq, HEAD.c.hash, HEAD.c.signature)).first()
    return _Head(*row) if row else None


class _Walk:
    """One way along the chain; ``place`` is the number and the hash of the event it has come to."""

    def __init__(self, checkpoints: Iterable[Checkpoint]) -> None:
        self.count, self.place = 0, (0, START)
        self.problems: list[str] = []
        self.passed = {checkpoint.seq: "" for checkpoint in checkpoints} | {0: START}

    def along(self, session: Session) -> None:
        """To the end as it is now."""
        pages = select(EVENTS).order_by(EVENTS.c.seq).limit(_AT_ONCE)
        while True:
            page = pages.where(EVENTS.c.seq > self.place[0]) if self.count else pages
            try:
                events = session.execute(page).mappings().all()
            except ValueError:
                self.problems.append(f"an event after event {self.place[0]} cannot be read")
                return
            if not events:
                return
            for event in events:
                self._step(dict(event))

    def _step(self, event: Mapping[str, Any]) -> None:
        (before, hash), (seq, own) = self.place, (event["seq"], event["hash"])
        if seq != before + 1:
            self.problems.append(f"event {before + 1} is missing, event {seq} stands in its place")
        elif event["prev_hash"] != hash:
            self.problems.append(f"event {seq} does not follow the event before it")
        if own != hash_of(event):
            self.problems.append(f"event {seq} was altered")
        self.count, self.place = self.count + 1, (seq, own)
        if seq in self.passed:
            self.passed[seq] = own


def _broken_head(head: _Head | None, walk: _Walk, vault: Vault) -> Iterator[str]:
    if head is None:
        if walk.count:
            yield "the signed head is missing"
        return
    if not vault.signed(statement(head.seq, head.hash), head.signature):
        yield "the signature of the head is wrong"
    if head.place != walk.place:
        yield f"the chain ends at event {walk.place[0]}, its signed head names event {head.seq}"


def _broken_checkpoints(checkpoints: Iterable[Checkpoint], walk: _Walk, vault: Vault) -> Iterator[str]:
    for checkpoint in checkpoints:
        named = f"the checkpoint of {checkpoint.at:%Y-%m-%d %H:%M:%S} UTC"
        if not vault.signed(checkpoint.statement(), checkpoint.signature):
            yield f"{named} is not signed with a key of this ring"
        elif checkpoint.seq > walk.place[0]:
            yield f"{named} names event {checkpoint.seq}, the chain ends at event {walk.place[0]}"
        elif walk.passed[checkpoint.seq] != checkpoint.hash:
            yield f"{named} names another event {checkpoint.seq} than the chain holds"
