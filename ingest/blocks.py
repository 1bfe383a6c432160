"""What a reader hands over: one canonical text and the blocks that stand in it."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row at `text[start:end]`, printed number included.

    `indent`: columns, or list depth for marked-up formats; deeper stands inside shallower.
    `gap`: blank lines before it. `level`: outline level of a heading the document marks as one (1 is the
    outermost), 1 for the header row of a table, else 0. `page` counts from 1.
    """

    kind: BlockKind
    start: int
    end: int
    indent: int = 0
    gap: int = 1
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as plain data; `title` is what the file says outside its text (HTML `<title>`)."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    warnings: tuple[str, ...] = ()
