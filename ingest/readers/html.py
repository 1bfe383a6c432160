"""HTML: an event walker over the standard library's parser, which is linear and loses no text.

A policy page is taken whole, less scripts, navigation, footer, lists of links into itself, and what a visitor
cannot see; the latter is reported.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ingest.blocks import Document
from ingest.encoding import decode
from ingest.errors import Unreadable
from ingest.readers.html_lists import SOFT_BREAK, Entry, ItemLabel, ListFrame, write_entries
from ingest.visibility import Visibility
from ingest.writing import item_indent

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr")
)
_SKIPPED = frozenset(
    ("script", "noscript", "template", "nav", "footer", "svg", "iframe", "object", "select", "button", "form")
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    (*_HEADINGS, "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "header", "hgroup", "li", "main", "ol", "p",
     "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_CLOSED_BY = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("tr", "td", "th"),
    "td": ("td", "th"), "th": ("td", "th"), "p": ("p",), "option": ("option",),
}  # fmt: skip
_SCOPES = frozenset(("ul", "ol", "dl", "table", "div", "section", "article", "body"))
_DEEPEST = 2_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SAMPLE = 60
_NEARLY_ALL = 0.9


def read(data: bytes) -> Document:
    """Blocks of a web page; Unreadable when its tags are nested beyond any sensible page."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    walker = _Walker()
    walker.feed(decoded.text)
    walker.close()
    walker.flush()
    return write_entries(walker.entries).document(
        " ".join(walker.title.split()) or None, (*decoded.warnings, *walker.warnings())
    )


@dataclass(slots=True)
class _Open:
    tag: str
    hidden: bool = False
    skipped: bool = False


@dataclass(slots=True)
class _Line:
    """The block being collected: its text with line breaks, how much of it is bold or a link inside, and the
    bold text that it begins with."""

    text: str = ""
    lead: str = ""
    bold: int = 0
    linked: int = 0


@dataclass
class _Row:
    cells: list[str] = field(default_factory=list)
    header: bool = True
    loose: bool = False


class _Walker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.entries: list[Entry] = []
        self.title = ""
        self._visibility = Visibility()
        self._hidden: list[str] = []
        self._open: list[_Open] = []
        self._line = _Line()
        self._lists: list[ListFrame] = []
        self._label: ItemLabel | None = None
        self._rows: list[_Row] = []
        self._bold = self._links = self._level = 0
        self._headed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._line.text += "\n"
        if tag in _VOID:
            return
        self._close_implied(tag)
        above = self._open[-1] if self._open else _Open("")
        hidden = above.hidden or self._visibility.hides(attributes)
        self._open.append(_Open(tag, hidden, above.skipped or tag in _SKIPPED))
        if len(self._open) > _DEEPEST:
            raise Unreadable(
                f"its tags are nested more than {_DEEPEST} deep",
                "Export the policy as plain text or Markdown",
            )
        if not (hidden or self._open[-1].skipped):
            self._enter(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._open):
            return
        while self._open:
            element = self._open.pop()
            if not (element.hidden or element.skipped):
                self._leave(element.tag)
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        above = self._open[-1] if self._open else _Open("")
        if above.tag == "style":
            self._visibility.learn(data)
        elif above.tag == "title" and not above.skipped:
            self.title += data
        elif above.hidden and data.strip() and not above.skipped:
            self._hidden.append(data)
        elif not (above.hidden or above.skipped):
            self._add(data, keep_breaks=any(element.tag == "pre" for element in self._open[-4:]))

    def _add(self, data: str, *, keep_breaks: bool) -> None:
        text = data if keep_breaks else re.sub(r"\s*\n\s*", SOFT_BREAK, data)
        letters = len(text.strip())
        if self._bold and self._line.text.strip() == self._line.lead.strip():
            self._line.lead += text
        self._line.text += text
        self._line.bold += letters if self._bold else 0
        self._line.linked += letters if self._links else 0

    def _close_implied(self, tag: str) -> None:
        """A new item ends the one before it; a new block ends an open paragraph."""
        closed = _CLOSED_BY.get(tag, ())
        if tag in _BLOCKS and self._open and self._open[-1].tag == "p":
            self.handle_endtag("p")
        outermost = ""
        for element in reversed(self._open[-12:]):
            if element.tag in _SCOPES:
                break
            outermost = element.tag if element.tag in closed else outermost
        if outermost:
            self.handle_endtag(outermost)

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _BLOCKS:
            self._break(tag)
        self._level = _HEADINGS.get(tag, self._level)
        match tag:
            case "ul" | "ol" | "dl":
                self._lists.append(ListFrame.opened(tag, attributes, len(self.entries)))
            case "li" if self._lists:
                self._label = self._lists[-1].next_item(attributes)
            case "dt" if self._lists:
                self._label = ItemLabel()
            case "tr":
                self._rows.append(_Row())
            case "td" if self._rows:
                self._rows[-1].header = False
            case "a":
                self._links += attributes.get("href", "").startswith("#") or not self._headed
            case "b" | "strong" | "summary":
                self._bold += 1

    def _leave(self, tag: str) -> None:
        if tag in ("td", "th") and self._rows and not self._rows[-1].loose:
            self._rows[-1].cells.append(self._take().text.replace("\n", " "))
        elif tag in _BLOCKS:
            self._break(tag)
        if tag in _HEADINGS:
            self._level = 0
            self._headed = True
        match tag:
            case "ul" | "ol" | "dl" if self._lists:
                frame = self._lists.pop()
                if frame.only_links(self.entries):
                    del self.entries[frame.first :]
            case "tr" if self._rows:
                row = self._rows.pop()
                if any(cell.strip() for cell in row.cells):
                    indent = self._indent() + bool(self._lists)
                    entry = Entry("row", cells=row.cells, level=int(row.header), indent=indent)
                    self.entries.append(entry)
            case "a":
                self._links = 0
            case "b" | "strong" | "summary":
                self._bold = max(0, self._bold - 1)

    def _break(self, tag: str) -> None:
        """End the block being collected; lists and headings inside a cell make its table a mere layout."""
        if self._rows and not self._rows[-1].loose:
            if tag not in _HEADINGS and tag not in ("ul", "ol", "dl", "table"):
                self._line.text += "\n"
                return
            self._rows[-1].loose = True
            for cell in self._rows[-1].cells:
                self.entries.append(Entry("paragraph", lines=[cell]))
            self._rows[-1].cells = []
        self.flush()

    def flush(self) -> None:
        """Make an entry of the text collected so far."""
        line, level = self._take(), self._level
        lines = [part for part in line.text.split("\n") if part.strip()]
        if not lines:
            return
        letters = sum(len(part.strip()) for part in lines) * _NEARLY_ALL
        label, self._label = self._label, None
        self.entries.append(
            Entry(
                "heading" if level else "item" if label else "paragraph",
                lines=[" ".join(lines)] if level else lines,
                level=level,
                indent=self._indent(),
                in_list=bool(self._lists),
                label=label,
                bold=line.bold >= letters,
                lead=line.lead,
                linked=line.linked >= letters,
            )
        )

    def _indent(self) -> int:
        lists = self._lists
        return item_indent(len(lists), bulleted=lists[-1].tag != "ol") if lists else 0

    def _take(self) -> _Line:
        line, self._line = self._line, _Line()
        return line

    def warnings(self) -> tuple[str, ...]:
        """What was left out because nobody would see it."""
        if not self._hidden:
            return ()
        text = " ".join(" ".join(self._hidden).split())
        shown = text[:_SAMPLE] + ("…" if len(text) > _SAMPLE else "")
        return (f"Hidden text was left out ({len(text)} characters): {shown}",)
