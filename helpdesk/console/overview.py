"""The overview: how much there is, what is late, what has been open longest, and for whom."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.alerts import alert_list
from helpdesk.console.filters import Filters
from helpdesk.console.guard import console_router
from helpdesk.console.lookup import ACTIVE
from helpdesk.console.organisations import zones
from helpdesk.console.pages import Pages
from helpdesk.queue import Narrowing, Order
from helpdesk.views import TicketRow

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of tickets or answers and where they are shown; ``alarm`` marks one that should be nought."""

    name: str
    count: int
    url: str
    alarm: bool = False


class OverviewPage:
    """One page about all active tickets, counted in the database."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/overview", self.show, methods=["GET"])
        return router

    def show(self, request: Request, visitor: SignedIn) -> Response:
        """The figures as they are now."""
        queue, names = self.desk.queue, {row.id: row.short_name for row in self.desk.organisations()}
        everything, late = Narrowing(), Narrowing(due_before=self.pages.clock())
        undelivered = Narrowing(undelivered=True)
        active_in, late_in = (queue.by_organisation(one, ACTIVE) for one in (everything, late))
        lists = [
            ("late", self._first(late, "due")),
            ("oldest", self._first(everything, "oldest")),
            ("undelivered", self._first(undelivered, "due")),
        ]
        plain = Filters()
        return self.pages.render(
            request,
            "overview.html",
            here="overview",
            alerts=alert_list(self.desk),
            figures=[
                Figure("active", sum(active_in.values()), plain.url()),
                Figure("overdue", sum(late_in.values()), plain.url(due="overdue"), alarm=True),
                Figure("nobody", self._count(Narrowing(owner="")), plain.url(owner="nobody")),
                Figure("mine", self._count(Narrowing(owner=visitor.agent.id)), plain.url(owner="me")),
                Figure("undelivered", self._count(undelivered), plain.url(delivery="failed"), alarm=True),
                Figure("to_review", self._to_review(), f"{PREFIX}/approved?status=suspended", alarm=True),
            ],
            lists=lists,
            organisations=[
                (name, plain.url(organisation=id), active_in.get(id, 0), late_in.get(id, 0))
                for id, name in names.items()
            ],
            names=names,
            zones=zones(self.desk, {row.organisation for _, rows in lists for row in rows}),
        )

    def _first(self, narrowing: Narrowing, order: Order) -> tuple[TicketRow, ...]:
        return self.desk.queue.lines(narrowing, ACTIVE, order=order, limit=SHOWN, offset=0)

    def _count(self, narrowing: Narrowing) -> int:
        return sum(self.desk.queue.by_organisation(narrowing, ACTIVE).values())

    def _to_review(self) -> int:
        return len(self.desk.approvals.all("suspended"))
