"""Who works at the desk: one's own account, and the list of accounts for administrators."""

from dataclasses import dataclass
from typing import Annotated, cast, get_args

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.agents import LONGEST, SHORTEST, Role
from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.attempts import Attempts
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.errors import Refused

ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class NewAgent:
    """The account form as typed; its password is never shown again."""

    name: str = ""
    email: str = ""
    role: str = "agent"

    @property
    def complete(self) -> bool:
        """Whether every field holds something usable."""
        return bool(self.name) and "@" in self.email and self.role in ROLES


class PeoplePages:
    """My account; the accounts."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.agents = access.desk.agents
        self.pages = pages
        self.attempts = Attempts()

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/me", self.me, methods=["GET"])
        router.add_api_route("/me/password", self.change_password, methods=["POST"])
        router.add_api_route("/agents", self.list, methods=["GET"])
        router.add_api_route("/agents", self.add, methods=["POST"])
        router.add_api_route("/sign-out", self.sign_out, methods=["POST"])
        return router

    def me(self, request: Request) -> Response:
        """The visitor's account, language and password."""
        return self._me(request)

    def change_password(
        self,
        request: Request,
        visitor: SignedIn,
        current: Annotated[str, Form(max_length=LONGEST)] = "",
        new: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        """Set a new password; whoever else is signed in with the old one is signed out."""
        words = self.pages.words(request)
        address = request.client.host if request.client else ""
        if len(new) < SHORTEST:
            return self._me(request, words("agents.short", n=SHORTEST))
        if self.attempts.wait(visitor.agent.email, address, self.pages.clock()):
            return self._me(request, words("me.wait"), status=429)
        if not self.agents.change_password(visitor.session, current, new):
            return self._me(request, words("me.wrong"))
        self.attempts.succeeded(visitor.agent.email)
        return RedirectResponse(f"{PREFIX}/me?said=password", status_code=303)

    def list(self, request: Request, visitor: SignedIn) -> Response:
        """Every account and the form for a new one."""
        if not visitor.may_add_agents:
            return self.pages.problem(request, "problem.administrators", 403)
        return self._list(request, NewAgent())

    def add(
        self,
        request: Request,
        visitor: SignedIn,
        name: Annotated[str, Form(max_length=100)] = "",
        email: Annotated[str, Form(max_length=200)] = "",
        role: Annotated[str, Form()] = "",
        password: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        """Add an account. Sent twice it is refused the second time, because the address is taken."""
        if not visitor.may_add_agents:
            return self.pages.problem(request, "problem.administrators", 403)
        words = self.pages.words(request)
        typed = NewAgent(name.strip(), email.strip(), role)
        if not typed.complete:
            return self._list(request, typed, words("agents.incomplete"))
        if len(password) < SHORTEST:
            return self._list(request, typed, words("agents.short", n=SHORTEST))
        try:
            self.agents.add_agent(typed.email, typed.name, password, cast(Role, typed.role))
        except Refused:
            return self._list(request, typed, words("agents.refused"))
        return RedirectResponse(f"{PREFIX}/agents?said=added", status_code=303)

    def sign_out(self, request: Request) -> Response:
        """End the session, here and on the server."""
        response = RedirectResponse(f"{PREFIX}/sign-in", status_code=303)
        self.access.end(request, response)
        return response

    def _me(self, request: Request, problem: str | None = None, status: int = 422) -> Response:
        return self.pages.render(
            request,
            "me.html",
            status=status if problem else 200,
            here="me",
            problem=problem,
            shortest=SHORTEST,
            address=f"{PREFIX}/me",
        )

    def _list(self, request: Request, typed: NewAgent, problem: str | None = None) -> Response:
        return self.pages.render(
            request,
            "agents.html",
            status=422 if problem else 200,
            here="agents",
            agents=self.agents.all(),
            roles=ROLES,
            typed=typed,
            problem=problem,
            shortest=SHORTEST,
            address=f"{PREFIX}/agents",
        )
