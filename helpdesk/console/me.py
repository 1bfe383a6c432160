"""One's own account: name, sessions, language, password."""

from datetime import UTC
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.errors import Refused
from helpdesk.passwords import LONGEST, SHORTEST


class AccountPages:
    """My account."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.sessions = access.desk.sessions
        self.pages = pages
        self.attempts = access.desk.attempts

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/me", self.show, methods=["GET"])
        router.add_api_route("/me/password", self.choose_password, methods=["GET"])
        router.add_api_route("/me/password", self.change_password, methods=["POST"])
        router.add_api_route("/me/sessions", self.end_sessions, methods=["POST"])
        router.add_api_route("/sign-out", self.sign_out, methods=["POST"])
        return router

    def show(self, request: Request) -> Response:
        """The visitor's account, sessions, language and password."""
        return self._me(request)

    def choose_password(self, request: Request, visitor: SignedIn) -> Response:
        """The form for whoever signed in with a one-time password; others change theirs in their account."""
        if not self.sessions.owes_password(visitor.agent.id, visitor.session):
            return RedirectResponse(f"{PREFIX}/me", status_code=303)
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
        owed = self.sessions.owes_password(visitor.agent.id, visitor.session)
        address = request.client.host if request.client else ""
        if self.attempts.wait("new password", visitor.agent.email, address):
            return self._me(request, words("me.wait"), status=429)
        try:
            changed = self.sessions.change_password(visitor.session, current, new)
        except Refused as refusal:  # the password now was right
            self.attempts.succeeded("new password", visitor.agent.email)
            return self._me(request, words(f"refused.{refusal.code}", n=SHORTEST))
        if not changed:
            return self._me(request, words("me.wrong"))
        self.attempts.succeeded("new password", visitor.agent.email)
        return RedirectResponse(f"{PREFIX if owed else PREFIX + '/me'}?said=password", status_code=303)

    def end_sessions(
        self, visitor: SignedIn, id: Annotated[str, Form(pattern="^([0-9a-f]{16})?$")] = ""
    ) -> Response:
        """End one of the visitor's sessions, or all but this one."""
        if id:
            self.sessions.end(visitor.agent.id, by=visitor.agent.id, id=id)
        else:
            self.sessions.end(visitor.agent.id, by=visitor.agent.id, but=visitor.session)
        return RedirectResponse(f"{PREFIX}/me?said=sessions#sessions", status_code=303)

    def sign_out(self, request: Request) -> Response:
        """End the session, here and on the server."""
        response = RedirectResponse(f"{PREFIX}/sign-in", status_code=303)
        self.access.end(request, response)
        return response

    def _me(self, request: Request, problem: str | None = None, status: int = 422) -> Response:
        visitor: Visitor = request.state.visitor
        owed = self.sessions.owes_password(visitor.agent.id, visitor.session)
        template = "new_password.html" if owed else "me.html"
        return self.pages.render(
            request,
            template,
            status=status if problem else 200,
            here="me",
            problem=problem,
            shortest=SHORTEST,
            sessions=self.sessions.of(visitor.agent.id, visitor.session),
            zone=UTC,
            names={row.id: row.short_name for row in self.access.desk.organisations()},
            address=f"{PREFIX}/me",
        )
