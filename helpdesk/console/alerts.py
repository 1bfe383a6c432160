"""Alerts on the console's first page and overview, until somebody has seen them."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from helpdesk.alerts import INCIDENT, Alert
from helpdesk.console.access import Access, SignedIn, inside
from helpdesk.console.guard import console_router
from helpdesk.console.organisations import zones
from helpdesk.console.pages import Pages
from helpdesk.countdown import family
from helpdesk.desk import Desk
from helpdesk.moments import Moment


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert with the time zone and the name of its organisation; ``what`` names its sentence."""

    alert: Alert
    what: str
    zone: tzinfo
    organisation: str


@dataclass(frozen=True, slots=True)
class AlertList:
    """The alerts that a page shows; ``until`` is sent back when they were seen."""

    lines: tuple[AlertLine, ...]
    total: int
    until: str


class AlertPages:
    """Marks alerts as seen."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/alerts/seen", self.seen, methods=["POST"])
        return router

    def seen(
        self,
        visitor: SignedIn,
        until: Annotated[Moment, Form()],
        page: Annotated[str, Form()] = "",
    ) -> Response:
        """Those that stood on the page; what was raised since stays."""
        self.access.desk.alerts.seen(visitor.agent.id, until)
        return RedirectResponse(inside(page), status_code=303)


def alert_list(desk: Desk) -> AlertList | None:
    """What nobody has seen, for a page to show; None when there is nothing."""
    unseen = desk.alerts.unseen()
    if not unseen.alerts:
        return None
    where = zones(desk, {one.organisation for one in unseen.alerts})
    names = {row.id: row.short_name for row in desk.organisations()}
    lines = [
        AlertLine(one, _what(one), where[one.organisation], names.get(one.organisation, one.organisation))
        for one in unseen.alerts
    ]
    return AlertList(tuple(lines), unseen.total, max(one.at for one in unseen.alerts).isoformat())


def _what(alert: Alert) -> str:
    about = INCIDENT if alert.clock == INCIDENT else family(alert.clock)
    return f"{about}_{alert.kind}"
