"""One HTML page about a run: figures, the curve, and the worst misses beside what was expected."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.evaluation.comparing import Comparison
from bot.evaluation.curves import Point, area, curve, effects
from bot.evaluation.drawing import latencies, risk_coverage
from bot.evaluation.labels import LABELS
from bot.evaluation.misses import MOST, misses
from bot.evaluation.scoring import Score, right
from bot.evaluation.shares import Share
from bot.evaluation.summary import Line, compared_groups
from bot.wiring import House

COLUMNS = (
    *("within300", "within600", "within1500", "answered_answerable", "abstained_unanswerable"),
    *("near_shown", "right_ticket", "fields_asked", "safe"),
)
"""Figures of the tables by group."""


def report(
    house: House,
    scores: Sequence[Score],
    lines: Sequence[Line],
    threshold: float,
    comparison: Comparison | None = None,
) -> str:
    """The page, complete in itself: no script, no outside address, both colour schemes.

    It holds the texts of the questions.
    """
    environment = Environment(
        loader=PackageLoader("bot.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"share": _share, "percent": _percent, "figure": _figure}
    told = effects(scores, threshold)
    return environment.get_template(
        "report.html"
    ).render(
        asked_on=house.clock().date().isoformat(),
        lines=lines,
        organisations=[line.name for line in lines if line.group == "organisation"],
        groups=compared_groups(lines),
        columns=COLUMNS,
        labels=LABELS,
        curve=drawn_curve(scores, threshold),
        area=area(curve(scores)),
        effects=told,
        now=_now(told, threshold),
        latencies=Markup(latencies([score.milliseconds for score in scores])),  # noqa: S704  # numbers only
        slowest=sorted(scores, key=lambda score: -score.milliseconds)[:3],
        comparison=comparison,
        texts={score.question.id: score.question.text for score in scores},
        wrong=sum(not right(score) for score in scores),
        most=MOST,
        misses=misses(house, scores),
    )


def drawn_curve(scores: Sequence[Score], threshold: float) -> Markup:
    """The risk–coverage curve as SVG, the threshold in force marked."""
    now = _now(effects(scores, threshold), threshold)
    return Markup(risk_coverage(curve(scores), now))  # noqa: S704  # numbers only


def _now(points: Sequence[Point], threshold: float) -> Point | None:
    return next((point for point in points if point.threshold == threshold), None)


def _share(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.2f}"


def _percent(value: float) -> str:
    return f"{value * 100:.1f}%"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}" if value > 1 else f"{value:.2f}"
