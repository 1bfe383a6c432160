"""What an encoder learns from and is measured by: questions with the clauses that answer them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question; `right` numbers the texts that answer it, if any, `near` those that only seem to."""

    question: str
    right: tuple[int, ...]
    near: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """The clauses of one document, as they are found by (`Clause.retrieval_text`), and lessons about them."""

    name: str
    texts: tuple[str, ...]
    lessons: tuple[Lesson, ...]


def read_courses(folder: Path) -> list[Course]:
    """Courses of a folder with `units.json` and `questions*.jsonl`.

    `units.json`: `{document: [{"path": "Heading > Heading", "text": …}]}`. Each line of the others:
    `{"doc": document, "q": question, "rel": [unit numbers], "partial": [unit numbers]}`. KnowledgeError names
    the file and line that cannot be used.
    """
    try:
        units: dict[str, list[Mapping[str, str]]] = json.loads((folder / "units.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{folder}: needs units.json with the clauses of each document") from error
    lessons: dict[str, list[Lesson]] = {name: [] for name in units}
    for path in sorted(folder.glob("questions*.jsonl")):
        for name, lesson in _read(path, units):
            lessons[name].append(lesson)
    return [
        Course(name, tuple(_shown(unit) for unit in rows), tuple(lessons[name]))
        for name, rows in units.items()
        if lessons[name]
    ]


def _read(path: Path, units: Mapping[str, list[Mapping[str, str]]]) -> Iterator[tuple[str, Lesson]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            yield row["doc"], _lesson(row, len(units[row["doc"]]))
        except (ValueError, KeyError, TypeError) as error:
            raise KnowledgeError(
                f"{path}:{number}: not a lesson; needs doc, q, rel and partial of a document in units.json"
            ) from error


def _lesson(row: Mapping[str, Any], count: int) -> Lesson:
    right, near = tuple(row["rel"]), tuple(row.get("partial") or ())
    if any(not 0 <= unit < count for unit in (*right, *near)):
        raise ValueError("a unit number is out of range")
    return Lesson(row["q"], right, tuple(unit for unit in near if unit not in right))


def _shown(unit: Mapping[str, str]) -> str:
    return "\n".join([*(part for part in unit["path"].split(" > ") if part), unit["text"]])
