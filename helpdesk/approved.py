"""Approved answers as values: what an agent wrote, what it is bound to, and how it stands."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal, cast

from helpdesk.shelf import ShelfClause
from helpdesk.tables import ApprovedRecord

Standing = Literal["live", "suspended", "retired"]
Reason = Literal["clause_changed", "clause_gone", "review_due"]


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence as an agent wrote it, and the clauses it rests on: their addresses and words of them."""

    text: str
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer to be approved: for readers of one audience who ask in one language."""

    question: str
    organisations: tuple[str, ...]
    audience: str
    language: str
    sentences: tuple[DraftSentence, ...]
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class BoundQuote:
    """Words of a clause, bound to its hash wherever it stands; `clause` is ``organisation/policy#place``.

    `version` and `text` are of the clause as it was approved.
    """

    clause: str
    version: str
    text_hash: str
    text: str
    quote: str

    @property
    def policy(self) -> str:
        """``organisation/policy``."""
        return self.clause.partition("#")[0]

    @property
    def address(self) -> str:
        """The clause's address as it was approved."""
        policy, _, place = self.clause.partition("#")
        return f"{policy}@{self.version}#{place}"


@dataclass(frozen=True, slots=True)
class BoundSentence:
    """A sentence and the quotes that carry it."""

    text: str
    quotes: tuple[BoundQuote, ...]


@dataclass(frozen=True, slots=True)
class ApprovedAnswer:
    """An approved answer as it stands; `reason` says why it is suspended."""

    id: str
    version: int
    status: Standing
    reason: Reason | None
    question: str
    organisations: tuple[str, ...]
    audience: str
    language: str
    sentences: tuple[BoundSentence, ...]
    review_by: date | None
    approved_by: str
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class ClauseStanding:
    """What became of a quoted clause; `now` is the clause in force with its words, or in its place."""

    kind: Literal["same", "moved", "changed", "gone"]
    bound: BoundQuote
    now: ShelfClause | None


def answer_of(row: ApprovedRecord) -> ApprovedAnswer:
    """The value of a row."""
    return ApprovedAnswer(
        id=row.id,
        version=row.version,
        status=cast(Standing, row.status),
        reason=cast("Reason | None", row.reason),
        question=row.question,
        organisations=tuple(row.organisations),
        audience=row.audience,
        language=row.language,
        sentences=tuple(_sentence(one) for one in row.sentences),
        review_by=row.review_by,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
    )


def stored(sentences: tuple[BoundSentence, ...]) -> list[dict[str, Any]]:
    """The sentences as plain JSON values; `answer_of` reads them."""
    return [asdict(sentence) for sentence in sentences]


def _sentence(stored: dict[str, Any]) -> BoundSentence:
    return BoundSentence(stored["text"], tuple(BoundQuote(**quote) for quote in stored["quotes"]))
