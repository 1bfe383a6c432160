"""The five real policies: labelled ranges must be unions of whole clauses, and their nesting must agree."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.furniture import is_top_link
from ingest.readers.text import read
from ingest.segmentation import segment
from knowledge import Clause

SHARED = Path(__file__).parents[3] / "shared"
POLICIES = ("casio", "kai", "kaji", "kokusai", "nic")
pytestmark = pytest.mark.skipif(
    not (SHARED / "policies").is_dir(), reason="the five real policies are not beside this checkout"
)


@dataclass(frozen=True)
class Labelled:
    text: str
    clauses: tuple[Clause, ...]
    gold: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, name: str) -> "Labelled":
        data = (SHARED / "policies" / f"{name}.txt").read_bytes()
        gold = tomllib.loads((SHARED / "profiles" / f"{name}.toml").read_text())["clause"]
        ranges = {clause["id"]: (clause["start"], clause["end"]) for clause in gold}
        return cls(data.decode(), segment(read(data)).clauses, ranges)

    def is_union(self, start: int, end: int) -> bool:
        """No clause crosses an edge, and what no clause covers is white space or a page-top link."""
        inside = [clause for clause in self.clauses if clause.start < end and clause.end > start]
        if not inside or any(clause.start < start or clause.end > end for clause in inside):
            return False
        rest = self.text[start:end]
        for clause in reversed(inside):
            rest = rest[: clause.start - start] + "\n" + rest[clause.end - start :]
        return all(not line.strip() or is_top_link(line) for line in re.split(r"[\r\n]", rest))

    def misnested(self) -> list[str]:
        """Gold ids whose first clause does not stand in the range of the gold id above them."""
        first = {name: self._first(*span) for name, span in self.gold.items()}
        places = {clause.place: clause for clause in self.clauses}
        wrong = []
        for name in self.gold:
            above = name.rpartition(".")[0]
            while above and above not in self.gold:
                above = above.rpartition(".")[0]
            if not above:
                continue
            parent = places.get(first[name].parent) if first[name] else None
            start, end = self.gold[above]
            if parent is None or not start <= parent.start < end:
                wrong.append(name)
        return wrong

    def _first(self, start: int, end: int) -> Clause | None:
        return next((clause for clause in self.clauses if start <= clause.start < end), None)


@pytest.mark.parametrize("name", POLICIES)
def test_gold_ranges_are_unions_of_whole_clauses(name: str) -> None:
    labelled = Labelled.of(name)
    assert [key for key, span in labelled.gold.items() if not labelled.is_union(*span)] == []


@pytest.mark.parametrize("name", POLICIES)
def test_gold_nesting_agrees(name: str) -> None:
    assert Labelled.of(name).misnested() == []
