"""Shares over a set of questions, scored as `madoguchi eval` scores them, without triage and desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.evaluation import Span
from bot.evaluation.scoring import LENGTHS, spans_shown
from knowledge import Answer, Knowledge, NotCovered, PolicyVersion, Question


@dataclass(frozen=True)
class Shares:
    """Answered within 300, 600 and 1500 characters; refused answerable; abstained unanswerable."""

    within: tuple[float, float, float]
    refused: float
    abstained: float


def measured(knowledge: Knowledge, rows: Iterable[dict[str, Any]]) -> Shares:
    """Ask every row; every quote is compared with its place in the policy on the way."""
    within: list[list[bool]] = []
    refused: list[bool] = []
    abstained: list[bool] = []
    for row in rows:
        version = knowledge.shelf.version(row["org"], _only_policy(knowledge, row["org"]))
        assert version is not None
        answer = knowledge.answerer.answer(_question(row))
        _check_quotes(answer, version)
        if row["kind"] == "unanswerable":
            abstained.append(isinstance(answer, NotCovered))
            continue
        refused.append(isinstance(answer, NotCovered))
        gold = [_place(span, version.text) for span in row["gold"]]
        within.append([any(spans_shown(gold, _shown(answer), length)) for length in LENGTHS])
    shares = [sum(column) / len(within) for column in zip(*within, strict=True)]
    return Shares((shares[0], shares[1], shares[2]), _share(refused), _share(abstained))


def _question(row: dict[str, Any]) -> Question:
    history = tuple(turn["text"] for turn in row.get("history") or () if turn["role"] == "user")
    return Question(row["question"], (row["org"],), "public", date(2026, 11, 1), row["lang"], history)


def _shown(answer: Answer) -> list[Any]:
    if isinstance(answer, NotCovered):
        return []
    return [*(c for sentence in answer.sentences for c in sentence.citations), *answer.related]


def _check_quotes(answer: Answer, version: PolicyVersion) -> None:
    near = answer.near if isinstance(answer, NotCovered) else ()
    for citation in [*_shown(answer), *near]:
        assert version.text[citation.start : citation.end] == citation.quote
    if not isinstance(answer, NotCovered):
        assert len(answer.sentences) <= 3


def _only_policy(knowledge: Knowledge, organisation: str) -> str:
    (summary,) = knowledge.shelf.policies(organisation)
    return summary.policy


def _place(span: dict[str, Any], text: str) -> Span:
    start = span["start"] if "start" in span else text.index(span["quote"])
    return Span(start, span["end"] if "end" in span else start + len(span["quote"]))


def _share(values: list[bool]) -> float:
    return sum(values) / len(values)
