"""The overview: how much there is, what is late, what has been open longest, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.alerts import alert_list
from helpdesk.console.filters import Filters
from helpdesk.console.guard import console_router
from helpdesk.console.lookup import active_rows, by_due
from helpdesk.console.organisations import zones
from helpdesk.console.pages import Pages
from helpdesk.console.times import is_overdue
from helpdesk.views import TicketRow

UNDELIVERED = ("failed", "dead")
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of tickets or answers and where they are shown; ``alarm`` marks one that should be nought."""

    name: str
    count: int
    url: str
    alarm: bool = False


class OverviewPage:
    """One page about all active tickets."""

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
        now = self.pages.clock()
        active = active_rows(self.desk)
        late = sorted((row for row in active if is_overdue(row, now)), key=by_due)
        undelivered = [row for row in active if row.delivery in UNDELIVERED]
        oldest = sorted(active, key=lambda row: row.received_at)[:SHOWN]
        names = {row.id: row.short_name for row in self.desk.organisations()}
        plain = Filters()
        mine = sum(row.owner == visitor.agent.id for row in active)
        to_review = len(self.desk.approvals.all("suspended"))
        unowned = sum(row.owner is None for row in active)
        return self.pages.render(
            request,
            "overview.html",
            here="overview",
            alerts=alert_list(self.desk),
            figures=[
                Figure("active", len(active), plain.url()),
                Figure("overdue", len(late), "#late", alarm=True),
                Figure("nobody", unowned, plain.url(owner="nobody")),
                Figure("mine", mine, plain.url(owner="me")),
                Figure("undelivered", len(undelivered), "#undelivered", alarm=True),
                Figure("to_review", to_review, f"{PREFIX}/approved?status=suspended", alarm=True),
            ],
            lists=[
                ("late", late[:SHOWN]),
                ("oldest", oldest),
                ("undelivered", sorted(undelivered, key=by_due)[:SHOWN]),
            ],
            organisations=[
                (name, plain.url(organisation=id), *_counted(active, late, id)) for id, name in names.items()
            ],
            names=names,
            zones=zones(self.desk, {row.organisation for row in active}),
        )


def _counted(active: Sequence[TicketRow], late: Sequence[TicketRow], organisation: str) -> tuple[int, int]:
    return (
        sum(row.organisation == organisation for row in active),
        sum(row.organisation == organisation for row in late),
    )
