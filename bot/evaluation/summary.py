"""Scores put together: for all, and by language, organisation, kind, style and turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

from bot.evaluation.scoring import LENGTHS, Score
from bot.evaluation.shares import Share

Group = Literal["all", "language", "organisation", "kind", "style", "turn"]
GROUPS: tuple[Group, ...] = ("language", "organisation", "kind", "style", "turn")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of figures: the questions that share the value `name` of the field `group`.

    `shares` by figure, in the order of `as_dict`. `mrr`: mean of 1 / rank of the first quote that holds gold,
    0 where none does; `read_before`: median characters shown before gold, where it is shown.
    """

    group: Group
    name: str
    questions: int
    shares: Mapping[str, Share]
    mrr: float | None
    read_before: float | None
    unsafe: int
    p50_ms: float
    p95_ms: float

    def figure(self, name: str) -> float | None:
        """A share by its name, or `mrr`; KeyError for another."""
        return self.mrr if name == "mrr" else self.shares[name].value

    def as_dict(self) -> dict[str, Any]:
        """For JSON: shares that were measured or None, `intervals` (95 %) and `counts` of those that were."""
        measured = {name: share for name, share in self.shares.items() if share.of}
        return {
            "group": self.group,
            "name": self.name,
            "questions": self.questions,
            **{name: share.value for name, share in self.shares.items()},
            "mrr": self.mrr,
            "read_before": self.read_before,
            "unsafe": self.unsafe,
            "p50_ms": self.p50_ms,
            "p95_ms": self.p95_ms,
            "intervals": {name: share.interval for name, share in measured.items()},
            "counts": {name: share.of for name, share in measured.items()},
        }


def summarise(scores: Sequence[Score]) -> list[Line]:
    """The row for all questions, then the rows of each group in order of their names."""
    lines = [_line("all", "all", scores)]
    for group in GROUPS:
        values = sorted({getattr(score.question, group) for score in scores})
        lines += [
            _line(group, value, [score for score in scores if getattr(score.question, group) == value])
            for value in values
        ]
    return lines


def compared_groups(lines: Sequence[Line]) -> dict[Group, list[Line]]:
    """The rows by group, without the groups of a single row, which repeats the row for all."""
    rows = {group: [line for line in lines if line.group == group] for group in GROUPS}
    return {group: listed for group, listed in rows.items() if len(listed) > 1}


def _line(group: Group, name: str, scores: Sequence[Score]) -> Line:
    answerable = [score for score in scores if score.question.kind == "answerable"]
    found = [score.first_at for score in answerable if score.first_at is not None]
    times = sorted(score.milliseconds for score in scores)
    return Line(
        group=group,
        name=name,
        questions=len(scores),
        shares=_shares(scores, answerable),
        mrr=round(sum(1 / s.rank for s in answerable if s.rank) / len(answerable), 3) if answerable else None,
        read_before=median(found) if found else None,
        unsafe=sum(score.unsafe is True for score in scores),
        p50_ms=round(quantile(times, 0.5), 1),
        p95_ms=round(quantile(times, 0.95), 1),
    )


def _shares(scores: Sequence[Score], answerable: Sequence[Score]) -> dict[str, Share]:
    within = {
        f"within{length}": Share.among(score.within[at] for score in answerable if score.within)
        for at, length in enumerate(LENGTHS)
    }
    unanswerable = [score for score in scores if score.question.kind == "unanswerable"]
    return within | {
        "all_spans": Share.among(score.all_spans for score in answerable),
        "answered_answerable": Share.among(not score.abstained for score in answerable),
        "abstained_unanswerable": Share.among(score.abstained for score in unanswerable),
        "near_shown": Share.among(score.near_shown for score in unanswerable),
        "right_ticket": Share.among(score.right_ticket for score in scores),
        "fields_asked": Share.among(score.fields_asked for score in scores),
        "safe": Share.among(None if score.unsafe is None else not score.unsafe for score in scores),
        "exact_quotes": Share(
            sum(score.exact_quotes for score in scores), sum(score.quotes for score in scores)
        ),
    }


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of the ordered values lies; IndexError for none."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
