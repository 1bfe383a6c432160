"""The audit trail: events without personal data, each carrying the hash of the one before.

The last event is named by a head row signed with a key derived from the key file, so cutting the tail or
building the chain anew shows as well. What nothing in the database can show is an older head put back with
its signature, or a chain signed anew by somebody who has the keys: that shows against a checkpoint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from helpdesk import chain
from helpdesk.chain import AuditReport
from helpdesk.checkpoints import Checkpoint
from helpdesk.errors import Refused
from helpdesk.tables import AuditHead, EventRecord
from helpdesk.vault import Vault
from helpdesk.workplace import Workplace

Fact = str | int | bool | None


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
    head = _head_for_change(session)
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
    event.hash = chain.hash_of(event.model_dump())
    session.add(event)
    head.seq, head.hash = event.seq, event.hash
    head.signature = vault.sign(chain.statement(head.seq, head.hash))


def _head_for_change(session: Session) -> AuditHead:
    """The head, locked from the transaction's first event on; whatever else it locks was locked before."""
    head: AuditHead | None = session.info.get("audit_head")
    if head is None:
        session.flush()
        head = session.exec(select(AuditHead).with_for_update()).first()
    if head is None:
        head = AuditHead(seq=0, hash=chain.START, signature="")
        session.add(head)
    session.info["audit_head"] = head
    return head


class Audit:
    """Checks the chain, and says where it stands."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def verify(self, checkpoints: Sequence[Checkpoint] = ()) -> AuditReport:
        """Check the whole chain, its signed head and that it still holds what the checkpoints name."""
        with self._work.sessions.read() as session:
            return chain.verify(session, self._work.vault, checkpoints)

    def checkpoint(self, earlier: Sequence[Checkpoint] = ()) -> Checkpoint:
        """Where the chain stands, signed; Refused when it is not whole."""
        report = self.verify(earlier)
        if not report.whole:
            raise Refused(f"the audit chain is not whole, no checkpoint was made: {report.problems[0]}")
        seq, _, hash = report.head.partition(":")
        bare = Checkpoint(int(seq), hash or chain.START, self._work.clock().astimezone(UTC))
        return replace(bare, signature=self._work.vault.sign(bare.statement()))

    def latest(self) -> datetime | None:
        """When the last event was written; None before the first."""
        with self._work.sessions.read() as session:
            return session.exec(select(EventRecord.at).order_by(col(EventRecord.seq).desc()).limit(1)).first()

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
