"""Signing in: with a password, then with a code where the account has a second factor."""

import logging
from datetime import timedelta
from math import ceil
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, inside
from helpdesk.console.browsers import family_of
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.passwords import LONGEST

log = logging.getLogger(__name__)


class SignInPages:
    """The two steps of signing in; neither needs a session. ``provider`` is what another way is called."""

    def __init__(self, access: Access, pages: Pages, provider: str | None) -> None:
        self.access = access
        self.sessions = access.desk.sessions
        self.pages = pages
        self.provider = provider
        self.attempts = access.desk.attempts

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, None)
        router.add_api_route("/sign-in", self.show, methods=["GET"])
        router.add_api_route("/sign-in", self.sign_in, methods=["POST"])
        router.add_api_route("/sign-in/code", self.ask_code, methods=["GET"])
        router.add_api_route("/sign-in/code", self.give_code, methods=["POST"])
        return router

    def show(self, request: Request, next: str = PREFIX) -> Response:
        """The sign-in form; who is signed in already goes on."""
        if self.access.visitor(request):
            return RedirectResponse(inside(next), status_code=303)
        return self._form(request, next=next)

    def sign_in(
        self,
        request: Request,
        email: Annotated[str, Form(max_length=200)] = "",
        password: Annotated[str, Form(max_length=LONGEST)] = "",
        next: Annotated[str, Form()] = PREFIX,
    ) -> Response:
        """Begin a session; an unknown address and a wrong password get the same answer."""
        if wait := self.attempts.wait("password", email, _address(request)):
            problem, headers = self._must_wait(request, wait)
            response = self._form(request, next=next, email=email, problem=problem, status=429)
            response.headers.update(headers)
            return response
        client = family_of(request.headers.get("user-agent", ""))
        session = self.sessions.sign_in(email, password, client=client)
        if session is None:
            log.warning("sign-in refused", extra={"reason": "password"})
            problem = self.pages.words(request)("sign_in.wrong")
            return self._form(request, next=next, email=email, problem=problem, status=401)
        self.attempts.succeeded("password", email)
        then = f"{PREFIX}/sign-in/code?next={quote(inside(next), safe='')}" if session.half else inside(next)
        response = RedirectResponse(then, status_code=303)
        self.access.begin(response, session)
        return response

    def ask_code(self, request: Request, next: str = PREFIX) -> Response:
        """The form for the code; who has not given a password begins there."""
        if self.access.half_open(request) is None:
            return RedirectResponse(f"{PREFIX}/sign-in", status_code=303)
        return self._code_form(request, next)

    def give_code(
        self,
        request: Request,
        code: Annotated[str, Form(max_length=40)] = "",
        next: Annotated[str, Form()] = PREFIX,
    ) -> Response:
        """Open the session. Only a right code clears the count of attempts, never a right password."""
        agent = self.access.half_open(request)
        if agent is None:
            return RedirectResponse(f"{PREFIX}/sign-in", status_code=303)
        if wait := self.attempts.wait("code", agent.email, _address(request)):
            problem, headers = self._must_wait(request, wait)
            response = self._code_form(request, next, problem, 429)
            response.headers.update(headers)
            return response
        session = self.sessions.pass_code(request.cookies.get(self.access.cookie, ""), code)
        if session is None:
            log.warning("sign-in refused", extra={"reason": "code", "agent": agent.id})
            return self._code_form(request, next, self.pages.words(request)("factor.wrong"), 401)
        self.attempts.succeeded("code", agent.email)
        response = RedirectResponse(inside(next), status_code=303)
        self.access.begin(response, session)
        return response

    def _must_wait(self, request: Request, wait: timedelta) -> tuple[str, dict[str, str]]:
        log.warning("sign-in refused", extra={"reason": "too_many"})
        seconds = wait.total_seconds()
        problem = self.pages.words(request).count("sign_in.wait", ceil(seconds / 60))
        return problem, {"Retry-After": str(ceil(seconds))}

    def _code_form(
        self, request: Request, next: str, problem: str | None = None, status: int = 200
    ) -> Response:
        address = f"{PREFIX}/sign-in/code"
        return self.pages.render(
            request, "code.html", status=status, next=inside(next), problem=problem, address=address
        )

    def _form(
        self, request: Request, *, next: str, email: str = "", problem: str | None = None, status: int = 200
    ) -> Response:
        return self.pages.render(
            request,
            "sign_in.html",
            status=status,
            next=inside(next),
            email=email,
            problem=problem,
            address=f"{PREFIX}/sign-in",
            has_ended=self.access.cookie in request.cookies,
            provider=self.provider,
        )


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
