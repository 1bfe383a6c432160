"""What the HTML walker collects: entries whose list numbers are known only when their list has ended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.blocks import BlockKind
from ingest.numbering import read_labels, write_number
from ingest.writing import BULLET, Writer

SOFT_BREAK = "\r"
"""A line end in the source of a page, which shows as a space."""

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_STYLES = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "katakana": "ア", "katakana-iroha": "イ", "cjk-decimal": "一",
    "japanese-informal": "一", "none": "",
}  # fmt: skip


@dataclass(slots=True)
class ListFrame:
    """A list being read; a reversed one counts down from the number of its items."""

    tag: str
    style: str
    first: int
    start: int | None
    reversed: bool
    count: int = 0
    following: int | None = None

    @classmethod
    def opened(cls, tag: str, attributes: dict[str, str], first: int) -> "ListFrame":
        """`first`: index of the first entry that will belong to it."""
        named = _STYLE.search(attributes.get("style", ""))
        style = _STYLES.get(named[1].lower(), "1") if named else attributes.get("type", "1")
        start = _integer(attributes.get("start"))
        return cls(tag, style, first, start, "reversed" in attributes)

    def next_item(self, attributes: dict[str, str]) -> "ItemLabel":
        """The label of the next item; a `value` renumbers from there."""
        value = _integer(attributes.get("value"))
        label = ItemLabel(self, self.count, value if value is not None else self.following)
        self.count += 1
        if label.value is not None:
            self.following = label.value + (-1 if self.reversed else 1)
        return label

    def only_links(self, entries: "Sequence[Entry]") -> bool:
        """Whether it only leads elsewhere: a table of contents, or the navigation above the first heading."""
        mine = entries[self.first :]
        return bool(mine) and all(entry.linked for entry in mine)


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """An item's place in its list; without a list (a `dt`) it prints nothing."""

    frame: ListFrame | None = None
    place: int = 0
    value: int | None = None

    def printed(self) -> str:
        """Number or bullet, known once the list has been read to its end."""
        frame = self.frame
        if frame is None or (frame.tag == "ol" and not frame.style):
            return ""
        if frame.tag != "ol":
            return BULLET
        if self.value is not None:
            number = self.value
        elif frame.reversed:
            number = (frame.start if frame.start is not None else frame.count) - self.place
        else:
            number = (frame.start if frame.start is not None else 1) + self.place
        return write_number(number, frame.style) + "."


@dataclass(slots=True)
class Entry:
    """A block of the page before its canonical text is written; `lines` are cut where the page breaks."""

    kind: BlockKind
    lines: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    level: int = 0
    indent: int = 0
    in_list: bool = False
    label: ItemLabel | None = None
    bold: bool = False
    lead: str = ""
    linked: bool = False


def write_entries(entries: Sequence[Entry]) -> Writer:
    """The canonical text of a page."""
    writer = Writer()
    for entry in entries:
        if entry.kind == "row":
            writer.add_row(entry.cells, header=bool(entry.level), indent=entry.indent)
        elif entry.kind == "heading":
            writer.add("heading", entry.lines[0], indent=entry.indent, level=entry.level)
        else:
            _write_lines(writer, entry)
    return writer


def _write_lines(writer: Writer, entry: Entry) -> None:
    lines = entry.lines
    if entry.label is not None:
        writer.add_item(_label_for(entry.label, lines[0]), lines[0].split(SOFT_BREAK), indent=entry.indent)
        lines = lines[1:]
    indent = entry.indent + entry.in_list
    for place, line in enumerate(lines):
        lead = entry.lead if place == 0 and entry.label is None else ""
        bold = entry.label is None and (entry.bold or line.split() == lead.split())
        writer.add_paragraph(line.split(SOFT_BREAK), indent=indent, bold=bold, lead=lead)


def _label_for(label: ItemLabel, text: str) -> str:
    """Nothing where the text brings its own number: such lists hide theirs by style sheet."""
    own = [reading for reading in read_labels(text.strip()) if not reading.is_bullet]
    return "" if own else label.printed()


def _integer(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,9}\s*", value) else None
