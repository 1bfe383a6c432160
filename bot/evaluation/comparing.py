"""Runs on file, two runs side by side, and floors that a run must reach."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import comb
from pathlib import Path
from typing import Any

from bot.evaluation.curves import Point, area, curve, effects
from bot.evaluation.questions import EvaluationError
from bot.evaluation.scoring import Score, right
from bot.evaluation.summary import Line

CHANCE = 0.05
"""Probability below which a difference counts as more than chance."""

Run = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A question that was right in one run only, with both outcomes."""

    id: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against an earlier one.

    `figures`: name, before and now for all questions; `only_one` counts the questions that one run lacks;
    `chance` is the p-value of the exact McNemar test.
    """

    figures: tuple[tuple[str, float | None, float | None], ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    same: int
    only_one: int
    chance: float

    @property
    def verdict(self) -> str:
        """Whether the changes are more than chance, in a sentence."""
        if not self.better and not self.worse:
            return "No question changed."
        told = f"Chance alone would split them so unevenly with probability {self.chance:.2g} (McNemar): "
        return told + ("more than chance." if self.chance < CHANCE else "it may well be chance.")

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def as_run(lines: Sequence[Line], scores: Sequence[Score], threshold: float) -> dict[str, Any]:
    """A run as plain values, as documented in docs/evaluation.md; no question text."""
    return {
        "format": 1,
        "threshold": threshold,
        "risk_area": area(curve(scores)),
        "thresholds": [_effect(point) for point in effects(scores, threshold)],
        "lines": [line.as_dict() for line in lines],
        "questions": [_told(score) for score in scores],
    }


def read_run(path: Path) -> Run:
    """What `--save` wrote. EvaluationError when the file is no run."""
    try:
        run: Run = json.loads(path.read_text("utf-8"))
        whole = all({"id", "right", "outcome"} <= row.keys() for row in run["questions"])
        if run["format"] != 1 or not whole or not run["lines"]:
            raise ValueError(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(f"{path}: not a run written by --save") from error
    return run


def compare(now: Run, before: Run) -> Comparison:
    """Two runs, question by question."""
    rows = {row["id"]: row for row in before["questions"]}
    both = [(rows[row["id"]], row) for row in now["questions"] if row["id"] in rows]
    better = tuple(_change(old, new) for old, new in both if new["right"] and not old["right"])
    worse = tuple(_change(old, new) for old, new in both if old["right"] and not new["right"])
    return Comparison(
        figures=_figures(before, now),
        better=better,
        worse=worse,
        same=len(both) - len(better) - len(worse),
        only_one=len(rows) + len(now["questions"]) - 2 * len(both),
        chance=mcnemar(len(better), len(worse)),
    )


def mcnemar(better: int, worse: int) -> float:
    """Two-sided probability of so uneven a split of the changed questions by chance alone (McNemar, 1947)."""
    changed = better + worse
    tail = sum(comb(changed, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2.0 * tail / 2.0**changed)


def missed(lines: Sequence[Line], floors: Sequence[str]) -> list[str]:
    """A sentence for each floor such as `en.within300=0.80` or `style:keyword.mrr=0.5` that is not reached.

    EvaluationError for a floor that names no figure of the run.
    """
    return [told for floor in floors if (told := _missed(lines, floor))]


def _missed(lines: Sequence[Line], floor: str) -> str | None:
    name, _, least = floor.partition("=")
    row, _, figure = name.rpartition(".")
    line = next((line for line in lines if row in (line.name, f"{line.group}:{line.name}")), None)
    try:
        if line is None:
            raise KeyError(row)
        found, wanted = line.figure(figure), float(least)
    except (KeyError, ValueError) as error:
        raise EvaluationError(
            f"--at-least {floor}: write row.figure=number, say en.within300=0.80; "
            f"rows: {', '.join(line.name for line in lines)}; figures: {', '.join(lines[0].shares)}, mrr"
        ) from error
    if found is not None and found >= wanted:
        return None
    return f"{name} is {'not measured' if found is None else f'{found:.3f}'}, at least {wanted:g} is wanted"


def _figures(before: Run, now: Run) -> tuple[tuple[str, float | None, float | None], ...]:
    old, new = before["lines"][0], now["lines"][0]
    names = [*new["counts"], "mrr", "p50_ms", "p95_ms"]
    return tuple((name, old.get(name), new[name]) for name in names if new[name] is not None)


def _change(old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
    return Change(new["id"], old["outcome"], new["outcome"])


def _effect(point: Point) -> dict[str, float]:
    return {
        "threshold": point.threshold,
        "answered": round(point.coverage, 3),
        "wrong_among_answered": round(point.risk, 3),
        "refused_answerable": round(point.refused, 3),
    }


def _told(score: Score) -> dict[str, Any]:
    return {
        "id": score.question.id,
        "outcome": score.outcome,
        "right": right(score),
        "within": score.within,
        "rank": score.rank,
        "first_at": score.first_at,
        "confidence": None if score.confidence is None else round(score.confidence, 4),
        "milliseconds": round(score.milliseconds, 1),
    }
