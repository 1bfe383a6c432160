"""The printed lines of a PDF with their position, size and weight."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2
from pypdfium2 import raw

from ingest.writing import BULLET

HYPHEN = "\x02"
"""What pdfium gives for a hyphen at the end of a line, in place of the line break."""

_ENDS = "\r\n" + HYPHEN

_BOLD_WEIGHT = 600
_SAME_LINE = 0.4
_EDGE = 0.09
"""Share of the page height at its top and foot where running headers and page numbers stand."""

_CELL_GAP = 1.6
"""Letter widths of white between two cells of a table."""

_BULLET_SIZE = (1.0, 7.0)
_BULLET_DISTANCE = 24.0
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*(?:ページ|頁))?\W*", re.IGNORECASE
)
_PAGE_OF = re.compile(r"\bpage\s*\d{1,4}\s*(?:/|of)\s*\d{1,4}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line with wide white around it."""

    left: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; positions in points, `y` of its foot from the foot of the page, `page` from 1.

    `lead` is the text in bold print that it begins with.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    page: int
    height: float
    cells: tuple[Cell, ...]
    lead: str

    @property
    def at_edge(self) -> bool:
        """Whether it stands where running headers and page numbers do."""
        return not self.height * _EDGE < self.y < self.height * (1 - _EDGE)


def page_lines(page: pypdfium2.PdfPage, number: int) -> list[Line]:
    """The lines of one page from top to bottom of its text order, number and text of an item on one line."""
    text = page.get_textpage()
    height = page.get_height()
    lines: list[Line] = []
    drawn = _drawn_bullets(page)
    run: list[tuple[str, int]] = []
    for place, sign in [*enumerate(_signs(text)), (-1, "\n")]:
        if sign not in "\r\n":
            run.append((sign, place))
        if sign not in _ENDS:
            continue
        line = _line(text, run, number, height)
        run = []
        if line is not None and lines and _continues(lines[-1], line):
            line = _merged(lines.pop(), line)
        if line is not None:
            lines.append(_bulleted(line, drawn))
    return lines


def without_running_lines(pages: Sequence[list[Line]]) -> list[Line]:
    """All lines less page numbers and what repeats at the edge of half the pages or more."""
    repeated = Counter(key for lines in pages for key in {_shape(line) for line in lines if line.at_edge})
    often = max(2, (len(pages) + 1) // 2)

    def runs(line: Line) -> bool:
        counts = _PAGE_NUMBER.fullmatch(line.text) or _PAGE_OF.search(line.text)
        return line.at_edge and (repeated[_shape(line)] >= often or bool(counts))

    return [line for lines in pages for line in lines if not runs(line)]


def _drawn_bullets(page: pypdfium2.PdfPage) -> list[tuple[float, float]]:
    """Right edge and middle height of the small shapes on a page: browsers draw bullets, not print them."""
    found = []
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, foot, right, top = shape.get_bounds()
        least, most = _BULLET_SIZE
        if least <= right - left <= most and least <= top - foot <= most:
            found.append((right, (foot + top) / 2))
    return found


def _bulleted(line: Line, drawn: list[tuple[float, float]]) -> Line:
    """The line with a printed bullet where one is drawn before it."""
    for right, middle in drawn:
        if 0 < line.left - right <= _BULLET_DISTANCE and line.y <= middle <= line.y + line.size:
            return replace(line, text=f"{BULLET} {line.text}")
    return line


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _signs(text: pypdfium2.PdfTextPage) -> Iterator[str]:
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        yield chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""


def _line(text: pypdfium2.PdfTextPage, run: list[tuple[str, int]], number: int, height: float) -> Line | None:
    shown = [(sign, place) for sign, place in run if sign.strip()]
    if not shown:
        return None
    places = [place for _, place in shown]
    boxes = [text.get_charbox(place) for place in (places[0], places[-1])]
    sizes = Counter(round(raw.FPDFText_GetFontSize(text, place) * 2) / 2 for place in places)
    size = _scaled(text, places[0], sizes.most_common(1)[0][0])
    bold = [_is_bold(text, place) for place in places]
    thin = next((place for place, is_bold in zip(places, bold, strict=True) if not is_bold), None)
    return Line(
        "".join(sign for sign, _ in run).strip(" \t"),
        left=boxes[0][0],
        right=boxes[1][2],
        y=_origin(text, places[0]),
        size=size,
        bold=sum(bold) * 10 >= len(places) * 9,
        page=number,
        height=height,
        cells=_cells(text, run, _CELL_GAP * size),
        lead="".join(sign for sign, place in run if thin is None or place < thin).strip(),
    )


def _cells(text: pypdfium2.PdfTextPage, run: list[tuple[str, int]], gap: float) -> tuple[Cell, ...]:
    """The line cut at every white space of at least `gap` points."""
    cells: list[Cell] = []
    words = [list(word) for shown, word in groupby(run, lambda sign: bool(sign[0].strip())) if shown]
    right = -gap
    for word in words:
        left, written = text.get_charbox(word[0][1])[0], "".join(sign for sign, _ in word)
        if left - right >= gap or not cells:
            cells.append(Cell(left, written))
        else:
            cells[-1] = Cell(cells[-1].left, f"{cells[-1].text} {written}")
        right = text.get_charbox(word[-1][1])[2]
    return tuple(cells)


def _scaled(text: pypdfium2.PdfTextPage, place: int, size: float) -> float:
    """The size as printed: a font of 1 point under a text matrix of 12 prints 12 points."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text, place, ctypes.byref(matrix)):
        return size
    scale = (matrix.b**2 + matrix.d**2) ** 0.5
    return round(size * scale * 2) / 2 if scale else size


def _origin(text: pypdfium2.PdfTextPage, place: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, place, ctypes.byref(x), ctypes.byref(y))
    return y.value


def _is_bold(text: pypdfium2.PdfTextPage, place: int) -> bool:
    """By weight, or by the font's name: many fonts tell it there alone."""
    if raw.FPDFText_GetFontWeight(text, place) >= _BOLD_WEIGHT:
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, place, name, 128, ctypes.byref(flags))
    return b"bold" in name.value.lower()


def _continues(before: Line, line: Line) -> bool:
    return abs(before.y - line.y) < _SAME_LINE * line.size and line.left >= before.right - line.size


def _merged(before: Line, line: Line) -> Line:
    apart = line.left - before.right >= _CELL_GAP * line.size
    cells = before.cells + line.cells
    if not apart:
        last, first = before.cells[-1], line.cells[0]
        joint = Cell(last.left, f"{last.text} {first.text}")
        cells = (*before.cells[:-1], joint, *line.cells[1:])
    bold = before.bold and line.bold
    lead = f"{before.lead} {line.lead}" if before.bold else before.lead
    return replace(
        line, text=f"{before.text} {line.text}", left=before.left, bold=bold, cells=cells, lead=lead.strip()
    )
