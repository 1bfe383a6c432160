"""The table of laws as a page: the periods they name, those they do not, and where it is said."""

from fastapi import APIRouter, Request, Response

from helpdesk.clocks import regulations
from helpdesk.console.access import Access, SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages


class RegimePages:
    """What the desk reckons legal dates by; a lawyer should have looked at it."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/regimes", self.show, methods=["GET"])
        return router

    def show(self, request: Request, _visitor: SignedIn) -> Response:
        """Every regime of the table, with the organisations whose own law it is."""
        used = {name: self._organisations(name) for name in regulations()}
        return self.pages.render(request, "regimes.html", here="regimes", regimes=regulations(), used=used)

    def _organisations(self, regime: str) -> list[tuple[str, str]]:
        desk = self.access.desk
        rows = ((row, desk.organisation(row.id)) for row in desk.organisations())
        return [(row.id, row.short_name) for row, profile in rows if profile and profile.regime == regime]
