"""The part of a ticket's page that names the tickets beside it, and where they are linked and merged."""

from typing import Annotated, cast

from fastapi import APIRouter, Form, Request, Response

from helpdesk.console.access import SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import FromForm, Shown, TicketPage, Typed
from helpdesk.console.wording import Words
from helpdesk.links import LinkKind
from helpdesk.tickets import FINAL, TRANSITIONS
from helpdesk.views import TicketView


class LinkPages:
    """Link, unlink, merge."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.links = page.desk.links

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        router.add_api_route("/tickets/{reference}/links", self.change, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """Linked tickets, and others by the same contact."""
        company = self.links.of(view.row.id)
        values: dict[str, object] = {
            "linked": company.linked,
            "others": company.others,
            "is_open": view.row.status not in FINAL,
            "may_merge": "cancelled" in TRANSITIONS[view.row.status],
        }
        return Shown("facts", "ticket_links.html", values)

    def change(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        step: Annotated[str, Form()] = "",
        other: Annotated[str, Form()] = "",
    ) -> Response:
        """``step`` is related, duplicate, merge or unlink; ``other`` a reference."""
        view, agent = self.page.view(reference), visitor.agent.id
        key, id = drawn.key(visitor, f"{step} {other}"), view.row.id

        def command() -> object:
            if step == "merge":
                return self.links.merge(id, other, agent_id=agent, key=key)
            if step == "unlink":
                return self.links.unlink(id, other, agent_id=agent, key=key)
            return self.links.link(id, other, cast(LinkKind, step), agent_id=agent, key=key)

        said = {"merge": "merged", "unlink": "unlinked"}.get(step, "linked")
        return self.page.done(request, view, drawn, Typed(more={"other": other}), said, command)
