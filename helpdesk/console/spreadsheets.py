"""Tables for spreadsheet programs: no cell is taken for a formula, and Japanese is read as such."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from fastapi import Response

Cell = str | int | float
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Also as wide as Japanese keyboards write them."""
_SPLITTING = ("\t", "\r", "\n")


def safe_cell(value: Cell) -> Cell:
    """A cell that no spreadsheet program takes for a formula (OWASP: CSV injection)."""
    if not isinstance(value, str):
        return value
    is_dangerous = value.startswith(_SPLITTING) or value.lstrip().startswith(_DANGEROUS)
    return f"'{value}" if is_dangerous else value


def spreadsheet(name: str, columns: Iterable[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The file ``<name>.csv``, with the mark by which a spreadsheet program knows UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
