"""What a reader hands over: one canonical text and the blocks that stand in it."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

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

    def as_data(self) -> dict[str, Any]:
        """Lists and strings only, for the way out of the reading process."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Document":
        """What `as_data` made."""
        blocks = tuple(Block(**block) for block in data["blocks"])
        return cls(data["text"], blocks, data["title"], tuple(data["warnings"]))


class Writer:
    """Builds the canonical text of a format that has none: one block a line, blank lines around sections."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        indent: int = 0,
        level: int = 0,
        page: int | None = None,
    ) -> None:
        """Append a block; white space in `text` is folded and an empty block is left out."""
        folded = " ".join(text.split())
        if not folded:
            return
        tight = kind == "row" or (kind == "item" and bool(self.blocks) and self.blocks[-1].kind == "item")
        lead = ("" if not self.blocks else "\n" if tight else "\n\n") + " " * indent
        start = self._length + len(lead)
        self._parts += (lead, folded)
        self._length = start + len(folded)
        self.blocks.append(Block(kind, start, self._length, indent, 0 if tight else 1, level, page))

    def document(self, title: str | None = None, warnings: tuple[str, ...] = ()) -> Document:
        """Everything added so far, with a final line break."""
        return Document("".join((*self._parts, "\n")), tuple(self.blocks), title, warnings)
