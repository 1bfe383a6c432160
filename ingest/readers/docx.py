"""Word documents: the accepted view (insertions in, deletions out), with the list numbers a reader sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from xml.etree.ElementTree import Element

from ingest.blocks import Document
from ingest.readers.docx_numbering import Numbering
from ingest.readers.docx_package import WORD, Package, attribute, is_on, open_package, whole_number
from ingest.readers.docx_styles import Style, outline_level, read_styles
from ingest.writing import BULLET, Writer, item_indent, join_words

_LEFT_OUT = frozenset(
    WORD + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "txbxContent")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = {WORD + "br": "\n", WORD + "cr": "\n", WORD + "tab": " ", WORD + "noBreakHyphen": "-"}
_PLAIN = Style()
_SAMPLE = 60


def read(data: bytes) -> Document:
    """Blocks of a Word document; hidden text is left out and reported."""
    return _Reader.of(open_package(data)).read()


@dataclass(slots=True)
class _Paragraph:
    lines: list[str]
    level: int
    label: str | None
    list_level: int
    bold: bool
    joins_next: bool
    lead: str = ""


@dataclass(slots=True)
class _Reader:
    package: Package
    styles: dict[str, Style]
    numbering: Numbering
    footnotes: dict[str, Element]
    writer: Writer = field(default_factory=Writer)
    hidden: list[str] = field(default_factory=list)
    has_headings: bool = False

    @classmethod
    def of(cls, package: Package) -> "_Reader":
        notes = () if package.footnotes is None else package.footnotes.iter(WORD + "footnote")
        footnotes = {note.get(WORD + "id", ""): note for note in notes}
        return cls(package, read_styles(package.styles), Numbering.of(package.numbering), footnotes)

    def read(self) -> Document:
        blocks = list(_blocks(self.package.document))
        paragraphs = [block for block in blocks if block.tag == WORD + "p"]
        self.has_headings = sum(self._level(paragraph) > 0 for paragraph in paragraphs) > 1
        waiting: _Paragraph | None = None
        for block in blocks:
            if block.tag == WORD + "tbl":
                self._table(block)
                continue
            if self._style(block).is_contents:
                continue
            paragraph = _joined(waiting, self._paragraph(block))
            waiting = paragraph if paragraph.joins_next else None
            if waiting is None:
                self._write(paragraph)
                self._aside(block)
        return self.writer.document(warnings=self._warnings())

    def _write(self, paragraph: _Paragraph) -> None:
        lines, label = [line for line in paragraph.lines if line.strip()], paragraph.label
        if not lines:
            return
        if paragraph.level:
            self.writer.add("heading", f"{label or ''} {' '.join(lines)}", level=paragraph.level)
        elif label and (self.has_headings or label == BULLET):
            indent = item_indent(paragraph.list_level + 1, bulleted=label == BULLET)
            self.writer.add_item(label, lines[:1], indent=indent)
            self._loose(lines[1:], indent + 1)
        elif label:
            self._loose([f"{label} {lines[0]}", *lines[1:]], 4 * paragraph.list_level)
        else:
            self._loose(lines, 0, bold=paragraph.bold, lead=paragraph.lead)

    def _loose(self, lines: list[str], indent: int, *, bold: bool = False, lead: str = "") -> None:
        for place, line in enumerate(lines):
            alone = bold or line.split() == lead.split()
            self.writer.add_paragraph([line], indent=indent, bold=alone, lead="" if place else lead)

    def _aside(self, block: Element) -> None:
        """Text boxes anchored in a paragraph and its footnotes follow it."""
        for box in block.iter(WORD + "txbxContent"):
            for inner in box.findall(WORD + "p"):
                self._write(self._paragraph(inner))
        for reference in block.iter(WORD + "footnoteReference"):
            note = self.footnotes.get(reference.get(WORD + "id", ""))
            text = "" if note is None else " ".join(_text(note, self.hidden).split())
            if text:
                self.writer.add("paragraph", f"※{text}")

    def _table(self, table: Element) -> None:
        """One block per row; a table of one column is only a frame around its paragraphs."""
        rows = [row for row in table.findall(WORD + "tr") if row.find(f"{WORD}trPr/{WORD}del") is None]
        for place, row in enumerate(rows):
            cells = row.findall(WORD + "tc")
            if len(cells) == 1:
                for inner in cells[0].findall(WORD + "p"):
                    self._write(self._paragraph(inner))
                continue
            texts = [" ".join(_text(p, self.hidden) for p in cell.iter(WORD + "p")) for cell in cells]
            header = is_on(row, "trPr/tblHeader") or (place == 0 and len(rows) > 1 and _is_bold(row))
            if any(text.strip() for text in texts):
                self.writer.add_row(texts, header=header)

    def _paragraph(self, element: Element) -> _Paragraph:
        style = self._style(element)
        number = attribute(element, "pPr/numPr/numId") or style.list_number
        level = whole_number(attribute(element, "pPr/numPr/ilvl"), style.list_level)
        text = _text(element, self.hidden)
        label = self.numbering.label(number, level) if number and text.strip() else None
        joins = element.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None
        lines, bold = text.split("\n"), _is_bold(element)
        depth = level + style.depth
        return _Paragraph(lines, self._level(element), label, depth, bold, joins, _lead(element))

    def _level(self, element: Element) -> int:
        own = attribute(element, "pPr/outlineLvl")
        return outline_level(own) if own is not None else self._style(element).level

    def _style(self, element: Element) -> Style:
        return self.styles.get(attribute(element, "pPr/pStyle") or "", _PLAIN)

    def _warnings(self) -> tuple[str, ...]:
        text = " ".join(" ".join(self.hidden).split())
        shown = text[:_SAMPLE] + ("…" if len(text) > _SAMPLE else "")
        return (f"Hidden text was left out ({len(text)} characters): {shown}",) if text else ()


def _joined(before: _Paragraph | None, paragraph: _Paragraph) -> _Paragraph:
    """A paragraph whose mark was deleted runs on into the next one."""
    if before is None:
        return paragraph
    lines = [*before.lines[:-1], join_words(before.lines[-1], paragraph.lines[0]), *paragraph.lines[1:]]
    return _Paragraph(lines, before.level, before.label, before.list_level, before.bold, paragraph.joins_next)


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, out of content controls and insertions; contents tables left out."""
    waiting = list(parent)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag in (WORD + "p", WORD + "tbl"):
            yield element
        elif element.tag not in _LEFT_OUT and not _is_contents(element):
            waiting += list(element)[::-1]


def _is_contents(element: Element) -> bool:
    return attribute(element, "sdtPr/docPartObj/docPartGallery") == "Table of Contents"


def _text(element: Element, hidden: list[str]) -> str:
    """The visible text, line breaks as such; what is formatted as hidden goes to `hidden`."""
    parts: list[str] = []
    waiting = list(element)[::-1]
    while waiting:
        child = waiting.pop()
        if child.tag == WORD + "r" and is_on(child, "rPr/vanish"):
            hidden.append("".join(text.text or "" for text in child.iter(WORD + "t")))
        elif child.tag == WORD + "t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _LEFT_OUT:
            waiting += list(child)[::-1]
    return "".join(parts)


def _is_bold(element: Element) -> bool:
    runs = _runs(element)
    return bool(runs) and all(is_on(run, "rPr/b") for run in runs)


def _lead(element: Element) -> str:
    """The text in bold print that a paragraph begins with."""
    bold = takewhile(lambda run: is_on(run, "rPr/b"), _runs(element))
    return "".join(text.text or "" for run in bold for text in run.iter(WORD + "t"))


def _runs(element: Element) -> list[Element]:
    """The runs with text in them."""
    return [
        run for run in element.iter(WORD + "r") if any((t.text or "").strip() for t in run.iter(WORD + "t"))
    ]
