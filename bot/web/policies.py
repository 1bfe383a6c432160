"""One page per policy version, where a citation's link highlights the exact quote without any script."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import HTMLResponse

from bot.web.pages import language_of, page
from bot.wiring import House
from knowledge import Clause, PolicyVersion, Reference, fold_white_space, references


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `marked` when it belongs to the quote, `place` is that of the clause it refers to."""

    text: str
    marked: bool
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as the page shows it; `depth` is 0 at top level."""

    place: str
    kind: str
    depth: int
    pieces: tuple[Piece, ...]


class PolicyPages:
    """`/policies`; what is for employees is never shown here."""

    def __init__(self, house: House) -> None:
        self._house = house

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter(include_in_schema=False)
        router.get("/policies")(self.listed)
        router.get("/policies/{organisation}/{policy}/{version}")(self.shown)
        return router

    def listed(
        self, accept_language: Annotated[str | None, Header()] = None, lang: str | None = None
    ) -> HTMLResponse:
        """Every published policy."""
        language = language_of(accept_language, lang)
        rows = [row for row in self._house.knowledge.shelf.policies() if row.audience == "public"]
        return page("policies.html", language, rows=rows)

    def shown(
        self,
        organisation: str,
        policy: str,
        version: str,
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int, Query(ge=0)] = 0,
        accept_language: Annotated[str | None, Header()] = None,
        lang: str | None = None,
    ) -> HTMLResponse:
        """One version, whole; `[start, end)` of its text is highlighted."""
        language = language_of(accept_language, lang)
        found = self._house.knowledge.shelf.version(organisation, policy, version)
        if found is None or found.audience != "public":
            return page("not_found.html", language, status=404)
        others = [
            row
            for row in self._house.knowledge.shelf.policies(organisation)
            if row.policy == policy and row.audience == "public"
        ]
        current = next((row for row in others if row.in_force), None)
        rows = rows_of(found, start, end)
        quoted = next((row.place for row in rows if any(piece.marked for piece in row.pieces)), None)
        return page(
            "policy.html",
            language,
            version=found,
            rows=rows,
            begins_with_title=_begins_with_title(rows, found.title),
            quoted=quoted,
            others=others,
            in_force=current is not None and current.version == found.version,
            future=found.effective is not None and found.effective > _today(self._house),
        )


def rows_of(version: PolicyVersion, start: int, end: int) -> list[Row]:
    """The clauses in reading order, the quote marked wherever it runs, references to other clauses told."""
    resolved = [one for one in references(version) if one.place]
    return [
        Row(clause.place, clause.kind, _depth(version, clause), _pieces(clause, start, end, resolved))
        for clause in sorted(version.clauses, key=lambda clause: clause.start)
    ]


def _begins_with_title(rows: list[Row], title: str) -> bool:
    first = "".join(piece.text for piece in rows[0].pieces) if rows else ""
    return fold_white_space(first) == title


def _pieces(clause: Clause, start: int, end: int, resolved: list[Reference]) -> tuple[Piece, ...]:
    """The text cut wherever the quote or a reference begins or ends."""
    inside = [one for one in resolved if clause.start <= one.start and one.end <= clause.end]
    edges = {clause.start, clause.end, start, end, *(edge for one in inside for edge in (one.start, one.end))}
    cuts = sorted(edge for edge in edges if clause.start <= edge <= clause.end)
    return tuple(
        Piece(
            clause.text[low - clause.start : high - clause.start],
            start <= low < end,
            next((one.place for one in inside if one.start <= low < one.end), None),
        )
        for low, high in pairwise(cuts)
    )


def _depth(version: PolicyVersion, clause: Clause) -> int:
    depth, parent = 0, clause.parent
    while parent:
        depth, parent = depth + 1, version.by_place[parent].parent
    return min(depth, 6)


def _today(house: House) -> date:
    return house.clock().date()
