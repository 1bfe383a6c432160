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

    Two lines on one page with the same columns are a table; a cell that goes on below is part of its row.
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
    while end < len(lines) and lines[end].page == lines[start].page:
        if _fits(lines[end], columns) and not _is_numbered(lines[end]):
            rows += 1
        elif _continued_column(lines[end], columns) is None:
            break
        end += 1
    return end if rows > 1 else start


def _is_numbered(line: Line) -> bool:
    """Whether the wide gap only parts a printed number from its text."""
    first = line.cells[0].text
    labels = read_labels(f"{first} A")
    return len(line.cells) == 2 and bool(labels) and labels[0].length >= len(first)


def _fits(line: Line, columns: list[float]) -> bool:
    lefts = [cell.left for cell in line.cells]
    return len(lefts) == len(columns) and all(
        abs(left - column) <= _SAME_COLUMN for left, column in zip(lefts, columns, strict=True)
    )


def _continued_column(line: Line, columns: list[float]) -> int | None:
    """The column, not the first, in which alone the line stands."""
    if len(line.cells) != 1:
        return None
    near = (place for place, left in enumerate(columns) if abs(line.left - left) <= _SAME_COLUMN)
    return next(near, 0) or None


def _rows(lines: Sequence[Line]) -> list[Line | Row]:
    columns = [cell.left for cell in lines[0].cells]
    rows: list[Row] = []
    for line in lines:
        column = _continued_column(line, columns)
        if column is None:
            rows.append(Row([cell.text for cell in line.cells], line.bold and not rows, line.page))
        else:
            rows[-1].cells[column] = join_words(rows[-1].cells[column], line.text)
    return list(rows)
