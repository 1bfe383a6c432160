"""What was done to an approved answer: append-only rows, each with an audit event in its transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlmodel import Session, col, select

from helpdesk import audit
from helpdesk.tables import ApprovedRecord, ApprovedStepRecord
from helpdesk.workplace import Workplace

StepType = Literal["approved", "suspended", "retired"]


@dataclass(frozen=True, slots=True)
class ApprovalStep:
    """A line of an answer's history; `question` and `sentences` are what was approved then, else empty."""

    number: int
    type: StepType
    actor: str
    at: datetime
    reason: str | None
    question: str
    sentences: tuple[str, ...]


def record(
    session: Session,
    work: Workplace,
    row: ApprovedRecord,
    type: StepType,
    actor: str,
    key_hash: str | None = None,
    ticket_id: str | None = None,
) -> None:
    """Append the step that made the row what it is now, in the caller's transaction."""
    at = work.clock()
    session.add(
        ApprovedStepRecord(
            approved_id=row.id,
            number=row.version,
            type=type,
            actor=actor,
            at=at,
            reason=row.reason,
            content={"question": row.question, "sentences": row.sentences} if type == "approved" else None,
            key_hash=key_hash,
        )
    )
    facts: dict[str, audit.Fact] = {"answer": row.id, "version": row.version}
    audit.record(
        session,
        work.vault,
        at,
        f"answer_{type}",
        actor,
        ticket_id=ticket_id,
        reason=row.reason,
        facts=facts,
    )


def done_before(session: Session, key_hash: str) -> ApprovedRecord | None:
    """The answer that a command with this key has changed already."""
    wanted = select(ApprovedStepRecord).where(ApprovedStepRecord.key_hash == key_hash)
    step = session.exec(wanted).first()
    return session.get(ApprovedRecord, step.approved_id) if step else None


def history(session: Session, id: str) -> tuple[ApprovalStep, ...]:
    """The steps of an answer, oldest first."""
    wanted = select(ApprovedStepRecord).where(ApprovedStepRecord.approved_id == id)
    return tuple(_step(row) for row in session.exec(wanted.order_by(col(ApprovedStepRecord.number))))


def _step(row: ApprovedStepRecord) -> ApprovalStep:
    content = row.content or {"question": "", "sentences": []}
    return ApprovalStep(
        number=row.number,
        type=cast(StepType, row.type),
        actor=row.actor,
        at=row.at,
        reason=row.reason,
        question=content["question"],
        sentences=tuple(one["text"] for one in content["sentences"]),
    )
