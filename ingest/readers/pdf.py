"""PDF: printed lines put together to paragraphs; size and weight tell headings, position tells depth."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2

from ingest.blocks import BlockKind, Document
from ingest.errors import Unreadable
from ingest.lines import ends_sentence, is_cjk, reads_like_heading
from ingest.numbering import read_labels
from ingest.readers.pdf_lines import HYPHEN, Line, page_lines, without_running_lines
from ingest.readers.pdf_tables import Row, find_rows
from ingest.writing import LOWEST_HEADING, Writer, caption_length, join_words

_MOST_PAGES = 500
_LEAST_TEXT = 20
_LARGER = 1.12
_PARAGRAPH_GAP = 1.35
_SAME_INDENT = 4.0
_FARTHEST_IN = 4
"""Letter widths by which a first line may be indented; what stands farther in is set right or centred."""

_WIDE = 1.15
_KEPT_TOGETHER = 3
"""Japanese lines break between any two characters, but for marks that must not stand first."""

_OCR = "Have its text recognised (OCR) first, or give the document it was made from"


def read(data: bytes) -> Document:
    """Blocks with their pages; Unreadable when encrypted, damaged or without text."""
    pages = _pages(data)
    empty = [str(place) for place, lines in enumerate(pages, start=1) if not lines]
    lines = without_running_lines(pages)
    if sum(len(line.text) for line in lines) < _LEAST_TEXT:
        raise Unreadable("it holds pictures of pages but no text", _OCR)
    writer = Writer()
    _Layout.of(lines).write(lines, writer)
    warnings = (f"No text on page {', '.join(empty)}; a scanned page is left out",) if empty else ()
    return writer.document(warnings=warnings)


def _pages(data: bytes) -> list[list[Line]]:
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > _MOST_PAGES:
            raise Unreadable(f"it has more than {_MOST_PAGES} pages", "Give the pages that hold the policy")
        return [page_lines(document[place], place + 1) for place in range(len(document))]
    except pypdfium2.PdfiumError as refusal:
        if "password" in str(refusal).lower():
            raise Unreadable("it is encrypted", "Save it without a password") from refusal
        raise Unreadable("it is a damaged PDF file", "Export it again from its source") from refusal


@dataclass(frozen=True, slots=True)
class _Layout:
    """The measures of a document: body size, line pitch, right edge, heading sizes, known words."""

    body: float
    pitch: float
    edge: float
    heading_sizes: tuple[float, ...]
    indents: tuple[float, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, lines: list[Line]) -> "_Layout":
        weights = Counter[float]()
        for line in lines:
            weights[line.size] += len(line.text)
        body = weights.most_common(1)[0][0]
        steps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.size == b.size == body]
        pitches = [step for step in steps if 0 < step < 3 * body]
        larger = {line.size for line in lines if line.size >= _LARGER * body}
        words = frozenset(word for line in lines for word in re.findall(r"\w+", line.text.lower()))
        return cls(
            body=body,
            pitch=min(median(pitches), 1.8 * body) if pitches else 1.2 * body,
            edge=max(line.right for line in lines),
            heading_sizes=tuple(sorted(larger, reverse=True)),
            indents=_clusters([line.left for line in lines]),
            words=words,
        )

    def write(self, lines: list[Line], writer: Writer) -> None:
        group: list[Line] = []
        for line in find_rows(lines):
            if group and (isinstance(line, Row) or not self._joins(group, line)):
                self._add(group, writer)
                group = []
            if isinstance(line, Row):
                writer.add_row(line.cells, header=line.header, page=line.page)
            else:
                group.append(line)
        if group:
            self._add(group, writer)

    def _joins(self, group: list[Line], line: Line) -> bool:
        last = group[-1]
        if read_labels(line.text) or last.size != line.size or last.bold != line.bold:
            return False
        if last.page != line.page:
            return self._is_full(last, line) and not ends_sentence(last.text) and not self._level(group)
        if last.y - line.y > _PARAGRAPH_GAP * max(self.pitch, 1.25 * line.size):
            return False
        if group[0].left - line.left > _FARTHEST_IN * line.size:
            return False
        shifted = len(group) > 1 and abs(line.left - last.left) > _SAME_INDENT
        return not shifted and (self._is_full(last, line) or bool(self._level(group)))

    def _is_full(self, line: Line, following: Line) -> bool:
        """Whether the first word of the line after it would not have fitted."""
        word = following.text.split(maxsplit=1)[0]
        signs = min(len(word), _KEPT_TOGETHER) if is_cjk(word) else len(word) + 1
        width = _WIDE * signs * (following.right - following.left) / len(following.text)
        return line.right + width > self.edge - _SAME_INDENT

    def _level(self, group: list[Line]) -> int:
        first = group[0]
        text = " ".join(line.text for line in group)
        if first.size in self.heading_sizes:
            return self.heading_sizes.index(first.size) + 1 if len(text) < 200 else 0
        return LOWEST_HEADING if first.bold and reads_like_heading(text) else 0

    def _add(self, group: list[Line], writer: Writer) -> None:
        text = group[0].text
        for line in group[1:]:
            text = self._joined(text, line.text)
        text = text.replace(HYPHEN, "-")
        level = self._level(group)
        left = min(line.left for line in group)
        indent = 0 if level else 2 * max(0, sum(start <= left + _SAME_INDENT for start in self.indents) - 1)
        page = group[0].page
        if caption := 0 if level else caption_length(text, group[0].lead):
            writer.add("heading", text[:caption], indent=indent, level=LOWEST_HEADING, page=page)
            text = text[caption:]
        kind: BlockKind = "heading" if level else "paragraph"
        writer.add(kind, text, indent=indent, level=level, page=page)

    def _joined(self, before: str, after: str) -> str:
        """A word hyphenated at the line end loses the hyphen if the document knows it without."""
        if not before.endswith((HYPHEN, "-")):
            return join_words(before, after)
        stem = before.rstrip(HYPHEN + "-")
        halves = re.search(r"\w+$", stem), re.match(r"\w+", after)
        whole = "".join(half[0] for half in halves if half).lower()
        return stem + ("" if whole in self.words else "-") + after


def _clusters(lefts: list[float]) -> tuple[float, ...]:
    """Where lines begin, positions a few points apart taken together."""
    starts: list[float] = []
    for left in sorted(lefts):
        if not starts or left - starts[-1] > _SAME_INDENT:
            starts.append(left)
    return tuple(starts)
