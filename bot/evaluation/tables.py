"""A run as tables for a terminal of 80 columns."""

from collections.abc import Sequence

from rich.console import Group
from rich.markup import escape
from rich.table import Table

from bot.evaluation.comparing import Comparison
from bot.evaluation.curves import Point
from bot.evaluation.labels import LABELS
from bot.evaluation.reporting import COLUMNS
from bot.evaluation.summary import Line, compared_groups

NAMES = {
    "answered_answerable": "ans",
    "abstained_unanswerable": "abst",
    "right_ticket": "tick",
    "fields_asked": "flds",
}


def tables(lines: Sequence[Line], effects: Sequence[Point], threshold: float) -> Group:
    """All figures with their intervals, then groups, then thresholds."""
    return Group(_whole(lines[0]), "", _groups(lines), "", _thresholds(effects, threshold))


def compared(told: Comparison) -> Group:
    """Two runs side by side, then the questions that changed."""
    figures = _table("", "saved", "now")
    for name, before, now in told.figures:
        figures.add_row(LABELS[name].full, _cell(before), _cell(now))
    changes = [
        escape(f"{title}  {change.id}  {change.before} → {change.now}")
        for title, listed in (("better", told.better), ("worse ", told.worse))
        for change in listed
    ]
    missing = f", {told.only_one} in one run only" if told.only_one else ""
    count = f"{len(told.better)} better, {len(told.worse)} worse, {told.same} the same{missing}."
    return Group("", figures, "", *changes, f"{count} {told.verdict}")


def _whole(line: Line) -> Table:
    table = _table(f"{line.questions} questions", "share", "95 %", "of")
    for name, share in line.shares.items():
        if share.interval:
            table.add_row(
                LABELS[name].full, _cell(share.value), "{:.2f}–{:.2f}".format(*share.interval), str(share.of)
            )
    if line.mrr is not None:
        table.add_row(LABELS["mrr"].full, _cell(line.mrr), "", "")
    table.add_row("Latency, ms: p50 / p95", f"{line.p50_ms:.0f} / {line.p95_ms:.0f}", "", "")
    return table


def _groups(lines: Sequence[Line]) -> Table:
    table = _table("", "n", *(NAMES.get(name, LABELS[name].column) for name in COLUMNS), "MRR", "p95")
    _add(table, lines[0])
    for group, rows in compared_groups(lines).items():
        table.add_row(f"[dim]{group}[/dim]")
        for line in rows:
            _add(table, line)
    return table


def _add(table: Table, line: Line) -> None:
    cells = [_cell(line.shares[name].value) for name in COLUMNS]
    table.add_row(escape(line.name), str(line.questions), *cells, _cell(line.mrr), f"{line.p95_ms:.0f}")


def _thresholds(points: Sequence[Point], threshold: float) -> Table:
    table = _table("threshold", "answered", "wrong among answered", "answerable refused")
    for point in points:
        mark = " now" if point.threshold == threshold else ""
        shares = (f"{share:.0%}" for share in (point.coverage, point.risk, point.refused))
        table.add_row(f"{point.threshold:.2f}{mark}", *shares)
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value <= 1 else f"{value:.0f}"
