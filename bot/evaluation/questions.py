"""A question set: one JSON object per line, with the spans or the ticket that are expected."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from knowledge import Audience

Kind = Literal["answerable", "unanswerable", "request", "complaint", "adversarial"]
KINDS: tuple[Kind, ...] = ("answerable", "unanswerable", "request", "complaint", "adversarial")


class EvaluationError(Exception):
    """The question set cannot be used; the message names file and line and says why."""


class Span(NamedTuple):
    """`[start, end)` in a canonical text; `version` is `organisation/policy@version`, None for any."""

    start: int
    end: int
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Pointer:
    """A passage as a question set names it, not yet looked up in the policies.

    One of `address`, `start` with `end`, `quote`, `clause` is enough. `policy` is a policy's name.
    """

    address: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    clause: str | None = None
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """One question and what is expected.

    `gold` are the spans that answer, `near` those that a refusal should quote as near: both empty until
    `placed` has looked up the pointers. `ticket_types` are the accepted rights, or `complaint`,
    `incident_report`, `inquiry`; `fields` those that must be asked unless given. `refuse` is true where an
    answer would be wrong.
    """

    id: str
    organisation: str
    text: str
    language: Literal["en", "ja"]
    channel: Literal["web", "slack", "cli"]
    kind: Kind
    history: tuple[tuple[str, str], ...]
    gold: tuple[Span, ...]
    ticket_types: frozenset[str]
    fields: frozenset[str]
    refuse: bool
    style: str = "plain"
    audience: Audience = "public"
    near: tuple[Span, ...] = ()
    gold_pointers: tuple[Pointer, ...] = ()
    near_pointers: tuple[Pointer, ...] = ()

    @property
    def turn(self) -> Literal["first", "follow-up"]:
        """Whether it leans on earlier turns."""
        return "follow-up" if self.history else "first"


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
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = _question(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise EvaluationError(
                f"{path}:{number}: not a question; needs id, org, question and kind ({error})"
            ) from error
        if question.id in seen:
            raise EvaluationError(f"{path}:{number}: the id {question.id} names two questions")
        seen.add(question.id)
        yield question


def _question(row: Mapping[str, Any]) -> EvaluationQuestion:
    expected = row.get("expected_ticket_type")
    accepted = row.get("accept_ticket_types") or ([expected] if expected else [])
    return EvaluationQuestion(
        id=str(row["id"]),
        organisation=str(row["org"]),
        text=str(row["question"]),
        language=cast("Literal['en', 'ja']", _one_of(("en", "ja"), row.get("lang", "en"), "lang")),
        channel=cast(
            "Literal['web', 'slack', 'cli']",
            _one_of(("web", "slack", "cli"), row.get("channel", "cli"), "channel"),
        ),
        kind=cast("Kind", _one_of(KINDS, row["kind"], "kind")),
        history=tuple((turn["role"], turn["text"]) for turn in row.get("history") or ()),
        gold=(),
        ticket_types=frozenset([*accepted, *([expected] if expected else [])]),
        fields=frozenset(row.get("expected_fields") or ()) - frozenset(row.get("given_fields") or {}),
        refuse=row.get("expected_action") == "refuse",
        audience=cast(
            "Audience", _one_of(("public", "employees"), row.get("audience", "public"), "audience")
        ),
        style=str(row.get("style") or "plain"),
        gold_pointers=_pointers(row.get("gold"), wanted=row["kind"] == "answerable"),
        near_pointers=_pointers(row.get("near_miss"), wanted=False),
    )


def _one_of(names: tuple[str, ...], name: object, field: str) -> str:
    if name not in names:
        raise ValueError(f"{field} {name!r} is none of {', '.join(names)}")
    return str(name)


def _pointers(rows: Any, *, wanted: bool) -> tuple[Pointer, ...]:
    listed = [rows] if isinstance(rows, dict) else list(rows or ())
    if wanted and not listed:
        raise ValueError("an answerable question needs gold: the passages that answer it")
    known = Pointer.__slots__
    return tuple(Pointer(**{name: row[name] for name in known if name in row}) for row in listed)
