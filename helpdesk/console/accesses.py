"""Who has looked at personal data: a page for auditors and administrators."""

from datetime import UTC
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from helpdesk.accesses import MOST
from helpdesk.console.access import PREFIX, Access
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages


class AccessPages:
    """The log, narrowed to a ticket or a person."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/access", self.show, methods=["GET"])
        return router

    def show(
        self,
        request: Request,
        ticket: Annotated[str, Query(max_length=40)] = "",
        who: Annotated[str, Query(max_length=40)] = "",
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> Response:
        """The lines that the address asks for; times are those of UTC, as in the audit trail."""
        offset = (page - 1) * MOST
        found = self.desk.accesses.page(
            reference=ticket.strip() or None, actor=who.strip() or None, offset=offset
        )

        def url(page: int) -> str:
            return f"{PREFIX}/access?{urlencode({'ticket': ticket, 'who': who, 'page': page})}"

        return self.pages.render(
            request,
            "accesses.html",
            here="access",
            found=found,
            ticket=ticket,
            who=who,
            agents=self.desk.agents.all(closed=True),
            zone=UTC,
            previous_url=url(page - 1) if page > 1 else None,
            next_url=url(page + 1) if offset + len(found.lines) < found.total else None,
        )
