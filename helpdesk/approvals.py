"""Approved answers: approved by an agent, suspended by themselves when a clause they quote changes."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from helpdesk import approval_steps as steps
from helpdesk.approval_steps import ApprovalStep, StepType
from helpdesk.approved import (
    AnswerDraft,
    ApprovedAnswer,
    BoundSentence,
    ClauseStanding,
    Reason,
    Standing,
    answer_of,
    stored,
)
from helpdesk.approving import Clauses, bound, clauses_of, standing
from helpdesk.casework import agent_at_work
from helpdesk.commands import key_hash
from helpdesk.errors import Conflict, NotFound, Refused
from helpdesk.narrowing import is_seen
from helpdesk.ports import Identifiers
from helpdesk.registration import lineage_of
from helpdesk.shelf import PolicyShelf
from helpdesk.tables import ApprovedRecord, new_id
from helpdesk.workplace import Workplace


class Approvals:
    """What the desk has approved. Every command takes a key: a repeat changes nothing."""

    def __init__(self, work: Workplace, shelf: PolicyShelf | None, identifiers: Identifiers) -> None:
        self._work = work
        self._shelf = shelf
        self._identifiers = identifiers

    def approve(
        self, draft: AnswerDraft, *, by: str, key: str, ticket_id: str | None = None
    ) -> ApprovedAnswer:
        """Approve a new answer, from what a ticket was answered or not. Unfit with its flaws."""
        sentences = self._bound(draft)

        def carry_out(session: Session) -> ApprovedRecord:
            row = ApprovedRecord(id=new_id(), **self._content(draft, sentences, by))
            session.add(row)
            session.flush()
            return row

        return self._done("approve", by, key, carry_out, "approved", ticket_id)

    def renew(
        self, id: str, draft: AnswerDraft, *, by: str, key: str, expected_version: int
    ) -> ApprovedAnswer:
        """Approve an answer again, changed or not. Unfit; Conflict when it is not as it was read."""
        sentences = self._bound(draft)

        def carry_out(session: Session) -> ApprovedRecord:
            row = _for_change(session, id, expected_version)
            row.sqlmodel_update(self._content(draft, sentences, by))
            row.version += 1
            return row

        return self._done(f"renew/{id}", by, key, carry_out, "approved", None)

    def retire(self, id: str, *, by: str, key: str, expected_version: int) -> ApprovedAnswer:
        """Give the answer no more."""

        def carry_out(session: Session) -> ApprovedRecord:
            row = _for_change(session, id, expected_version)
            row.status, row.reason = "retired", None
            row.version += 1
            return row

        return self._done(f"retire/{id}", by, key, carry_out, "retired", None)

    def check(self) -> int:
        """Suspend what has lost a clause, or whose review is due; how many. One transaction for all."""
        clauses = clauses_of(self._shelf) if self._shelf else None
        lost = {
            (one.id, one.version): reason
            for one in self.all("live")
            if (reason := self._lost(one, clauses)) is not None
        }
        if not lost:
            return 0
        with self._work.sessions.write() as session:
            return sum(self._suspend(session, id, version, reason) for (id, version), reason in lost.items())

    def live(self, organisation: str, audience: str, language: str) -> tuple[ApprovedAnswer, ...]:
        """What may answer such a reader today, as far as dates tell; the clauses are looked up again then."""
        today = self._work.clock().date()
        wanted = select(ApprovedRecord).where(
            ApprovedRecord.status == "live",
            ApprovedRecord.audience == audience,
            ApprovedRecord.language == language,
        )
        with self._work.sessions.read() as session:
            rows = session.exec(wanted).all()
        return tuple(
            answer_of(row)
            for row in rows
            if organisation in row.organisations and (row.review_by is None or row.review_by > today)
        )

    def all(self, status: Standing | None = None) -> tuple[ApprovedAnswer, ...]:
        """Every answer that may be seen, or those of one status, the newest approval first."""
        wanted = select(ApprovedRecord).order_by(col(ApprovedRecord.approved_at).desc())
        if status is not None:
            wanted = wanted.where(ApprovedRecord.status == status)
        with self._work.sessions.read() as session:
            return tuple(answer_of(row) for row in session.exec(wanted) if _is_seen(row))

    def answer(self, id: str) -> ApprovedAnswer | None:
        """One answer, whatever its status; None when there is none to be seen."""
        with self._work.sessions.read() as session:
            row = session.get(ApprovedRecord, id)
            return answer_of(row) if row and _is_seen(row) else None

    def history(self, id: str) -> tuple[ApprovalStep, ...]:
        """What was done to it, oldest first."""
        with self._work.sessions.read() as session:
            return steps.history(session, id)

    def standings(self, answer: ApprovedAnswer) -> tuple[ClauseStanding, ...]:
        """What became of each clause that it quotes, in the order quoted."""
        if self._shelf is None:
            return ()
        clauses = clauses_of(self._shelf)
        return tuple(
            standing(quote, answer.audience, self._shelf, clauses)
            for sentence in answer.sentences
            for quote in sentence.quotes
        )

    def _lost(self, answer: ApprovedAnswer, clauses: Clauses | None) -> Reason | None:
        if answer.review_by is not None and answer.review_by <= self._work.clock().date():
            return "review_due"
        if self._shelf is None or clauses is None:
            return None
        kinds = {
            standing(quote, answer.audience, self._shelf, clauses).kind
            for sentence in answer.sentences
            for quote in sentence.quotes
        }
        if "gone" in kinds:
            return "clause_gone"
        return "clause_changed" if "changed" in kinds else None

    def _suspend(self, session: Session, id: str, version: int, reason: Reason) -> bool:
        row = session.get(ApprovedRecord, id, with_for_update=True)
        if row is None or row.version != version or row.status != "live":
            return False
        row.status, row.reason = "suspended", reason
        row.version += 1
        steps.record(session, self._work, row, "suspended", "system")
        return True

    def _bound(self, draft: AnswerDraft) -> tuple[BoundSentence, ...]:
        if self._shelf is None:
            raise Refused("no policies are on the shelf; bring one in before answers are approved")
        layers = {id: self._layers(id) for id in draft.organisations}
        today = self._work.clock().date()
        return bound(draft, layers, self._shelf, self._identifiers, today)

    def _layers(self, organisation: str) -> Sequence[str] | None:
        if not is_seen(organisation):
            return None
        with self._work.sessions.read() as session:
            try:
                return tuple(one.id for one in lineage_of(session, organisation)[0])
            except NotFound:
                return None

    def _content(self, draft: AnswerDraft, sentences: tuple[BoundSentence, ...], by: str) -> dict[str, Any]:
        return {
            "status": "live",
            "reason": None,
            "question": draft.question,
            "organisations": list(draft.organisations),
            "audience": draft.audience,
            "language": draft.language,
            "sentences": stored(sentences),
            "review_by": draft.review_by,
            "approved_by": by,
            "approved_at": self._work.clock(),
        }

    def _done(
        self,
        command: str,
        by: str,
        key: str,
        carry_out: Callable[[Session], ApprovedRecord],
        type: StepType,
        ticket_id: str | None,
    ) -> ApprovedAnswer:
        """Carry a command out in one transaction with its step and its audit event, or find it done."""
        hashed = key_hash(command, key)
        try:
            with self._work.sessions.write() as session:
                if (first := steps.done_before(session, hashed)) is not None:
                    return answer_of(first)
                agent_at_work(session, by)
                row = carry_out(session)
                steps.record(session, self._work, row, type, by, hashed, ticket_id)
                return answer_of(row)
        except IntegrityError:
            with self._work.sessions.read() as session:
                if (first := steps.done_before(session, hashed)) is not None:
                    return answer_of(first)
            raise


def _for_change(session: Session, id: str, expected_version: int) -> ApprovedRecord:
    row = session.get(ApprovedRecord, id, with_for_update=True)
    if row is None or not _is_seen(row):
        raise NotFound(f"there is no approved answer {id}")
    if not all(map(is_seen, row.organisations)):
        raise Refused("this answer also speaks for organisations that you do not work for")
    if row.version != expected_version:
        raise Conflict(row.version, "answer")
    if row.status == "retired":
        raise Refused("this answer is retired; approve a new one")
    return row


def _is_seen(row: ApprovedRecord) -> bool:
    """An answer for several organisations is seen by whoever sees one of them."""
    return any(map(is_seen, row.organisations))
