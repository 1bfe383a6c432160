"""Retention: the rules, what a run would erase, running it; and a ticket's legal hold and erasure."""

from datetime import UTC
from typing import Annotated, cast

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.console.ticket_page import FromForm, Shown, TicketPage, Typed
from helpdesk.console.wording import Words
from helpdesk.errors import Refused
from helpdesk.retention import HOLDS
from helpdesk.retention_rules import ANY, LONGEST_DAYS, PURPOSES, Purpose
from helpdesk.tickets import FINAL, KINDS
from helpdesk.views import TicketView

PAGE = "/retention"


class RetentionPages:
    """The page of rules, for those who may erase."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.retention = access.desk.retention
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route(PAGE, self.show, methods=["GET"])
        router.add_api_route(PAGE, self.change, methods=["POST"])
        router.add_api_route(PAGE + "/run", self.run, methods=["POST"])
        return router

    def show(self, request: Request, visitor: SignedIn) -> Response:
        """The rules, and a preview of what is due in the visitor's organisations."""
        return self._page(request, visitor)

    def change(
        self,
        request: Request,
        visitor: SignedIn,
        purpose: Annotated[str, Form(max_length=40)] = "",
        kind: Annotated[str, Form(max_length=40)] = ANY,
        days: Annotated[str, Form(max_length=6)] = "",
    ) -> Response:
        """Set a rule; without days, take it back. Rules concern every organisation at once."""
        if not _everywhere(visitor):
            return self.pages.problem(request, "problem.role", 403)
        wanted = (int(days) if days.strip().isdecimal() else 0) if days.strip() else None
        try:
            self.retention.change_rule(cast(Purpose, purpose), kind, wanted, agent_id=visitor.agent.id)
        except Refused as refusal:
            return self._page(request, visitor, refusal)
        return RedirectResponse(f"{PREFIX}{PAGE}?said=retention_rule", status_code=303)

    def run(self, visitor: SignedIn) -> Response:
        """Erase what is due in the visitor's organisations, now."""
        self.retention.run(everywhere=_everywhere(visitor))
        return RedirectResponse(f"{PREFIX}{PAGE}?said=retention_run", status_code=303)

    def _page(self, request: Request, visitor: Visitor, refusal: Refused | None = None) -> Response:
        everywhere = _everywhere(visitor)
        words = self.pages.words(request)
        due = [one for one in self.retention.preview(everywhere=everywhere) if one.count]
        return self.pages.render(
            request,
            "retention.html",
            status=422 if refusal else 200,
            here="retention",
            rules=self.retention.rules(),
            due=due,
            purposes=PURPOSES,
            kinds=(ANY, *KINDS),
            may_change=everywhere,
            longest=LONGEST_DAYS,
            problem=words(f"refused.{refusal.code}") if refusal else None,
            zone=UTC,
            address=PREFIX + PAGE,
        )


class HoldPages:
    """The part of a ticket's page that holds it, or erases it on request."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.desk = page.desk

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        router.add_api_route("/tickets/{reference}/hold", self.hold, methods=["POST"])
        router.add_api_route("/tickets/{reference}/erasure", self.erase, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """Whether the ticket is held, for everybody; what may be done, for those who may erase."""
        is_held = self.desk.retention.is_held(view.row.id)
        may_erase = visitor.may("erase")
        if view.erased or not (is_held or may_erase):
            return None
        values: dict[str, object] = {
            "is_held": is_held,
            "may_erase": may_erase,
            "has_ended": view.row.status in FINAL,
            "reasons": HOLDS,
        }
        return Shown("facts", "ticket_retention.html", values)

    def hold(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        held: Annotated[bool, Form()] = True,
        reason: Annotated[str, Form(max_length=40)] = "",
    ) -> Response:
        """Set or lift the legal hold."""
        view = self.page.view(reference)
        key = drawn.key(visitor, f"hold {held} {reason}")

        def command() -> object:
            return self.desk.retention.hold(view.row.id, held, reason, agent_id=visitor.agent.id, key=key)

        said = "hold_set" if held else "hold_lifted"
        return self.page.done(request, view, drawn, Typed(), said, command)

    def erase(self, request: Request, reference: str, visitor: SignedIn, drawn: FromForm) -> Response:
        """Erase the ticket, for good."""
        view = self.page.view(reference)

        def command() -> None:
            self.desk.retention.erase(view.row.id, agent_id=visitor.agent.id)

        return self.page.done(request, view, drawn, Typed(), "ticket_erased", command)


def _everywhere(visitor: Visitor) -> bool:
    return visitor.agent.reach.where("erase") is None
