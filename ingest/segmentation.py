"""Blocks into clauses: number, place, heading path, lead-in, exact offsets."""

from collections import Counter
from dataclasses import dataclass, field

from ingest.blocks import Document
from ingest.captions import join_headings, mark_article_captions, split_run_in
from ingest.furniture import drop_furniture
from ingest.lines import announcement, announces, names_a_document, names_a_policy, reads_like_heading
from ingest.numbering import STRUCTURE
from ingest.outline import find_outline
from ingest.pieces import Piece, cut_pieces
from ingest.splitting import split_long
from ingest.tree import Node, grow
from knowledge import Clause, fold_white_space

_MARKED = 2
"""So many headings that a document marks as headings make guessing others needless."""

_TITLE_WITHIN = 4
_SECTION_FAMILIES = ("1", "I", "A", "decimal", "§")
_LEAD_WITHIN = 2
"""Paragraphs back from a list in which its introduction is looked for."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The clauses of a document in reading order, and its title where the text shows one."""

    clauses: tuple[Clause, ...]
    title: str | None


def segment(document: Document) -> Segments:
    """Cut a document into clauses.

    A place is made of the printed numbers from the outermost heading inwards; what has no number stands as
    `h2` (heading) or `p3` (anything else), its ordinal under its parent. A number that repeats under one
    parent gets a suffix: the second "3." is `3-2`. "1.1" inside "1." is `1.1`, not `1.1.1`.
    """
    pieces = drop_furniture(join_headings(cut_pieces(document), document.text))
    marked = sum(piece.kind == "heading" for piece in pieces) >= _MARKED
    pieces = list(split_long(pieces if marked else split_run_in(pieces)))
    mark_article_captions(pieces)
    if not marked:
        find_outline(pieces)
    title = _title(pieces, marked)
    nodes = grow(pieces, title)
    places = _Places()
    leads = _lead_ins(nodes)
    clauses: list[Clause] = []
    made: dict[int, Clause] = {}
    for node in nodes:
        parent = made.get(id(node.parent)) if node.parent else None
        clause = _clause(node, parent, places.assign(node, parent), leads.get(id(node)))
        made[id(node)] = clause
        clauses.append(clause)
    return Segments(tuple(clauses), fold_white_space(title.text) if title else None)


def _clause(node: Node, parent: Clause | None, place: str, lead_in: str | None) -> Clause:
    piece = node.piece
    above = [other.piece for other in node.ancestors() if other is not node]
    path = [fold_white_space(other.text) for other in reversed(above) if other.kind == "heading"]
    return Clause(
        place=place,
        parent=parent.place if parent else "",
        kind=piece.kind,
        number=piece.label.printed if piece.label else None,
        heading_path=tuple(path),
        lead_in=lead_in,
        text=piece.text,
        start=piece.start,
        end=piece.end,
        page=piece.page,
    )


@dataclass(slots=True)
class _Places:
    """Hands out places, each once."""

    used: set[str] = field(default_factory=set)
    ordinals: Counter[tuple[str, str]] = field(default_factory=Counter)

    def assign(self, node: Node, parent: Clause | None) -> str:
        above = parent.place if parent else ""
        label = node.piece.label
        if label and label.name:
            own = _own_part(label.name, node.parent)
        else:
            sign = "h" if node.piece.kind == "heading" else "p"
            self.ordinals[above, sign] += 1
            own = f"{sign}{self.ordinals[above, sign]}"
        place = wanted = f"{above}.{own}" if above else own
        repeat = 1
        while place in self.used:
            repeat += 1
            place = f"{wanted}-{repeat}"
        self.used.add(place)
        return place


def _own_part(name: str, parent: Node | None) -> str:
    outer = parent.piece.label.name if parent and parent.piece.label else ""
    return name.removeprefix(outer + ".") if outer else name


def _lead_ins(nodes: list[Node]) -> dict[int, str]:
    """By node: the sentence that introduces the list (or the header row of the table) it stands in."""
    found: dict[int, str] = {}
    before: dict[int, list[Piece]] = {}
    for node in nodes:
        piece, earlier = node.piece, before.setdefault(id(node.parent), [])
        lead = _lead_in(node, earlier, found)
        if lead:
            found[id(node)] = lead
        if piece.kind == "paragraph" or (piece.kind == "row" and piece.level):
            earlier.append(piece)
        elif piece.kind == "heading" and piece.level and not lead:
            earlier.clear()
    return {id(node): found[id(node)] for node in nodes if node.piece.kind != "heading" and id(node) in found}


def _lead_in(node: Node, earlier: list[Piece], found: dict[int, str]) -> str | None:
    """The nearest paragraph before it that announces, else the nearest; inherited where there is none."""
    if node.piece.kind == "paragraph" or (node.piece.kind == "row" and node.piece.level):
        return None
    near = earlier[-_LEAD_WITHIN:][::-1]
    if node.piece.kind == "row" and near and near[0].kind == "row":
        return fold_white_space(near[0].text)
    announcing = [piece for piece in near if piece.kind == "paragraph" and announces(piece.text)]
    if announcing or (near and node.parent is not None and node.piece.kind != "heading"):
        return announcement(fold_white_space((announcing or near)[0].text))
    above = node.parent
    if above is None or node.piece.kind == "heading":
        return None
    if above.piece.kind == "item":
        return announcement(fold_white_space(above.piece.body)) or None
    return found.get(id(above)) if _is_list_heading(above.piece) else None


def _is_list_heading(piece: Piece) -> bool:
    """Whether it heads a group of items inside a list ("(1) Customers") rather than a section."""
    family = piece.label.family if piece.label else ""
    return piece.level == 0 and family not in STRUCTURE and not family.startswith(_SECTION_FAMILIES)


def _title(pieces: list[Piece], marked: bool) -> Piece | None:
    """The heading that names the whole document: unnumbered, near the top, above all others if marked."""
    headings = [piece for piece in pieces if piece.kind == "heading" and piece.level]
    if not headings:
        return _first_line(pieces)
    if not marked and _is_letterhead(pieces, headings):
        pieces[0].kind, pieces[0].level = "paragraph", 0
        return headings[1]
    highest = min(headings, key=lambda piece: piece.level) if marked else headings[0]
    if highest.labels or highest not in pieces[: _TITLE_WITHIN + 1]:
        return None
    alone = sum(piece.level == highest.level and not piece.labels for piece in headings) == 1
    first = highest is pieces[0] and names_a_document(highest.text)
    return highest if alone or first or not marked else None


def _is_letterhead(pieces: list[Piece], headings: list[Piece]) -> bool:
    """Whether the first line only says whose policy the second one names."""
    first, second = pieces[0], pieces[1] if len(pieces) > 1 else None
    stacked = headings[0] is first and len(headings) > 1 and headings[1] is second
    return stacked and names_a_policy(headings[1].text) and not names_a_policy(first.text)


def _first_line(pieces: list[Piece]) -> Piece | None:
    first = pieces[0] if len(pieces) > 1 else None
    if first is None or first.labels or not reads_like_heading(first.text):
        return None
    first.kind, first.level = "heading", 1
    return first
