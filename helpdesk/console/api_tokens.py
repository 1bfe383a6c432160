"""Tokens for programs, for administrators: made and shown once, listed, revoked."""

from datetime import UTC
from typing import Annotated, cast

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.api_tokens import LONGEST_LIFE, SCOPES, Scope
from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.errors import Refused

PAGE = "/api-tokens"


class ApiTokenPages:
    """The list, a form for a new one, and its value once."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.tokens = access.desk.api_tokens
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route(PAGE, self.show, methods=["GET"])
        router.add_api_route(PAGE, self.issue, methods=["POST"])
        router.add_api_route(PAGE + "/{id}/revoke", self.revoke, methods=["POST"])
        return router

    def show(self, request: Request) -> Response:
        """Every token there has been."""
        return self._list(request)

    def issue(
        self,
        request: Request,
        visitor: SignedIn,
        name: Annotated[str, Form(max_length=100)] = "",
        scope: Annotated[list[str] | None, Form()] = None,
        organisation: Annotated[str, Form(max_length=100)] = "",
        days: Annotated[int, Form()] = 0,
    ) -> Response:
        """Make a token and show it, this once; sent again, the form makes another."""
        scopes = tuple(cast(Scope, one) for one in scope or ())
        try:
            value = self.tokens.issue(name, scopes, organisation or None, days, by=visitor.agent.id)
        except Refused:
            return self._list(request, problem=self.pages.words(request)("token.incomplete", n=LONGEST_LIFE))
        return self._list(request, value=value)

    def revoke(self, id: str, visitor: SignedIn) -> Response:
        """End a token now."""
        self.tokens.revoke(id, by=visitor.agent.id)
        return RedirectResponse(f"{PREFIX}{PAGE}?said=token_revoked", status_code=303)

    def _list(self, request: Request, *, value: str | None = None, problem: str | None = None) -> Response:
        return self.pages.render(
            request,
            "api_tokens.html",
            status=422 if problem else 200,
            here="agents",
            tokens=self.tokens.all(),
            value=value,
            problem=problem,
            scopes=SCOPES,
            longest=LONGEST_LIFE,
            names={row.id: row.short_name for row in self.desk.organisations()},
            makers={agent.id: agent.name for agent in self.desk.agents.all(closed=True)},
            zone=UTC,
            address=PREFIX + PAGE,
        )
