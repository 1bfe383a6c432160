"""Builds the canonical text of the formats that have none of their own."""

import re
from collections.abc import Iterable

from ingest.blocks import Block, BlockKind, Document
from ingest.invisible import unseen_warnings, without_unseen
from ingest.lines import announces, is_contact, is_date, is_sentence, reads_like_heading
from ingest.numbering import CJK, starts_with_number

BULLET = "•"
LOWEST_HEADING = 7
"""Level of a line that is a heading by bold print alone, below every heading by markup."""

_CAPTION_END = re.compile(r" ?[.:：。]")
_CAPTION_ENDED = re.compile(r"[.:：。?？]$")
_CJK_EDGE = re.compile(f"[{CJK}！-～、。]")


class Writer:
    """One block a line, list items indented, blank lines around all but list items and table rows."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._unseen = ""
        self.blocks: list[Block] = []

    def add(
        self, kind: BlockKind, text: str, *, indent: int = 0, level: int = 0, page: int | None = None
    ) -> None:
        """Append a block, less what nobody sees; white space is folded and an empty block is left out."""
        seen, unseen = without_unseen(text)
        self._unseen += unseen
        folded = " ".join(seen.split())
        if not folded:
            return
        tight = kind in ("row", "item") and bool(self.blocks) and self.blocks[-1].kind == kind
        lead = ("" if not self.blocks else "\n" if tight else "\n\n") + " " * indent
        start = self._length + len(lead)
        self._parts += (lead, folded)
        self._length = start + len(folded)
        self.blocks.append(Block(kind, start, self._length, indent, 0 if tight else 1, level, page))

    def add_paragraph(
        self, lines: Iterable[str], *, indent: int = 0, bold: bool = False, lead: str = ""
    ) -> None:
        """A paragraph of soft lines: a line that starts with a printed number is a block of its own.

        `lead` is the text in bold print that it begins with; a caption in it heads the rest.
        """
        for place, text in enumerate(join_lines(lines)):
            caption = caption_length(text, lead) if place == 0 else 0
            if caption:
                self.add("heading", text[:caption], indent=indent, level=LOWEST_HEADING)
                text = text[caption:]
            whole = bold and not caption and reads_like_heading(text)
            self.add("heading" if whole else "paragraph", text, indent=indent, level=LOWEST_HEADING * whole)

    def add_item(self, label: str, lines: Iterable[str], *, indent: int) -> None:
        """A list item with its printed number or bullet; `indent` as `item_indent` gives it."""
        first, *rest = join_lines(lines) or [""]
        self.add("item", f"{label} {first}".strip(), indent=indent)
        for text in rest:
            self.add("paragraph", text, indent=indent + 1)

    def add_row(
        self, cells: Iterable[str], *, header: bool, indent: int = 0, page: int | None = None
    ) -> None:
        """A table row; the header row introduces the others."""
        text = " | ".join(" ".join(cell.split()) for cell in cells)
        self.add("row", text, indent=indent, level=int(header), page=page)

    def document(self, title: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
        """Everything added so far, with a final line break."""
        text = "".join((*self._parts, "\n"))
        return Document(text, tuple(self.blocks), title, (*warnings, *unseen_warnings(self._unseen)))


def item_indent(depth: int, *, bulleted: bool) -> int:
    """Columns of an item; what stands inside it has one more.

    Outermost numbered items stand at the margin, where the order of number families decides what holds
    what: "1.", then "(1)" in a paragraph of its own, then "2." is one list with a list inside.
    """
    return 4 * (depth - 1) + (2 if bulleted else 0)


def caption_length(text: str, lead: str) -> int:
    """Characters of the caption at the start of a paragraph ("Retention. We keep …"), 0 where there is none.

    `lead`: the bold print at its start. A caption ends with a mark of its own, reads like a heading, and
    has a sentence after it.
    """
    bold = " ".join(lead.split())
    if not bold or not text.startswith(bold):
        return 0
    found = _CAPTION_END.match(text, len(bold))
    end = found.end() if found else len(bold)
    caption, rest = text[:end], text[end:].strip()
    ended = caption == text[: len(bold)] and not _CAPTION_ENDED.search(caption)
    if ended or is_contact(text) or is_date(text) or not (is_sentence(rest) or announces(rest)):
        return 0
    return end if reads_like_heading(caption.rstrip(".:：。 ")) else 0


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
    return starts_with_number(line) and line[0] not in "-*+–—―"


def join_words(before: str, after: str) -> str:
    """Two pieces of one line: Japanese needs no space between them."""
    tight = _CJK_EDGE.match(before[-1:]) and _CJK_EDGE.match(after[:1])
    return before + ("" if tight else " ") + after
