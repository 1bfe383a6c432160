"""The register of opt-outs: somebody's choices with their proof, recording one, and the export."""

from datetime import UTC
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.console.spreadsheets import spreadsheet
from helpdesk.errors import NotFound, Refused
from helpdesk.narrowing import is_seen
from helpdesk.preferences import Preference, State
from helpdesk.tickets import OPT_OUTS

PAGE = "/preferences"
STATES: tuple[State, ...] = get_args(State)
METHODS = ("phone", "letter", "email", "visit")
COLUMNS = ("organisation", "channel", "contact", "purpose", "state", "effective_at")


class PreferencePages:
    """Looks up, records, exports."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route(PAGE, self.show, methods=["GET"])
        router.add_api_route(PAGE, self.record, methods=["POST"])
        router.add_api_route(PAGE + "/{organisation}.csv", self.export, methods=["GET"])
        return router

    def show(
        self,
        request: Request,
        visitor: SignedIn,
        contact: Annotated[str, Query(max_length=200)] = "",
        organisation: Annotated[str, Query(max_length=100)] = "",
    ) -> Response:
        """What the person with that address has chosen; that it was looked up is on record."""
        if organisation and not is_seen(organisation):
            raise NotFound("no such organisation")
        asked = contact.strip() and organisation
        found = self.desk.preferences.history(organisation, contact) if asked else ()
        if found:
            self.desk.accesses.record(visitor.agent.id, "viewed", purpose="preferences")
        return self._page(request, organisation, contact, found)

    def record(
        self,
        request: Request,
        visitor: SignedIn,
        contact: Annotated[str, Form(max_length=200)] = "",
        organisation: Annotated[str, Form(max_length=100)] = "",
        purpose: Annotated[str, Form(max_length=40)] = "",
        state: Annotated[str, Form(max_length=20)] = "",
        method: Annotated[str, Form(max_length=20)] = "",
        nonce: Annotated[str, Form(max_length=64)] = "",
    ) -> Response:
        """Append a choice that somebody told."""
        known = state in STATES and method in METHODS and self.desk.organisation(organisation)
        if not known:
            raise NotFound("no such choice or organisation")
        key = f"console {visitor.agent.id} {nonce} {organisation} {purpose} {state} {method}"
        try:
            self.desk.preferences.record(
                organisation,
                contact,
                purpose,
                "opted_in" if state == "opted_in" else "opted_out",
                method=method,
                agent_id=visitor.agent.id,
                key=key,
            )
        except Refused as refusal:
            words = self.pages.words(request)
            return self._page(request, organisation, contact, (), problem=words(f"refused.{refusal.code}"))
        return RedirectResponse(f"{PREFIX}{PAGE}?said=preference", status_code=303)

    def export(self, organisation: str, visitor: SignedIn) -> Response:
        """What holds now, safe to open in a spreadsheet program; the export is on record."""
        if self.desk.organisation(organisation) is None or not is_seen(organisation):
            raise NotFound("no such organisation")
        self.desk.accesses.record(visitor.agent.id, "exported", purpose="preferences")
        rows = (
            [*(getattr(one, name) for name in COLUMNS[:-1]), one.effective_at.isoformat()]
            for one in self.desk.preferences.current(organisation)
        )
        return spreadsheet("preferences", COLUMNS, rows)

    def _page(
        self,
        request: Request,
        organisation: str,
        contact: str,
        found: tuple[Preference, ...],
        problem: str | None = None,
    ) -> Response:
        visitor: Visitor = request.state.visitor
        return self.pages.render(
            request,
            "preferences.html",
            status=422 if problem else 200,
            here="preferences",
            organisation=organisation,
            contact=contact,
            found=found,
            organisations=[row for row in self.desk.organisations() if is_seen(row.id)],
            names={row.id: row.short_name for row in self.desk.organisations()},
            agents={agent.id: agent.name for agent in self.desk.agents.all(closed=True)},
            purposes=sorted(OPT_OUTS),
            states=STATES,
            methods=METHODS,
            may_record=visitor.may("write"),
            problem=problem,
            zone=UTC,
            address=PREFIX + PAGE,
        )
