"""The part of a ticket's page with its tags."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from helpdesk.console.access import SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import Drawn, FromForm, Shown, TicketPage, Typed
from helpdesk.console.wording import Words
from helpdesk.tagging import LONGEST
from helpdesk.views import Changed, TicketView


class TagPages:
    """Shows the tags, puts one on and takes one off."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.tags = page.desk.tags

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        router.add_api_route("/tickets/{reference}/tags", self.put, methods=["POST"])
        router.add_api_route("/tickets/{reference}/tags/off", self.remove, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """The tags; nothing for a reader of a ticket that has none."""
        if view.erased or not (view.row.tags or visitor.may_write):
            return None
        offered = self.tags.used() if visitor.may_write else ()
        return Shown("facts", "ticket_tags.html", {"offered": offered, "longest": LONGEST})

    def put(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        tag: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        """Put a tag on."""
        return self._change(request, reference, visitor, drawn, self.tags.put, tag, "tagged")

    def remove(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        tag: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        """Take a tag off."""
        return self._change(request, reference, visitor, drawn, self.tags.remove, tag, "untagged")

    def _change(
        self,
        request: Request,
        reference: str,
        visitor: Visitor,
        drawn: Drawn,
        change: Callable[..., Changed],
        tag: str,
        said: str,
    ) -> Response:
        view, key = self.page.view(reference), drawn.key(visitor, f"{said} {tag}")

        def command() -> object:
            return change(view.row.id, tag, agent_id=visitor.agent.id, key=key)

        return self.page.done(request, view, drawn, Typed(more={"tag": tag}), said, command)
