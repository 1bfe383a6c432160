"""The working form of a block while its place in the outline is being found."""

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.blocks import BlockKind, Document
from ingest.lines import is_date
from ingest.numbering import Label, read_labels

_GLUED = re.compile(r"(?<=[a-z)”\"’][.!?])(?=[A-Z][a-z]+ [a-z])")
"""A sentence end with no space after it: extraction lost the line break between two paragraphs."""


@dataclass(slots=True)
class Piece:
    """A block with its text, the readings of its number, and what was decided about it so far.

    `level` > 0: a section heading that encloses what follows it up to a heading of its level.
    `in_contents`: the table of contents names it.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    indent: int
    gap: int
    level: int
    page: int | None
    labels: tuple[Label, ...]
    label: Label | None = None
    in_contents: bool = False

    @property
    def body(self) -> str:
        """The text without its printed number or bullet."""
        label = self.label or next(iter(self.labels), None)
        return self.text[label.length :] if label else self.text

    @property
    def is_bulleted(self) -> bool:
        """Whether a bullet stands before it."""
        return bool(self.labels) and self.labels[0].is_bullet


def _labels(text: str) -> tuple[Label, ...]:
    """The readings of its number; the day of "15 January 2021" is none."""
    labels = read_labels(text)
    return () if labels and labels[0].family == "1 " and is_date(text) else labels


def cut_pieces(document: Document) -> list[Piece]:
    """One piece per block; a paragraph that lost a break inside is cut where it was."""
    pieces = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        cuts = [0, *(match.start() for match in _GLUED.finditer(text)), len(text)]
        if block.kind != "paragraph":
            cuts = [0, len(text)]
        for number, (start, end) in enumerate(pairwise(cuts)):
            part = text[start:end]
            labels = () if number or block.kind == "row" else _labels(part)
            gap = 0 if number else block.gap
            first, last = block.start + start, block.start + end
            pieces.append(
                Piece(block.kind, first, last, part, block.indent, gap, block.level, block.page, labels)
            )
    return pieces
