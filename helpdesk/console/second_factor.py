"""Setting up one's second factor: begin, take the key over, confirm, keep the recovery codes."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk import totp
from helpdesk.console.access import PREFIX, Access, SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.passwords import LONGEST

PAGE = "/me/second-factor"


class SecondFactorPages:
    """One's own second factor."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.factor = access.desk.second_factor
        self.sessions = access.desk.sessions
        self.pages = pages
        self.attempts = access.desk.attempts

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route(PAGE, self.show, methods=["GET"])
        router.add_api_route(PAGE, self.begin, methods=["POST"])
        router.add_api_route(PAGE + "/confirm", self.confirm, methods=["POST"])
        return router

    def show(self, request: Request, visitor: SignedIn) -> Response:
        """Where the set-up stands."""
        return self._show(request, visitor)

    def begin(
        self,
        request: Request,
        visitor: SignedIn,
        password: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        """Make a key, once the password was given again; a key that waits to be confirmed is replaced."""
        if wait := self._wait(request, visitor):
            return wait
        if not self.sessions.knows_password(visitor.agent.id, password):
            return self._show(request, visitor, "factor.password_wrong")
        if not visitor.agent.second_factor:
            self.factor.begin(visitor.agent.id)
        return RedirectResponse(PREFIX + PAGE, status_code=303)

    def confirm(
        self, request: Request, visitor: SignedIn, code: Annotated[str, Form(max_length=40)] = ""
    ) -> Response:
        """Put the second factor in force and show the recovery codes, this once."""
        if wait := self._wait(request, visitor):
            return wait
        codes = self.factor.confirm(visitor.agent.id, code, this_session=visitor.session)
        if codes is None:
            return self._show(request, visitor, "factor.wrong")
        self.attempts.succeeded("second factor", visitor.agent.email)
        return self.pages.render(request, "recovery_codes.html", here="me", codes=codes)

    def _wait(self, request: Request, visitor: SignedIn) -> Response | None:
        address = request.client.host if request.client else ""
        if self.attempts.wait("second factor", visitor.agent.email, address):
            return self._show(request, visitor, "me.wait", status=429)
        return None

    def _show(
        self, request: Request, visitor: SignedIn, problem: str | None = None, status: int = 422
    ) -> Response:
        secret = self.factor.secret(visitor.agent.id)
        return self.pages.render(
            request,
            "second_factor.html",
            status=status if problem else 200,
            here="me",
            is_owed=self.sessions.owes_second_factor(visitor.agent, visitor.session),
            secret=totp.grouped(secret) if secret else None,
            link=totp.link(secret, visitor.agent.email) if secret else None,
            problem=self.pages.words(request)(problem) if problem else None,
            address=PREFIX + PAGE,
        )
