"""Finds the tickets of a page: narrowed, counted by status, and in order of what is due."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from helpdesk.console.filters import Filters
from helpdesk.desk import Desk
from helpdesk.queue import Narrowing, Order
from helpdesk.tickets import FINAL, STATUSES, Status
from helpdesk.views import TicketPage, TicketRow

ACTIVE: tuple[Status, ...] = tuple(one for one in STATUSES if one not in FINAL and one != "resolved")
"""Statuses in which the desk still owes something."""
ENDED: tuple[Status, ...] = tuple(one for one in STATUSES if one not in ACTIVE)
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the queue and the number of tickets by status, whatever status is shown."""

    page: TicketPage
    counts: Mapping[str, int]


def find(desk: Desk, filters: Filters, agent_id: str, now: datetime) -> Found:
    """What the filters ask for. Active tickets are sorted as asked, ended ones are newest first."""
    narrowing = filters.narrowing(agent_id, now)
    counts: Counter[str] = Counter(desk.queue.counts(narrowing))
    counts.update({"active": sum(counts[one] for one in ACTIVE), "all": counts.total()})
    offset = (filters.page - 1) * PAGE_SIZE
    rows = part(desk, filters, narrowing, PAGE_SIZE, offset)
    return Found(TicketPage(rows, counts[filters.status], PAGE_SIZE, offset), counts)


def part(
    desk: Desk, filters: Filters, narrowing: Narrowing, limit: int, offset: int
) -> tuple[TicketRow, ...]:
    """Some of the tickets, in the order of the filters."""
    groups: dict[str, tuple[Status, ...]] = {"active": ACTIVE, "all": STATUSES}
    statuses = groups.get(filters.status) or (cast(Status, filters.status),)
    is_active = filters.status == "active" or filters.status in ACTIVE
    order: Order = "due" if is_active and filters.sort == "due" else "newest"
    return desk.queue.lines(narrowing, statuses, order=order, limit=limit, offset=offset)
