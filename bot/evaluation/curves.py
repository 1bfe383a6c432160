"""Risk and coverage: what happens to wrong answers when fewer questions are answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.scoring import Score

THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
"""Thresholds whose effect is told."""


@dataclass(frozen=True, slots=True)
class Point:
    """At a threshold: the share answered, of wrong ones among those, and of answerable ones refused.

    Wrong is an answer to a question that the policies do not answer, or one without gold in what is shown;
    for a question that was refused, in what the nearest clauses would have shown.
    """

    threshold: float
    coverage: float
    risk: float
    refused: float
    answered: int
    wrong: int


def curve(scores: Sequence[Score], thresholds: Sequence[float] | None = None) -> list[Point]:
    """One point per confidence seen, or per threshold asked for, the strictest first.

    Only answerable and unanswerable questions count; empty when there is none of them.
    """
    asked = [score for score in scores if score.confidence is not None]
    cuts = {score.confidence or 0.0 for score in asked} if thresholds is None else set(thresholds)
    return [_point(asked, cut) for cut in sorted(cuts, reverse=True)] if asked else []


def area(points: Sequence[Point]) -> float | None:
    """The risk averaged over coverage: 0 is perfect; the order alone counts, no threshold."""
    if not points or not points[-1].answered:
        return None
    covered, total = 0.0, 0.0
    for point in points:
        total += (point.coverage - covered) * point.risk
        covered = point.coverage
    return round(total / covered, 3)


def effects(scores: Sequence[Score], now: float) -> list[Point]:
    """What other thresholds than the one in force (among them) would do, the loosest first."""
    return curve(scores, [*THRESHOLDS, now])[::-1]


def _point(asked: Sequence[Score], cut: float) -> Point:
    answered = [score for score in asked if (score.confidence or 0.0) >= cut]
    answerable = [score for score in asked if score.question.kind == "answerable"]
    wrong = sum(not (score.within and score.within[-1]) and not score.within_reach for score in answered)
    refused = sum((score.confidence or 0.0) < cut for score in answerable)
    return Point(
        threshold=cut,
        coverage=len(answered) / len(asked),
        risk=wrong / len(answered) if answered else 0.0,
        refused=refused / len(answerable) if answerable else 0.0,
        answered=len(answered),
        wrong=wrong,
    )
