"""Scores put together: for all, by language, by organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.evaluation.scoring import LENGTHS, Score


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; shares from 0 to 1, None where no question of that kind was asked.

    `mrr`: mean over answerable questions of 1 / (1 + hundreds of characters shown before the gold span).
    """

    name: str
    questions: int
    answerable: int
    within: tuple[float | None, ...]
    all_spans: float | None
    refused_answerable: float | None
    abstained_unanswerable: float | None
    right_ticket: float | None
    fields_asked: float | None
    unsafe: int
    exact_quotes: float | None
    near_shown: float | None
    mrr: float | None
    p50_ms: float
    p95_ms: float

    def as_dict(self) -> dict[str, Any]:
        """For JSON: `within` by its lengths."""
        row = asdict(self)
        row["within"] = {str(n): share for n, share in zip(LENGTHS, self.within, strict=True)}
        return row


def summarise(scores: Sequence[Score]) -> list[Line]:
    """The row for all questions, then one per language and one per organisation."""
    return [_line("all", scores), *grouped(scores, "language"), *grouped(scores, "organisation")]


def grouped(scores: Sequence[Score], by: Literal["language", "organisation", "style", "kind"]) -> list[Line]:
    """One row per value of a field of the questions, in order of the value."""
    values = sorted({getattr(score.question, by) for score in scores})
    return [_line(value, [s for s in scores if getattr(s.question, by) == value]) for value in values]


def _line(name: str, scores: Sequence[Score]) -> Line:
    times = sorted(score.milliseconds for score in scores)
    quotes = sum(score.quotes for score in scores)
    exact = sum(score.exact_quotes for score in scores)
    return Line(
        name=name,
        questions=len(scores),
        answerable=sum(score.question.kind == "answerable" for score in scores),
        within=tuple(_share(s.within[i] for s in scores if s.within) for i in range(len(LENGTHS))),
        all_spans=_share(s.all_spans for s in scores),
        refused_answerable=_share(s.abstained for s in scores if s.question.kind == "answerable"),
        abstained_unanswerable=_share(s.abstained for s in scores if s.question.kind == "unanswerable"),
        right_ticket=_share(s.right_ticket for s in scores),
        fields_asked=_share(s.fields_asked for s in scores),
        unsafe=sum(s.unsafe is True for s in scores),
        exact_quotes=exact / quotes if quotes else None,
        near_shown=_share(s.near_shown for s in scores),
        mrr=_mrr(scores),
        p50_ms=round(_quantile(times, 0.5), 1),
        p95_ms=round(_quantile(times, 0.95), 1),
    )


def _mrr(scores: Sequence[Score]) -> float | None:
    answerable = [score for score in scores if score.question.kind == "answerable"]
    if not answerable:
        return None
    places = (score.first_at for score in answerable if score.first_at is not None)
    return round(sum(1 / (1 + place // 100) for place in places) / len(answerable), 3)


def _share(values: Iterable[bool | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 3) if known else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
