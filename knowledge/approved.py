"""Answers that people of the desk approved, as a question brings them along."""

from dataclasses import dataclass
from datetime import date

from knowledge.clauses import Audience


@dataclass(frozen=True, slots=True)
class ApprovedQuote:
    """Words of a clause, named without version: `policy` is `organisation/policy`, `hash` the clause's."""

    policy: str
    place: str
    hash: str
    quote: str


@dataclass(frozen=True, slots=True)
class ApprovedSentence:
    """A sentence that the desk wrote, and the quotes it rests on."""

    text: str
    quotes: tuple[ApprovedQuote, ...]


@dataclass(frozen=True, slots=True)
class Approved:
    """The answer to one question, for readers of one audience who ask in one language."""

    question: str
    sentences: tuple[ApprovedSentence, ...]
    audience: Audience
    language: str
    approved_on: date
