"""Whether the policies cover a question: a decision from several signals, made before anything is quoted."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.asked import Value, asked_value
from knowledge.config import KnowledgeSettings
from knowledge.retrieval import Ranked
from knowledge.words import is_japanese

PROMOTED = 3
"""Passages that state the value asked for which are put first."""

TOP = 10
"""Passages looked at for the best of each signal."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The policies cover it; the `stated` passages that state the value asked for come first."""

    ranked: list[Ranked]
    stated: int = 0


@dataclass(frozen=True, slots=True)
class Uncovered:
    """They do not; `missing` is the kind of value that no near passage states."""

    missing: Value | None


def judged(question: str, ranked: Sequence[Ranked], settings: KnowledgeSettings) -> Covered | Uncovered:
    """Judge a ranking, best first, against the question."""
    if likeness(ranked) < settings.least_likeness and shared(ranked) < settings.least_shared:
        return Uncovered(missing=None)
    value = asked_value(question)
    if value is None:
        return Covered(list(ranked))
    holders = [row for row in ranked[: value.reach] if value.answered_by(row.passage.text, question)]
    if not holders:
        return Uncovered(missing=value)
    nearest = min(_distance(row, question) for row in holders)
    first = [row for row in holders if _distance(row, question) == nearest][:PROMOTED]
    return Covered([*first, *(row for row in ranked if row not in first)], len(first))


def _distance(row: Ranked, question: str) -> tuple[int, bool]:
    """What a group company states comes before what its group states, the asker's language before another."""
    return row.layer, row.passage.version.language != ("ja" if is_japanese(question) else "en")


def likeness(ranked: Sequence[Ranked]) -> float:
    """Mean of the best clause, cover and gist cosines near the top; -1 for an empty ranking."""
    near = [row.signals for row in ranked[:TOP]]
    if not near:
        return -1.0
    best = max(row.pooled for row in near) + max(row.cover for row in near) + max(row.gist for row in near)
    return best / 3


def shared(ranked: Sequence[Ranked]) -> float:
    """Largest share of the question's terms near the top in a script that the encoder cannot read."""
    near = (row for row in ranked[:TOP] if row.passage.version.language == "ja")
    return max((row.signals.shared for row in near), default=0.0)
