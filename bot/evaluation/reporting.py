"""One HTML page about a run: figures, the curve, and the worst misses beside what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.evaluation.curves import curve, svg, wilson
from bot.evaluation.scoring import Score, right
from bot.evaluation.summary import Line, grouped, summarise
from bot.wiring import House

MOST_MISSES = 40
"""Misses told, the surest first: a wrong answer given with confidence is the worst."""

THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that went wrong: what was expected (gold text, or in words) and what was shown first."""

    score: Score
    expected: tuple[str, ...]
    shown: tuple[str, ...]


def report(house: House, scores: Sequence[Score], threshold: float) -> str:
    """The page, complete in itself: no script, no outside address, both colour schemes."""
    environment = Environment(
        loader=PackageLoader("bot.evaluation"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"share": _share, "interval": _interval}
    return environment.get_template("report.html").render(
        groups={
            "Language": summarise(scores)[:1] + grouped(scores, "language"),
            "Organisation": grouped(scores, "organisation"),
            "Kind": grouped(scores, "kind"),
            "Style": grouped(scores, "style"),
        },
        curve=Markup(svg(curve(scores), threshold)),  # noqa: S704 - numbers only
        effects=curve(scores, sorted({*THRESHOLDS, threshold})),
        threshold=threshold,
        misses=misses(house, scores),
        answerable=_answerable(scores),
    )


def misses(house: House, scores: Sequence[Score]) -> list[Miss]:
    """The questions that went wrong, the most confident wrong answers first."""
    wrong = sorted((score for score in scores if not right(score)), key=lambda s: -(s.confidence or 0.0))
    return [
        Miss(score, tuple(_expected(house, score)), tuple(citation.quote for citation in score.shown[:3]))
        for score in wrong[:MOST_MISSES]
    ]


def _expected(house: House, score: Score) -> list[str]:
    question = score.question
    if question.kind in ("request", "complaint"):
        return [", ".join(sorted(question.ticket_types))]
    if question.kind != "answerable":
        return ["no answer: the policy does not say"]
    texts = [
        version.text
        for summary in house.knowledge.shelf.policies(question.organisation)
        if (version := house.knowledge.shelf.version(question.organisation, summary.policy))
    ]
    return [text[start:end] for text in texts[:1] for start, end in question.gold]


def _answerable(scores: Sequence[Score]) -> dict[str, int]:
    kinds = ("answerable", "unanswerable")
    return {kind: sum(score.question.kind == kind for score in scores) for kind in kinds}


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _interval(line: Line, value: float | None) -> str:
    found = wilson(value, line.answerable)
    return "" if found is None else f"{found[0]:.2f}–{found[1]:.2f}"
