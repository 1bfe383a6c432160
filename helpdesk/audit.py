"""The audit trail: events without personal data, each carrying the hash of the one before.

The last event is named by a head row signed with a key derived from the key file, so cutting the tail or
building the chain anew shows as well. A whole database put back from an older copy shows only against a
head that was noted elsewhere: compare ``AuditReport.head``.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from helpdesk.tables import AuditHead, EventRecord
from helpdesk.vault import Vault
from helpdesk.workplace import Workplace

_START = "0" * 64
Fact = str | int | bool | None


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


def record(
    session: Session,
    vault: Vault,
    at: datetime,
    type: str,
    actor: str,
    *,
    ticket_id: str | None = None,
    old: str | None = None,
    new: str | None = None,
    reason: str | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> None:
    """Append one event in the caller's transaction. Never pass personal data: ids, codes and counts only."""
    head = session.exec(select(AuditHead).with_for_update()).first()
    if head is None:
        head = AuditHead(seq=0, hash=_START, signature="")
        session.add(head)
    event = EventRecord(
        seq=head.seq + 1,
        at=at,
        actor=actor,
        type=type,
        ticket_id=ticket_id,
        old=old,
        new=new,
        reason=reason,
        facts=dict(facts or {}),
        prev_hash=head.hash,
        hash="",
    )
    event.hash = _hash(event)
    session.add(event)
    head.seq, head.hash = event.seq, event.hash
    head.signature = vault.sign(_statement(head))
    session.flush()


class Audit:
    """Checks the chain."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def verify(self) -> AuditReport:
        """Read the whole chain and its signed head."""
        with self._work.sessions.read() as session:
            head = session.exec(select(AuditHead)).first()
            events = session.exec(select(EventRecord).order_by(col(EventRecord.seq))).all()
        problems = [*_broken_links(events), *self._broken_head(head, events)]
        return AuditReport(len(events), f"{head.seq}:{head.hash}" if head else "0:", tuple(problems))

    def note(self, type: str, **facts: Fact) -> None:
        """Record what an operator did on the server itself."""
        with self._work.sessions.write() as session:
            record(session, self._work.vault, self._work.clock(), type, "operator", facts=facts)

    def check_key(self) -> None:
        """KeyFileError when the vault lacks the key that this database was last signed with."""
        with self._work.sessions.read() as session:
            head = session.exec(select(AuditHead)).first()
        if head is not None:
            self._work.vault.check_signer(head.signature)

    def _broken_head(self, head: AuditHead | None, events: Sequence[EventRecord]) -> Iterator[str]:
        if head is None:
            if events:
                yield "the signed head is missing"
            return
        if not self._work.vault.signed(_statement(head), head.signature):
            yield "the signature of the head is wrong"
        last = (events[-1].seq, events[-1].hash) if events else (0, _START)
        if last != (head.seq, head.hash):
            yield f"the chain ends at event {last[0]}, its signed head names event {head.seq}"


def _broken_links(events: Sequence[EventRecord]) -> Iterator[str]:
    previous = _START
    for expected, event in enumerate(events, start=1):
        if event.seq != expected:
            yield f"event {expected} is missing"
            return
        if event.prev_hash != previous:
            yield f"event {event.seq} does not follow the event before it"
        if event.hash != _hash(event):
            yield f"event {event.seq} was altered"
        previous = event.hash


def _hash(event: EventRecord) -> str:
    content = event.model_dump(exclude={"hash", "at"}) | {"at": event.at.isoformat(timespec="microseconds")}
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _statement(head: AuditHead) -> bytes:
    return f"madoguchi audit head {head.seq} {head.hash}".encode()
