"""Tables of a PDF, which are only text set in columns: lines with wide gaps at the same places."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.numbering import read_labels
from ingest.readers.pdf_lines import Line
from ingest.writing import join_words

_SAME_COLUMN = 4.0
"""Points by which the beginnings of cells in one column may differ."""


@dataclass(slots=True)
class Row:
    """The texts of a table row; `header` where it is printed in bold above others."""

    cells: list[str]
    header: bool
    page: int


def find_rows(lines: Sequence[Line]) -> list[Line | Row]:
    """The lines in their order, those that make a table put together to rows.

    A line cut into cells and another below it in the same columns are a table; a cell that goes on below is
    part of its row, but one in the first column that does is not told from what follows the table.
    """
    found: list[Line | Row] = []
    place = 0
    while place < len(lines):
        end = _table_end(lines, place)
        found += _rows(lines[place:end]) if end > place else [lines[place]]
        place = max(end, place + 1)
    return found


def _table_end(lines: Sequence[Line], start: int) -> int:
    """Past the table that begins at `start`; `start` where none does."""
    columns = [cell.left for cell in lines[start].cells]
    if len(columns) < 2 or _is_numbered(lines[start]):
        return start
    end, rows = start + 1, 1
    while end < len(lines) and lines[end].page == lines[start].page and not _is_numbered(lines[end]):
        taken = _columns(lines[end], columns)
        if not taken or taken == [0]:
            break
        rows += taken[0] == 0
        end += 1
    return end if rows > 1 else start


def _is_numbered(line: Line) -> bool:
    """Whether the wide gap only parts a printed number from its text."""
    first = line.cells[0].text
    labels = read_labels(f"{first} A")
    return len(line.cells) == 2 and bool(labels) and labels[0].length >= len(first)


def _columns(line: Line, columns: Sequence[float]) -> list[int]:
    """The column of each cell of a line; empty where one stands in none."""
    near = [
        next((place for place, left in enumerate(columns) if abs(cell.left - left) <= _SAME_COLUMN), None)
        for cell in line.cells
    ]
    taken = [place for place in near if place is not None]
    return taken if len(taken) == len(near) else []


def _rows(lines: Sequence[Line]) -> list[Line | Row]:
    """A line with a cell in the first column begins a row; others go on with cells of the row before."""
    columns = [cell.left for cell in lines[0].cells]
    rows: list[Row] = []
    for line in lines:
        taken = _columns(line, columns)
        if taken[0] == 0:
            rows.append(Row([""] * len(columns), line.bold and not rows, line.page))
        for column, cell in zip(taken, line.cells, strict=True):
            rows[-1].cells[column] = join_words(rows[-1].cells[column], cell.text).strip()
    return list(rows)
