"""Risk and coverage: what happens to wrong answers when fewer questions are answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.evaluation.scoring import Score

WIDTH, HEIGHT, MARGIN = 640, 360, 48
NORMAL = 1.96


@dataclass(frozen=True, slots=True)
class Point:
    """At a threshold: the share answered, of wrong ones among those, and of answerable ones refused.

    Wrong is an answer to a question that the policies do not answer, or one without gold in what is shown.
    """

    threshold: float
    coverage: float
    risk: float
    refused: float


def curve(scores: Sequence[Score], thresholds: Sequence[float] | None = None) -> list[Point]:
    """One point per confidence seen, or per threshold asked for, the strictest first.

    Only answerable and unanswerable questions count; empty when there is none of them.
    """
    asked = [score for score in scores if score.confidence is not None]
    cuts = (
        thresholds if thresholds is not None else sorted({s.confidence or 0.0 for s in asked}, reverse=True)
    )
    return [_point(asked, cut) for cut in cuts] if asked else []


def wilson(share: float | None, count: int) -> tuple[float, float] | None:
    """The 95 % interval of a share of `count` (Wilson, 1927); None for no count."""
    if share is None or not count:
        return None
    spread = NORMAL**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = NORMAL * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def svg(points: Sequence[Point], threshold: float) -> str:
    """The curve as one SVG element that takes its colours from the page; the threshold in force is marked."""
    across, up = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    top = max([0.1, *(point.risk for point in points)])

    def place(coverage: float, risk: float) -> str:
        return f"{MARGIN + coverage * across:.1f},{HEIGHT - MARGIN - risk / top * up:.1f}"

    line = " ".join(place(point.coverage, point.risk) for point in points)
    now = min(points, key=lambda point: abs(point.threshold - threshold), default=None)
    marks = "".join(_tick(n / 4, top * n / 4, across, up) for n in range(5))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" fill="none" '
        'stroke="currentColor" font-family="system-ui, sans-serif" font-size="13">'
        "<title>Wrong among answered, by share of questions answered</title>"
        f'<path d="M{MARGIN},{MARGIN} V{HEIGHT - MARGIN} H{WIDTH - MARGIN}" opacity=".5"/>{marks}'
        f'<polyline points="{line}" stroke-width="2.5"/>{_marked(now, threshold, place)}'
        f'<g stroke="none" fill="currentColor"><text x="{WIDTH / 2}" y="{HEIGHT - 8}" '
        'text-anchor="middle">share of questions answered</text>'
        f'<text x="{MARGIN}" y="{MARGIN - 18}">wrong among answered</text></g>'
        "</svg>"
    )


def _point(asked: Sequence[Score], cut: float) -> Point:
    answered = [score for score in asked if (score.confidence or 0.0) >= cut]
    answerable = [score for score in asked if score.question.kind == "answerable"]
    wrong = sum(not (score.within and score.within[-1]) for score in answered)
    refused = sum((score.confidence or 0.0) < cut for score in answerable)
    return Point(
        threshold=cut,
        coverage=len(answered) / len(asked),
        risk=wrong / len(answered) if answered else 0.0,
        refused=refused / len(answerable) if answerable else 0.0,
    )


def _tick(share: float, risk: float, across: int, up: int) -> str:
    x, y = MARGIN + share * across, HEIGHT - MARGIN - share * up
    return (
        f'<g stroke="none" fill="currentColor" opacity=".75"><text x="{x:.0f}" y="{HEIGHT - MARGIN + 18}" '
        f'text-anchor="middle">{share:.0%}</text><text x="{MARGIN - 8}" y="{y + 4:.0f}" text-anchor="end">'
        f"{risk:.0%}</text></g>"
    )


def _marked(now: Point | None, threshold: float, place: Callable[[float, float], str]) -> str:
    if now is None:
        return ""
    x, y = place(now.coverage, now.risk).split(",")
    return (
        f'<circle cx="{x}" cy="{y}" r="6" fill="currentColor"/><text x="{x}" y="{float(y) - 14:.1f}" '
        f'stroke="none" fill="currentColor" text-anchor="end">threshold {threshold:.2f}</text>'
    )
