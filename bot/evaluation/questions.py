"""A question set: one JSON object per line, with the spans or the ticket that are expected."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

Kind = Literal["answerable", "unanswerable", "request", "complaint", "adversarial"]
KINDS: tuple[Kind, ...] = ("answerable", "unanswerable", "request", "complaint", "adversarial")


class EvaluationError(Exception):
    """The question set cannot be used; the message names file and line and says why."""


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """One question and what is expected.

    `gold` holds `[start, end)` in the policy's canonical text. `ticket_types` are the accepted rights, or
    `complaint`, `incident_report`, `inquiry`; `fields` those that must be asked unless given. `refuse` is
    true where an answer would be wrong. `near` are the spans that a refusal should quote as near.
    """

    id: str
    organisation: str
    text: str
    language: Literal["en", "ja"]
    channel: Literal["web", "slack", "cli"]
    kind: Kind
    history: tuple[tuple[str, str], ...]
    gold: tuple[tuple[int, int], ...]
    ticket_types: frozenset[str]
    fields: frozenset[str]
    refuse: bool
    style: str = "plain"
    near: tuple[tuple[int, int], ...] = ()


def read_questions(path: Path) -> list[EvaluationQuestion]:
    """Read a set; EvaluationError names the first line that cannot be used."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read as UTF-8 text") from error
    found = list(_parsed(path, lines))
    if not found:
        raise EvaluationError(f"{path}: holds no question")
    return found


def _parsed(path: Path, lines: list[str]) -> Iterator[EvaluationQuestion]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _question(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(
                f"{path}:{number}: not a question; needs id, org, question and kind ({error})"
            ) from error


def _question(row: Mapping[str, Any]) -> EvaluationQuestion:
    if row["kind"] not in KINDS:
        raise ValueError(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
    expected = row.get("expected_ticket_type")
    accepted = row.get("accept_ticket_types") or ([expected] if expected else [])
    return EvaluationQuestion(
        id=str(row["id"]),
        organisation=row["org"],
        text=row["question"],
        language=cast("Literal['en', 'ja']", row.get("lang", "en")),
        channel=cast("Literal['web', 'slack', 'cli']", row.get("channel", "cli")),
        kind=row["kind"],
        history=tuple((turn["role"], turn["text"]) for turn in row.get("history") or ()),
        gold=tuple((span["start"], span["end"]) for span in row.get("gold") or ()),
        ticket_types=frozenset([*accepted, *([expected] if expected else [])]),
        fields=frozenset(row.get("expected_fields") or ()) - frozenset(row.get("given_fields") or {}),
        refuse=row.get("expected_action") == "refuse",
        style=str(row.get("style") or "plain"),
        near=tuple((span["start"], span["end"]) for span in row.get("near_miss") or ()),
    )
