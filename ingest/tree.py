"""Which clause stands inside which: by heading level, indentation, and the order of number families."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.lines import announces, ends_sentence, is_sentence, is_verbless, reads_like_heading
from ingest.numbering import STRUCTURE, Label
from ingest.pieces import Piece

_LONGEST_STEP = 3
"""How many numbers of a list may be missing before a number at the start of a line is taken for text."""

_ARTICLES = frozenset(("article", "条"))
"""Inside each of these, numbers begin anew."""

_SUBJECT = re.compile(r"(?:We|You|It|They|He|She|The|This|These|Each|Any|Every|Where|When|If)\b")
_SHORT_TITLE = 4
"""Words with a full stop after them that may still be a title: "Website and app."."""

_SHORT_HEADING = 60
_LONG_HEADING = 100
"""Characters; twice as many are let pass where deeper text follows and no verb makes it a statement."""


@dataclass(slots=True)
class Node:
    """A piece with the node that encloses it; `is_open` tells whether anything can stand inside it."""

    piece: Piece
    parent: "Node | None"
    is_open: bool = True
    children: "list[Node]" = field(default_factory=list)

    def ancestors(self) -> Iterator["Node"]:
        """Itself, then outwards."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


def grow(pieces: list[Piece], title: Piece | None) -> list[Node]:
    """The nodes of `pieces` in their order; the title encloses nothing."""
    nodes: list[Node] = []
    roots: list[Node] = []
    counts = _Counts()
    current: Node | None = None
    for place, piece in enumerate(pieces):
        if piece is title:
            current = None
            nodes.append(Node(piece, None, is_open=False))
            continue
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        piece.label = counts.accept(piece)
        parent = _parent(piece, current)
        siblings = parent.children if parent else roots
        _decide_kind(piece, following, parent, siblings)
        current = Node(piece, parent, is_open=piece.kind in ("heading", "item"))
        siblings.append(current)
        nodes.append(current)
    return nodes


@dataclass(slots=True)
class _Counts:
    """The latest label of each family on each indentation: what the next number must go on from."""

    latest: dict[tuple[int, str], Label] = field(default_factory=dict)

    def accept(self, piece: Piece) -> Label | None:
        """The reading of the printed number that fits what came before, if any does."""
        label = self._going_on(piece) or self._firm(piece)
        if label is None and piece.kind in ("item", "heading") and piece.labels:
            label = piece.labels[0]
        if label:
            anew = label.family in _ARTICLES
            self.latest = {
                key: last
                for key, last in self.latest.items()
                if key[0] <= piece.indent and (not anew or last.family in STRUCTURE)
            }
            self.latest[piece.indent, label.family] = label
        return label

    def _going_on(self, piece: Piece) -> Label | None:
        for label in piece.labels:
            last = self.latest.get((piece.indent, label.family))
            if last and last.value < label.value <= last.value + _LONGEST_STEP:
                return label
        return None

    def _firm(self, piece: Piece) -> Label | None:
        """A bullet, an article, a first number, the next part of an open decimal number, or the second
        paragraph of an article, whose first prints no number."""
        for label in piece.labels:
            nested = any(_extends(label, last) for last in self.latest.values())
            second = label.value == 2 and label.family.startswith("1") and self._in_fresh_article(label)
            if label.is_bullet or label.family in STRUCTURE or label.value == 1 or nested or second:
                return label
        return None

    def _in_fresh_article(self, label: Label) -> bool:
        families = {family for _, family in self.latest}
        return bool(families & _ARTICLES) and label.family not in families


def _extends(label: Label, other: Label) -> bool:
    return label.name.startswith(other.name + ".")


def _parent(piece: Piece, current: Node | None) -> Node | None:
    chain = list(current.ancestors()) if current else []
    if piece.label and (
        owner := next((n for n in chain if n.piece.label and _extends(piece.label, n.piece.label)), None)
    ):
        return owner
    holds = _holds_heading if piece.kind == "heading" and piece.level else _holds
    return next(
        (n for n in chain if n.is_open and holds(n.piece, piece, chain) and not _is_left(n, piece)), None
    )


def _is_left(outer: Node, inner: Piece) -> bool:
    """Whether a line back at the margin leaves a section whose text is indented below its heading."""
    back = not inner.labels and inner.kind == "paragraph" and inner.indent <= outer.piece.indent
    if not back or outer.piece.kind != "heading":
        return False
    deeper = [child.piece.indent > outer.piece.indent for child in outer.children]
    texts = any(child.piece.kind == "paragraph" for child in outer.children)
    return texts and all(deeper)


def _holds_heading(outer: Piece, inner: Piece, chain: list[Node]) -> bool:
    """Section headings stand in headings of a lower level, or of a wider kind (chapter, article)."""
    if not outer.level:
        return False
    ranks = [STRUCTURE.get(piece.label.family) if piece.label else None for piece in (outer, inner)]
    if outer.level == inner.level and ranks[0] and ranks[1]:
        return ranks[0] < ranks[1]
    return outer.level < inner.level


def _holds(outer: Piece, inner: Piece, chain: list[Node]) -> bool:
    """Deeper lines stand in shallower ones; on one indentation the order of families decides."""
    if outer.level:
        return True
    if outer.indent != inner.indent:
        return outer.indent < inner.indent
    if inner.label is None:
        return outer.kind == "heading" and inner.kind != "item"
    if outer.label is None or outer.label.is_bullet:
        return False
    return _holds_family(outer.label.family, inner.label, chain, inner.indent)


def _holds_family(outer: str, inner: Label, chain: list[Node], indent: int) -> bool:
    """On one indentation: chapters hold articles; else the family that came up first holds the later."""
    if inner.family in STRUCTURE:
        return outer in STRUCTURE and STRUCTURE[outer] < STRUCTURE[inner.family]
    section = next((place for place, node in enumerate(chain) if node.piece.level), len(chain))
    inside = [node.piece for node in chain[:section] if node.piece.indent == indent]
    families = [piece.label.family for piece in inside if piece.label]
    if inner.family not in families:
        return inner.value <= 1 or outer in STRUCTURE
    return families.index(outer) > families.index(inner.family)


def _decide_kind(piece: Piece, following: Piece | None, parent: Node | None, siblings: list[Node]) -> None:
    """A numbered or listed line is a heading when it is short and something stands under it."""
    if piece.kind in ("heading", "row"):
        return
    if piece.label is None and piece.kind != "item":
        return
    listed, piece.kind = piece.kind == "item", "item"
    if following is None or (piece.label and piece.label.is_bullet) or following.level:
        return
    if _runs_on(piece, following):
        return
    if _is_headed(piece, following, listed=listed) and _has_body(piece, following, parent, siblings):
        piece.kind = "heading"


def _runs_on(piece: Piece, following: Piece) -> bool:
    """Whether the list after it ends its sentence: "1. We collect", "- names,"."""
    begun = bool(_SUBJECT.match(piece.body)) and not ends_sentence(piece.body)
    return begun and bool(following.labels) and following.body[:1].islower()


def _is_headed(piece: Piece, following: Piece, *, listed: bool) -> bool:
    """Whether it reads like a heading; a final stop or colon is let pass before a deeper text.

    `listed`: the document says that it is an item of a list.
    """
    body = piece.body.rstrip()
    if piece.label and piece.label.family in STRUCTURE and len(piece.text) <= 120:
        return not is_sentence(body)
    if listed and not (is_verbless(body) and len(body.split()) <= _SHORT_TITLE):
        return reads_like_heading(body)
    deeper = following.indent > piece.indent or len(body) <= _SHORT_HEADING
    if deeper and is_verbless(body) and not announces(body):
        return reads_like_heading(body[:_LONG_HEADING].rstrip(".。:：")) and len(body) <= 2 * _LONG_HEADING
    return reads_like_heading(body)


def _has_body(piece: Piece, following: Piece, parent: Node | None, siblings: list[Node]) -> bool:
    if following.indent != piece.indent:
        return following.indent > piece.indent
    family = piece.label.family if piece.label else None
    if following.labels:
        outer = parent.ancestors() if parent else ()
        taken = {family, *(node.piece.label.family for node in outer if node.piece.label)}
        first = following.labels[0]
        return first.value <= 1 and all(label.family not in taken for label in following.labels)
    if following.kind not in ("paragraph", "row"):
        return False
    if family in STRUCTURE:
        return True
    peers = [node.piece for node in siblings if node.piece.label and node.piece.label.family == family]
    return not any(peer.kind == "item" for peer in peers)
