"""What is asked and what is answered: every sentence carries citations, every outcome is its own type."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.approved import Approved
from knowledge.clauses import Address, Audience, Clause, PolicyVersion

Role = Literal["answer", "related", "near"]
"""`answer` supports the answer, `related` is folded below it, `near` is close but not the answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `organisations` in search order, the group company before its group.

    `history` holds earlier turns of the person, oldest first; `approved` what the desk answered before.
    """

    text: str
    organisations: tuple[str, ...]
    audience: Audience
    as_of: date
    language: str
    history: tuple[str, ...] = ()
    approved: tuple[Approved, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause address and an exact quote of it; `start` and `end` index the version's text.

    `heading_path` and, for a list item, `lead_in` are what a reader needs beside the quote. Made by `cite`,
    which copies the quote from the text itself.
    """

    address: Address
    number: str | None
    heading_path: tuple[str, ...]
    start: int
    end: int
    quote: str
    role: Role
    effective: date | None
    title: str
    language: str
    lead_in: str | None = None

    def __post_init__(self) -> None:
        if not self.quote.strip() or self.end - self.start != len(self.quote):
            raise ValueError(f"{self.address}: the quote does not fill its place {self.start}-{self.end}")


def cite(version: PolicyVersion, clause: Clause, start: int, end: int, role: Role = "answer") -> Citation:
    """Quote `version.text[start:end]`, which begins in `clause` and may run on into the clauses below it.

    Raises ValueError when the clause is not the version's or the place lies outside it.
    """
    if version.by_place.get(clause.place) != clause or not clause.start <= start < end <= len(version.text):
        raise ValueError(f"{version.address(clause)}: no quote at {start}-{end}")
    if start >= clause.end:
        raise ValueError(f"{version.address(clause)}: the quote begins after the clause")
    return Citation(
        address=version.address(clause),
        number=clause.number,
        heading_path=clause.heading_path,
        start=start,
        end=end,
        quote=version.text[start:end],
        role=role,
        effective=version.effective,
        title=version.title,
        language=version.language,
        lead_in=clause.lead_in,
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer with the citations that support it; ValueError without any."""

    text: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("A sentence without a citation cannot be said")


@dataclass(frozen=True, slots=True)
class Answered:
    """The policy answers the question; `approved_on` is the day the desk approved this answer, if it did.

    `besides` names special topics (`topics.toml`) for which clauses just as near say something of their own:
    which of the two is meant is to be asked.
    """

    sentences: tuple[Sentence, ...]
    related: tuple[Citation, ...]
    engine: str
    approved_on: date | None = None
    besides: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _demand(self.sentences)


@dataclass(frozen=True, slots=True)
class PartlyAnswered:
    """The policy answers a part; `missing` says what it does not state."""

    sentences: tuple[Sentence, ...]
    missing: str
    related: tuple[Citation, ...]
    engine: str

    def __post_init__(self) -> None:
        _demand(self.sentences)


@dataclass(frozen=True, slots=True)
class NotCovered:
    """The policy does not answer; `near` quotes what it says close by, told as near.

    `missing` names the kind of value that was asked for and is not stated (`asked_values.toml`), if any.
    """

    near: tuple[Citation, ...]
    engine: str
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Conflicting:
    """Layers or clauses say different things; each sentence quotes one of them."""

    sentences: tuple[Sentence, ...]
    related: tuple[Citation, ...]
    engine: str

    def __post_init__(self) -> None:
        _demand(self.sentences)


Answer = Answered | PartlyAnswered | NotCovered | Conflicting


def _demand(sentences: tuple[Sentence, ...]) -> None:
    if not sentences:
        raise ValueError("An answer without a sentence cannot be given")
