"""Builds the canonical text of the formats that have none of their own."""

import re
from collections.abc import Iterable

from ingest.blocks import Block, BlockKind, Document
from ingest.lines import reads_like_heading
from ingest.numbering import CJK, read_labels

BULLET = "•"
LOWEST_HEADING = 7
"""Level of a line that is a heading by bold print alone, below every heading by markup."""

_CJK_EDGE = re.compile(f"[{CJK}！-～、。]")


class Writer:
    """One block a line, list items indented, blank lines around all but list items and table rows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def add(
        self, kind: BlockKind, text: str, *, indent: int = 0, level: int = 0, page: int | None = None
    ) -> None:
        """Append a block; white space in `text` is folded and an empty block is left out."""
        folded = " ".join(text.split())
        if not folded:
            return
        tight = kind in ("row", "item") and bool(self.blocks) and self.blocks[-1].kind == kind
        lead = ("" if not self.blocks else "\n" if tight else "\n\n") + " " * indent
        start = self._length + len(lead)
        self._parts += (lead, folded)
        self._length = start + len(folded)
        self.blocks.append(Block(kind, start, self._length, indent, 0 if tight else 1, level, page))

    def add_paragraph(self, lines: Iterable[str], *, indent: int = 0, bold: bool = False) -> None:
        """A paragraph of soft lines: a line that starts with a printed number is a block of its own."""
        for text in join_lines(lines):
            if bold and reads_like_heading(text):
                self.add("heading", text, indent=indent, level=LOWEST_HEADING)
            else:
                self.add("paragraph", text, indent=indent)

    def add_item(self, label: str, lines: Iterable[str], *, indent: int) -> None:
        """A list item with its printed number or bullet; `indent` as `item_indent` gives it."""
        first, *rest = join_lines(lines) or [""]
        self.add("item", f"{label} {first}".strip(), indent=indent)
        for text in rest:
            self.add("paragraph", text, indent=indent + 1)

    def add_row(self, cells: Iterable[str], *, header: bool) -> None:
        """A table row; the header row introduces the others."""
        self.add("row", " | ".join(" ".join(cell.split()) for cell in cells), level=int(header))

    def document(self, title: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
        """Everything added so far, with a final line break."""
        return Document("".join((*self._parts, "\n")), tuple(self.blocks), title, warnings)


def item_indent(depth: int, *, bulleted: bool) -> int:
    """Columns of an item; what stands inside it has one more.

    Outermost numbered items stand at the margin, where the order of number families decides what holds
    what: "1.", then "(1)" in a paragraph of its own, then "2." is one list with a list inside.
    """
    return 4 * (depth - 1) + (2 if bulleted else 0)


def join_lines(lines: Iterable[str]) -> list[str]:
    """Soft lines put together, cut before each line that starts with a printed number or bullet."""
    joined: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        if joined and not _starts_block(line):
            joined[-1] = join_words(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _starts_block(line: str) -> bool:
    """A dash at the start of a wrapped line is punctuation, not a bullet."""
    return bool(read_labels(line)) and line[0] not in "-*+–—―"


def join_words(before: str, after: str) -> str:
    """Two pieces of one line: Japanese needs no space between them."""
    tight = _CJK_EDGE.match(before[-1:]) and _CJK_EDGE.match(after[:1])
    return before + ("" if tight else " ") + after
