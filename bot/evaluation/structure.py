"""Measures how documents are cut into clauses, against outlines that people wrote.

`notice.pdf.outline` stands beside `notice.pdf`: one clause a line, `place<tab>kind<tab>first words`, in
reading order. A clause agrees when it starts where the outline says and stands in the clause it names.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.evaluation.questions import EvaluationError
from ingest import read_policy
from knowledge import Clause, PolicyVersion

Node = tuple[int, int]
"""Start of a clause and of the one it stands in; -1 for the top, and for a clause not found in the text."""

_SUFFIX = ".outline"
_FLOOR = "0.97"
_UNSEEN = re.compile(r"[\s|]+")
_BEGINNING = re.compile(r"(?:^|(?<=[.:?。：？])(?=[ \t　]))[ \t　]*(?=\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Structure:
    """Clauses of a document (or of all): labelled, cut by the segmenter, and both agreeing."""

    name: str
    labelled: int
    cut: int
    agreeing: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall over (start, start of parent), 0 to 1."""
        return 2 * self.agreeing / (self.labelled + self.cut)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line of an outline; `words` are the first ones of the clause, as many as tell it from others."""

    place: str
    kind: str
    words: str


def corpus() -> Path:
    """The labelled corpus of this checkout; EvaluationError where the program runs without one."""
    folder = Path(__file__).parents[2] / "tests" / "corpus"
    if not folder.is_dir():
        raise EvaluationError("There is no labelled corpus beside the program; name a folder that holds one")
    return folder


def documents(folder: Path) -> list[Path]:
    """The documents with an outline beside them; EvaluationError when there is none or one is missing."""
    found = [path.with_suffix("") for path in sorted(folder.glob("*" + _SUFFIX))]
    if not found:
        raise EvaluationError(f"{folder}: no document with an outline (NAME{_SUFFIX}) beside it")
    for path in found:
        if not path.is_file():
            raise EvaluationError(f"{path}: the outline stands there without its document")
    return found


def measure(path: Path) -> Structure:
    """How the clauses of one document agree with its outline; IngestError when it cannot be read."""
    version = read_policy(path, organisation="corpus").version
    outline = read_outline(path.with_name(path.name + _SUFFIX))
    labelled, cut = list(nodes(outline, version.text)), set(_cut(version))
    agreeing = sum(node in cut for node in labelled if node[0] >= 0)
    return Structure(path.name, len(labelled), len(cut), agreeing)


def measure_all(folder: Path) -> list[Structure]:
    """Every labelled document of a folder."""
    return [measure(path) for path in documents(folder)]


def together(structures: Sequence[Structure]) -> Structure:
    """All documents as one, every clause with equal weight."""
    return Structure(
        "all",
        sum(one.labelled for one in structures),
        sum(one.cut for one in structures),
        sum(one.agreeing for one in structures),
    )


def read_outline(path: Path) -> list[Labelled]:
    """The labelled clauses; EvaluationError names the line that is none."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        parts = line.split("\t")
        if len(parts) != 3 or not all(parts):
            raise EvaluationError(f"{path.name}, line {number}: expected place, kind and first words by tabs")
        found.append(Labelled(*parts))
    return found


def floor(at_least: Sequence[str]) -> float:
    """The F1 that all documents must reach, 0.97 unless told; EvaluationError unless it is one share."""
    try:
        (least,) = map(float, at_least or [_FLOOR])
    except ValueError:
        raise EvaluationError("With --structure, --at-least takes one share such as 0.97") from None
    return least


def as_json(structures: Sequence[Structure]) -> str:
    """One line: `{"documents": [...], "all": {...}}`."""
    documented, whole = [_data(one) for one in structures], _data(together(structures))
    return json.dumps({"documents": documented, "all": whole}, ensure_ascii=False)


def as_table(structures: Sequence[Structure]) -> str:
    """One line a document, all of them in the last."""
    width = max(len(one.name) for one in structures)
    head = f"{'document':{width}}  labelled   cut  agreeing     F1"
    rows = [
        f"{one.name:{width}}  {one.labelled:8}  {one.cut:4}  {one.agreeing:8}  {one.f1:.3f}"
        for one in (*structures, together(structures))
    ]
    return "\n".join((head, *rows))


def _data(structure: Structure) -> dict[str, object]:
    return {**asdict(structure), "f1": round(structure.f1, 4)}


def nodes(outline: Sequence[Labelled], text: str) -> Iterator[Node]:
    """Each labelled clause in the text: it begins a line or a sentence, after the one before it."""
    lines = [(found.end(), _seen(text[found.end() :][:400])) for found in _BEGINNING.finditer(text)]
    starts: dict[str, int] = {}
    last = -1
    for clause in outline:
        words = _seen(clause.words)
        start = next((at for at, line in lines if at > last and line.startswith(words)), -1)
        last = max(last, start)
        starts[clause.place] = start
        yield start, starts.get(_above(clause.place, starts), -1)


def _cut(version: PolicyVersion) -> Iterator[Node]:
    for clause in version.clauses:
        parent: Clause | None = version.by_place.get(clause.parent)
        yield clause.start, parent.start if parent else -1


def _above(place: str, known: dict[str, int]) -> str:
    """The place that encloses it: the longest known one that it goes on from ("1.2" stands in "1")."""
    above = place.rpartition(".")[0]
    while above and above not in known:
        above = above.rpartition(".")[0]
    return above


def _seen(text: str) -> str:
    """White space and the bars between cells, which readers write as they like, left out."""
    return _UNSEEN.sub("", text)
