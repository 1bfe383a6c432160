"""Questions that went wrong: what was expected beside what was shown, and where search had put the gold."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.questions import Span
from bot.evaluation.running import asked
from bot.evaluation.scoring import Score, right
from bot.wiring import House
from knowledge import Citation

MOST = 40
"""Misses told."""

SEARCHED = 100
"""Clauses of a search among which the gold is looked for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a policy with where they stand; an empty address for words that are ours."""

    address: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Miss:
    """`found_at` is the rank of the first clause with gold in the search; None where none was found."""

    score: Score
    expected: tuple[Passage, ...]
    shown: tuple[Passage, ...]
    found_at: int | None


def misses(house: House, scores: Sequence[Score]) -> list[Miss]:
    """The worst first: what was answered wrongly, the surest ahead, then what was wrongly not answered."""
    wrong = sorted((score for score in scores if not right(score)), key=_badness)
    return [_miss(house, score) for score in wrong[:MOST]]


def _badness(score: Score) -> tuple[bool, bool, float]:
    return not score.unsafe, bool(score.abstained), -(score.confidence or 0.0)


def _miss(house: House, score: Score) -> Miss:
    return Miss(
        score=score,
        expected=tuple(_expected(house, score)),
        shown=tuple(map(_shown, score.shown[:3])),
        found_at=_found_at(house, score) if score.question.kind == "answerable" else None,
    )


def _expected(house: House, score: Score) -> list[Passage]:
    question = score.question
    if question.kind in ("request", "complaint"):
        return [Passage("", "", " or ".join(sorted(question.ticket_types)).replace("_", " "))]
    if question.kind == "answerable":
        return [_quoted(house, span) for span in question.gold]
    near = [_quoted(house, span) for span in question.near]
    return [Passage("", "", "No answer: the policies do not say."), *near]


def _quoted(house: House, span: Span) -> Passage:
    organisation, _, rest = (span.version or "").partition("/")
    policy, _, named = rest.partition("@")
    version = house.knowledge.shelf.version(organisation, policy, named)
    if version is None:
        return Passage("", "", f"characters {span.start} to {span.end}")
    holders = [clause for clause in version.clauses if clause.start <= span.start < clause.end]
    clause = min(holders, key=lambda clause: clause.end - clause.start, default=None)
    text = version.text[span.start : span.end]
    if clause is None:
        return Passage("", "", text)
    return Passage(str(version.address(clause)), " › ".join(clause.heading_path), text)


def _shown(citation: Citation) -> Passage:
    return Passage(str(citation.address), " › ".join(citation.heading_path), citation.quote)


def _found_at(house: House, score: Score) -> int | None:
    question = asked(house, score.question)
    found = house.knowledge.shelf.search(
        question.text, question.organisations, question.audience, question.as_of, SEARCHED
    )
    for rank, one in enumerate(found, start=1):
        name = str(one.version.address(one.clause)).partition("#")[0]
        if any(
            span.version in (None, name) and one.clause.start < span.end and span.start < one.clause.end
            for span in score.question.gold
        ):
            return rank
    return None
