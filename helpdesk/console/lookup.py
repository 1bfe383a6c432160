"""Finds the tickets of a page: narrowed, counted by status, and in order of what is due."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from helpdesk.console.filters import Filters
from helpdesk.desk import Desk
from helpdesk.tickets import FINAL, STATUSES, Kind, Status
from helpdesk.views import TicketPage, TicketRow

ACTIVE: tuple[Status, ...] = tuple(one for one in STATUSES if one not in FINAL and one != "resolved")
"""Statuses in which the desk still owes something; few tickets have one of them at a time."""
ENDED: tuple[Status, ...] = tuple(one for one in STATUSES if one not in ACTIVE)
PAGE_SIZE = 50

_BATCH = 200
_FAR = datetime.max.replace(tzinfo=UTC)
_Find = Callable[[Status | None, int, int], TicketPage]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the queue and the number of tickets by status, whatever status is shown."""

    page: TicketPage
    counts: Mapping[str, int]


def find(desk: Desk, filters: Filters, agent_id: str) -> Found:
    """What the filters ask for. Active tickets are sorted as asked, ended ones are newest first."""

    def narrowed(status: Status | None, limit: int, offset: int) -> TicketPage:
        return desk.tickets(
            status=status,
            kind=cast(Kind, filters.kind) if filters.kind else None,
            organisation=filters.organisation or None,
            owner={"me": agent_id, "nobody": ""}.get(filters.owner),
            search=filters.search or None,
            limit=limit,
            offset=offset,
        )

    active = _active(narrowed)
    counts: Counter[str] = Counter(row.status for row in active)
    counts.update({status: narrowed(status, 1, 0).total for status in ENDED})
    counts.update({"active": len(active), "all": counts.total()})
    offset = (filters.page - 1) * PAGE_SIZE
    if filters.status in ENDED or filters.status == "all":
        status = None if filters.status == "all" else cast(Status, filters.status)
        return Found(narrowed(status, PAGE_SIZE, offset), counts)
    rows = [row for row in active if filters.status in ("active", row.status)]
    rows.sort(key=by_due if filters.sort == "due" else _newest_first)
    return Found(TicketPage(tuple(rows[offset : offset + PAGE_SIZE]), len(rows), PAGE_SIZE, offset), counts)


def active_rows(desk: Desk) -> Sequence[TicketRow]:
    """Every active ticket."""
    return _active(lambda status, limit, offset: desk.tickets(status=status, limit=limit, offset=offset))


def by_due(row: TicketRow) -> tuple[datetime, datetime]:
    """Sorts what is due first to the front, then what came in first."""
    return row.due_at or _FAR, row.received_at


def _newest_first(row: TicketRow) -> float:
    return -row.received_at.timestamp()


def _active(find: _Find) -> list[TicketRow]:
    rows: list[TicketRow] = []
    for status in ACTIVE:
        page = find(status, _BATCH, 0)
        rows.extend(page.rows)
        for offset in range(_BATCH, page.total, _BATCH):
            rows.extend(find(status, _BATCH, offset).rows)
    return rows
