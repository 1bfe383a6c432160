"""The line of a ticket's page that says who else has it open, and the address at which it is asked for."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import PlainTextResponse

from helpdesk.console.access import SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import Shown, TicketPage
from helpdesk.console.wording import Words
from helpdesk.views import TicketView


class PresencePages:
    """Opening the page tells others; a script tells them again every 15 seconds while somebody is there."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.presence = page.desk.presence

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        router.add_api_route("/tickets/{reference}/presence", self.tell, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """Who else is there now. Those who only read are not announced."""
        if visitor.may_write:
            self.presence.tell(view.row.id, visitor.agent.id, writing=False)
        return Shown("top", "ticket_presence.html", {"said": self._said(view.row.id, visitor, words)})

    def tell(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        version: Annotated[int, Form()],
        writing: Annotated[bool, Form()] = False,
    ) -> Response:
        """Who else is there, as one line of text; and whether the ticket has changed since ``version``."""
        words, row = self.page.pages.words(request), self.page.view(reference).row
        self.presence.tell(row.id, visitor.agent.id, writing=writing)
        said = [self._said(row.id, visitor, words)]
        if row.version != version:
            said.append(words("presence.changed"))
        return PlainTextResponse(" ".join(filter(None, said)))

    def _said(self, ticket_id: str, visitor: Visitor, words: Words) -> str:
        others = self.presence.others(ticket_id, visitor.agent.id)
        return " ".join(
            words("presence.writing" if one.writing else "presence.here", name=one.name) for one in others
        )
