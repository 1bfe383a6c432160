"""Whether the policies cover a question: a decision from several signals, made before anything is quoted."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.asked import Value, asked_value
from knowledge.figures import Figure, claimed, disagree, figures
from knowledge.scoring import Ranked, Ranking
from knowledge.words import is_japanese, terms

PROMOTED = 3
"""Passages that state the value asked for which are put first."""

TOP = 10
"""Passages looked at for the best of each signal."""

LONG = 30
"""Terms from which on a question counts as long."""

SAME_THING = 0.1
"""How much less a passage of another layer may cover the question to speak of the same thing."""

PREMISE = "premise"
"""What is missing when no clause states the figure that a question ascribes to the policy."""

OTHER_SCRIPT = ((0.14, 0.18), (0.40, 0.9))
"""Shares of a question's terms found in a script foreign to the encoder, and what they are worth."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The policies cover it; the `stated` passages that state the value asked for come first.

    `contradicted_by` is what another layer states instead.
    """

    ranked: list[Ranked]
    confidence: float
    stated: int = 0
    contradicted_by: Ranked | None = None


@dataclass(frozen=True, slots=True)
class Uncovered:
    """They do not; `missing` names the kind of value or the topic that is not stated, or is `PREMISE`."""

    missing: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over `signs`, fitted on questions with known answers; lies beside the encoder."""

    bias: float
    weights: Mapping[str, float]

    @classmethod
    @cache
    def open(cls, path: Path) -> "Calibration":
        """Read `calibration.json`."""
        row = json.loads(path.read_text("utf-8"))
        return cls(bias=float(row["bias"]), weights=row["weights"])

    def confidence(self, question: str, ranking: Ranking) -> float:
        """The probability, in [0, 1], that what was found answers the question."""
        if not ranking.rows:
            return 0.0
        found = signs(question, ranking)
        total = self.bias + sum(weight * found[name] for name, weight in self.weights.items())
        return max(1 / (1 + math.exp(-total)), _other_script(ranking))


def judged(question: str, ranking: Ranking, calibration: Calibration, least: float) -> Covered | Uncovered:
    """Judge a ranking against the question; below the `least` confidence it is not covered."""
    confidence = calibration.confidence(question, ranking)
    value = asked_value(question)
    holders = _holders(value, question, ranking) if value else []
    missing = _missing(question, ranking, value if not holders else None)
    if missing or confidence < least:
        return Uncovered(missing, min(confidence, least / 2) if missing else confidence)
    if not holders:
        return Covered(list(ranking.rows), confidence)
    nearest = min(_distance(row, question) for row in holders)
    first = [row for row in holders if _distance(row, question) == nearest][:PROMOTED]
    ordered = [*first, *(row for row in ranking.rows if row not in first)]
    return Covered(ordered, confidence, len(first), _contradiction(first[0], holders))


def _missing(question: str, ranking: Ranking, unstated: Value | None) -> str | None:
    if ranking.absent:
        return ranking.absent[0]
    if unstated is not None:
        return unstated.name
    granted = claimed(question)
    return PREMISE if granted and granted - _stated(ranking) else None


def _stated(ranking: Ranking) -> frozenset[Figure]:
    return frozenset[Figure]().union(*(figures(row.passage.text) for row in ranking.rows))


def _contradiction(first: Ranked, holders: Sequence[Ranked]) -> Ranked | None:
    """What another layer states of the same thing: as near to the question, with other figures."""
    return next(
        (
            row
            for row in holders
            if row.layer != first.layer
            and row.passage.version.language == first.passage.version.language
            and row.signals.topical >= first.signals.topical
            and row.signals.cover >= first.signals.cover - SAME_THING
            and disagree(first.passage.text, row.passage.text)
        ),
        None,
    )


def signs(question: str, ranking: Ranking) -> dict[str, float]:
    """What the confidence is computed from: the best of each signal near the top, and how they stand out."""
    rows = ranking.rows[:TOP]
    near = [row.signals for row in rows]
    best = {name: max(getattr(signals, name) for signals in near) for name in _BEST}
    value = asked_value(question)
    holders = _holders(value, question, ranking) if value else []
    return best | {
        "gap": rows[0].score - rows[min(5, len(rows) - 1)].score,
        "topical": max(signals.topical for signals in near[:3]),
        "length": min(LONG, len(terms(question))) / 10,
        "valued": float(value is not None),
        "behind": rows[0].score - max((row.score for row in holders), default=rows[0].score),
    }


_BEST = ("pooled", "cover", "gist", "rare", "shared")


def _holders(value: Value, question: str, ranking: Ranking) -> list[Ranked]:
    return [row for row in ranking.rows[: value.reach] if value.answered_by(row.passage.text, question)]


def _distance(row: Ranked, question: str) -> tuple[int, bool]:
    """What a group company states comes before what its group states, the asker's language before another."""
    return row.layer, row.passage.version.language != ("ja" if is_japanese(question) else "en")


def _other_script(ranking: Ranking) -> float:
    near = (row for row in ranking.rows[:TOP] if row.passage.version.language == "ja")
    share = max((row.signals.shared for row in near), default=0.0)
    (low, at_low), (high, at_high) = OTHER_SCRIPT
    worth = at_low + (share - low) / (high - low) * (at_high - at_low)
    return min(at_high, max(0.0, worth)) if share else 0.0
