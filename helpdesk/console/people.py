"""The accounts of the desk, for administrators: the list, and each account with its roles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Annotated, cast

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.agents import ROLES, Agent
from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.errors import NotFound, Refused
from helpdesk.permissions import Role


@dataclass(frozen=True, slots=True)
class NewAgent:
    """The account form as typed."""

    name: str = ""
    email: str = ""
    role: str = "agent"

    @property
    def complete(self) -> bool:
        """Whether every field holds something usable."""
        return bool(self.name) and "@" in self.email and self.role in ROLES


class PeoplePages:
    """List, add; change the role and the memberships, close and open again."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.agents = access.desk.agents
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        one = "/agents/{id}"
        router.add_api_route("/agents", self.list, methods=["GET"])
        router.add_api_route("/agents", self.add, methods=["POST"])
        router.add_api_route(one, self.show, methods=["GET"])
        router.add_api_route(one + "/role", self.change_role, methods=["POST"])
        router.add_api_route(one + "/membership", self.change_membership, methods=["POST"])
        router.add_api_route(one + "/password", self.give_password, methods=["POST"])
        router.add_api_route(one + "/second-factor", self.reset_second_factor, methods=["POST"])
        router.add_api_route(one + "/sessions", self.end_sessions, methods=["POST"])
        router.add_api_route(one + "/close", self.close, methods=["POST"])
        router.add_api_route(one + "/reopen", self.reopen, methods=["POST"])
        return router

    def list(self, request: Request) -> Response:
        """Every account and the form for a new one."""
        return self._list(request, NewAgent())

    def add(
        self,
        request: Request,
        name: Annotated[str, Form(max_length=100)] = "",
        email: Annotated[str, Form(max_length=200)] = "",
        role: Annotated[str, Form()] = "",
    ) -> Response:
        """Add an account and show its one-time password. Sent twice it is refused: the address is taken."""
        words = self.pages.words(request)
        typed = NewAgent(name.strip(), email.strip(), role)
        if not typed.complete:
            return self._list(request, typed, words("agents.incomplete"))
        try:
            once = self.agents.invite(typed.email, typed.name, cast(Role, typed.role))
        except Refused:
            return self._list(request, typed, words("agents.refused"))
        return self._list(request, NewAgent(), once=once, given_to=typed.name)

    def show(self, request: Request, id: str) -> Response:
        """One account."""
        return self._show(request, self._agent(id))

    def change_role(
        self, request: Request, id: str, visitor: SignedIn, role: Annotated[str, Form()] = ""
    ) -> Response:
        """Give the role that holds where no membership names another."""
        return self._done(
            request, id, "role", lambda: self.agents.change_role(id, cast(Role, role), by=visitor.agent.id)
        )

    def change_membership(
        self,
        request: Request,
        id: str,
        visitor: SignedIn,
        organisation: Annotated[str, Form()] = "",
        role: Annotated[str, Form()] = "",
    ) -> Response:
        """Give a role in one organisation; the empty one takes the membership away."""
        wanted = cast(Role, role) if role else None
        return self._done(
            request,
            id,
            "membership",
            lambda: self.agents.change_membership(id, organisation, wanted, by=visitor.agent.id),
        )

    def give_password(self, request: Request, id: str, visitor: SignedIn) -> Response:
        """Give somebody who has forgotten theirs a one-time password, and show it, this once."""
        agent = self._agent(id)
        return self._show(request, agent, once=self.agents.give_password(id, by=visitor.agent.id))

    def reset_second_factor(self, request: Request, id: str, visitor: SignedIn) -> Response:
        """Take the second factor away from somebody who has lost it."""
        return self._done(
            request, id, "second_factor", lambda: self.desk.second_factor.reset(id, by=visitor.agent.id)
        )

    def end_sessions(self, request: Request, id: str, visitor: SignedIn) -> Response:
        """End all sessions of somebody."""
        return self._done(request, id, "sessions", lambda: self.desk.sessions.end(id, by=visitor.agent.id))

    def close(self, request: Request, id: str, visitor: SignedIn) -> Response:
        """Close the account, which ends its sessions."""
        return self._done(request, id, "closed", lambda: self.agents.close(id, by=visitor.agent.id))

    def reopen(self, request: Request, id: str, visitor: SignedIn) -> Response:
        """Let the account sign in again."""
        return self._done(request, id, "reopened", lambda: self.agents.reopen(id, by=visitor.agent.id))

    def _done(self, request: Request, id: str, said: str, command: Callable[[], object]) -> Response:
        agent = self._agent(id)
        try:
            command()
        except Refused as refusal:
            key = f"refused.{refusal.code or 'account'}"
            return self._show(request, agent, self.pages.words(request)(key))
        return RedirectResponse(f"{PREFIX}/agents/{id}?said=account_{said}", status_code=303)

    def _agent(self, id: str) -> Agent:
        agent = self.agents.agent(id)
        if agent is None:
            raise NotFound("no such account")
        return agent

    def _show(
        self, request: Request, agent: Agent, problem: str | None = None, once: str | None = None
    ) -> Response:
        return self.pages.render(
            request,
            "agent.html",
            status=422 if problem else 200,
            here="agents",
            agent=agent,
            once=once,
            given_to=agent.name,
            sessions=self.desk.sessions.of(agent.id),
            zone=UTC,
            held={one.organisation: one.role for one in agent.memberships},
            names={row.id: row.short_name for row in self.desk.organisations()},
            roles=ROLES,
            problem=problem,
            address=f"{PREFIX}/agents/{agent.id}",
        )

    def _list(
        self,
        request: Request,
        typed: NewAgent,
        problem: str | None = None,
        *,
        once: str | None = None,
        given_to: str = "",
    ) -> Response:
        return self.pages.render(
            request,
            "agents.html",
            status=422 if problem else 200,
            here="agents",
            agents=self.agents.all(closed=True),
            names={row.id: row.short_name for row in self.desk.organisations()},
            roles=ROLES,
            typed=typed,
            problem=problem,
            once=once,
            given_to=given_to,
            address=f"{PREFIX}/agents",
        )
