"""What is shown of the ranked passages: few quotes in the open, each with what it needs, the rest below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from knowledge.answers import Citation, Role, cite
from knowledge.clauses import Clause
from knowledge.passages import Passage
from knowledge.scoring import Ranked

OPEN_QUOTES = 3
"""Quotes an answer shows without unfolding."""

OPEN_LENGTH = 600
"""Characters of quotes in the open beyond which no further one is added."""

SHOWN_LENGTH = 1600
"""Characters of quotes in all."""

LIST_LENGTH = 450
"""Characters up to which a sentence that introduces a list is quoted with the whole list."""

SHORT_LIST = 250
"""Characters up to which an item is quoted with its whole list and the sentence that introduces it."""


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
    leader = _leader(passage) or passage
    items = _items_after(leader)
    if items and items[-1].end - leader.start <= (LIST_LENGTH if leader is passage else SHORT_LIST):
        return Quote(leader, leader.start, items[-1].end, row.score)
    return Quote(passage, passage.start, passage.end, row.score)


def _leader(passage: Passage) -> Passage | None:
    """The sentence that introduces the list in which an item stands."""
    version, item = passage.version, passage.clause
    if item.lead_in is None:
        return None
    before = (clause for clause in reversed(version.clauses) if clause.end <= item.start)
    leading = next((clause for clause in before if clause.lead_in != item.lead_in), None)
    if leading is None or not leading.text.endswith(item.lead_in):
        return None
    return Passage(version, leading, leading.end - len(item.lead_in), leading.end)


def _items_after(passage: Passage) -> list[Clause]:
    """The items that a passage introduces, when it ends its clause."""
    version, clause = passage.version, passage.clause
    if passage.end != clause.end:
        return []
    following = (other for other in version.clauses if other.start >= clause.end)
    return list(takewhile(lambda other: _introduces(passage, other), following))


def _introduces(passage: Passage, item: Clause) -> bool:
    return item.lead_in is not None and passage.text.endswith(item.lead_in)


def _same_place(one: Quote, other: Quote) -> bool:
    same = one.passage.version is other.passage.version
    return same and one.start < other.end and other.start < one.end


def _repeats(quote: Quote, found: Iterable[Quote]) -> bool:
    words = quote.passage.text.split()
    return any(words == other.passage.text.split() for other in found)
