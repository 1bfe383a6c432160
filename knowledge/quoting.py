"""What is shown of the ranked passages: few quotes in the open, each with what it needs, the rest below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.answers import Citation, Role, cite
from knowledge.clauses import Clause
from knowledge.passages import Passage
from knowledge.retrieval import Ranked

OPEN_QUOTES = 3
"""Quotes an answer shows without unfolding."""

OPEN_LENGTH = 600
"""Characters of quotes in the open beyond which no further one is added."""

SHOWN_LENGTH = 1600
"""Characters of quotes in all."""

LIST_LENGTH = 450
"""Characters up to which a list is quoted whole with the sentence that introduces it."""


@dataclass(slots=True)
class Quote:
    """A stretch of one version that is going to be cited; it grows when a neighbour joins it."""

    passage: Passage
    start: int
    end: int
    score: float

    @property
    def length(self) -> int:
        """Characters."""
        return self.end - self.start


def quotes(ranked: Sequence[Ranked]) -> list[Quote]:
    """Quotes in the order shown, together not much longer than `SHOWN_LENGTH`; none overlaps another."""
    found: list[Quote] = []
    for row in ranked:
        if sum(quote.length for quote in found) >= SHOWN_LENGTH:
            break
        quote = _quote(row)
        if not any(_same_place(quote, other) for other in found) and not _repeats(quote, found):
            found.append(quote)
    return found


def cited(found: Iterable[Quote], role: Role) -> tuple[Citation, ...]:
    """The quotes as citations."""
    return tuple(cite(q.passage.version, q.passage.clause, q.start, q.end, role) for q in found)


def _quote(row: Ranked) -> Quote:
    passage = row.passage
    end = max([passage.end, *(item.end for item in _list_after(passage))])
    return Quote(passage, passage.start, end, row.score)


def _list_after(passage: Passage) -> list[Clause]:
    """The items that the passage introduces, when it ends its clause and they are short enough together."""
    version, clause = passage.version, passage.clause
    if passage.end != clause.end:
        return []
    following = [other for other in version.clauses if other.start >= clause.end]
    items: list[Clause] = []
    for other in following:
        if other.lead_in is None or not passage.text.endswith(other.lead_in.strip()):
            break
        items.append(other)
    return items if items and items[-1].end - passage.start <= LIST_LENGTH else []


def _same_place(one: Quote, other: Quote) -> bool:
    same = one.passage.version is other.passage.version
    return same and one.start < other.end and other.start < one.end


def _repeats(quote: Quote, found: Iterable[Quote]) -> bool:
    words = quote.passage.text.split()
    return any(words == other.passage.text.split() for other in found)
