"""Runs on file, two runs side by side, and floors that a run must reach."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

from bot.evaluation.questions import EvaluationError
from bot.evaluation.scoring import Score, right
from bot.evaluation.summary import Line

KEPT = (
    *("all_spans", "abstained_unanswerable", "right_ticket", "fields_asked", "exact_quotes", "near_shown"),
    "mrr",
)
"""Figures of a line that a floor may name as they are; higher is better."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Questions of both runs by what became of them; `chance` is the p-value of the exact McNemar test."""

    better: tuple[str, ...]
    worse: tuple[str, ...]
    same: int
    chance: float


def save(path: Path, lines: Sequence[Line], scores: Sequence[Score]) -> None:
    """Write a run for a later comparison: figures and outcomes, no question text."""
    path.write_text(json.dumps(as_run(lines, scores), ensure_ascii=False, indent=1) + "\n", "utf-8")


def as_run(lines: Sequence[Line], scores: Sequence[Score]) -> dict[str, Any]:
    """A run as plain values: `lines` by name, `questions` with id, outcome, within, right, confidence."""
    return {"lines": [line.as_dict() for line in lines], "questions": [_told(score) for score in scores]}


def compare(scores: Sequence[Score], path: Path) -> Comparison:
    """This run against a saved one, question by question. EvaluationError when the file is no run."""
    try:
        before = {row["id"]: row["right"] for row in json.loads(path.read_text("utf-8"))["questions"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvaluationError(f"{path}: not a run written by --save") from error
    both = [score for score in scores if score.question.id in before]
    better = tuple(s.question.id for s in both if right(s) and not before[s.question.id])
    worse = tuple(s.question.id for s in both if not right(s) and before[s.question.id])
    return Comparison(better, worse, len(both) - len(better) - len(worse), mcnemar(len(better), len(worse)))


def mcnemar(better: int, worse: int) -> float:
    """Two-sided probability of so uneven a split of the changed questions by chance alone (McNemar, 1947)."""
    changed = better + worse
    tail = sum(comb(changed, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2.0 * tail / 2.0**changed)


def missed(lines: Sequence[Line], floors: Sequence[str]) -> list[str]:
    """A sentence for each floor such as `en.within300=0.80` that is not reached.

    EvaluationError for a floor that names no figure of the run.
    """
    figures = {line.name: _figures(line) for line in lines}
    return [told for floor in floors if (told := _missed(figures, floor))]


def _missed(figures: Mapping[str, Mapping[str, float | None]], floor: str) -> str | None:
    name, _, least = floor.partition("=")
    row, _, figure = name.rpartition(".")
    try:
        found, wanted = figures[row][figure], float(least)
    except (KeyError, ValueError) as error:
        raise EvaluationError(
            f"--at-least {floor}: write row.figure=number, say en.within300=0.80; "
            f"rows: {', '.join(figures)}; figures: {', '.join(next(iter(figures.values())))}"
        ) from error
    if found is None or found < wanted:
        return (
            f"{name} is {'not measured' if found is None else f'{found:.3f}'}, at least {wanted:g} is wanted"
        )
    return None


def _figures(line: Line) -> dict[str, float | None]:
    row = line.as_dict()
    within = {f"within{length}": share for length, share in row["within"].items()}
    kept = (
        "all_spans",
        "abstained_unanswerable",
        "right_ticket",
        "fields_asked",
        "exact_quotes",
        "near_shown",
    )
    refused = row["refused_answerable"]
    answered = None if refused is None else 1 - refused
    return within | {name: row[name] for name in kept} | {"answered_answerable": answered}


def _told(score: Score) -> dict[str, Any]:
    return {
        "id": score.question.id,
        "outcome": score.outcome,
        "within": score.within,
        "right": right(score),
        "confidence": None if score.confidence is None else round(score.confidence, 4),
        "milliseconds": round(score.milliseconds, 1),
    }
