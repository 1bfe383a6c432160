"""Signing in and out, the language of the pages, and the files they need."""

from datetime import timedelta
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, inside
from helpdesk.console.attempts import Attempts
from helpdesk.console.guard import console_router
from helpdesk.console.pages import LANGUAGE_COOKIE, Pages
from helpdesk.console.wording import LANGUAGES
from helpdesk.errors import NotFound

A_YEAR = int(timedelta(days=365).total_seconds())


class SignInPages:
    """The only pages that need no session."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.pages = pages
        self.attempts = Attempts()

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, None)
        router.add_api_route("/sign-in", self.show, methods=["GET"])
        router.add_api_route("/sign-in", self.sign_in, methods=["POST"])
        router.add_api_route("/language", self.choose_language, methods=["POST"])
        router.add_api_route("/static/{name}", self.asset, methods=["GET"])
        return router

    def show(self, request: Request, next: str = PREFIX) -> Response:
        """The sign-in form; who is signed in already goes on."""
        if self.access.visitor(request):
            return RedirectResponse(inside(next), status_code=303)
        return self._form(request, next=next)

    def sign_in(
        self,
        request: Request,
        email: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = PREFIX,
    ) -> Response:
        """Begin a session; an unknown address and a wrong password get the same answer."""
        address = request.client.host if request.client else ""
        wait = self.attempts.wait(email, address, self.pages.clock())
        if wait:
            minutes = ceil(wait.total_seconds() / 60)
            problem = self.pages.words(request).count("sign_in.wait", minutes)
            response = self._form(request, next=next, email=email, problem=problem, status=429)
            response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
            return response
        session = self.access.desk.sessions.sign_in(email, password)
        if session is None:
            problem = self.pages.words(request)("sign_in.wrong")
            return self._form(request, next=next, email=email, problem=problem, status=401)
        self.attempts.succeeded(email)
        response = RedirectResponse(inside(next), status_code=303)
        self.access.begin(response, session)
        return response

    def choose_language(
        self,
        language: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = PREFIX,
    ) -> Response:
        """Remember the language in this browser."""
        response = RedirectResponse(inside(next), status_code=303)
        if language in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE,
                language,
                max_age=A_YEAR,
                path=PREFIX,
                secure=self.access.secure,
                httponly=True,
                samesite="lax",
            )
        return response

    def asset(self, name: str) -> Response:
        """The style sheet, the script or the mark."""
        found = self.pages.assets.get(name)
        if found is None:
            raise NotFound("no such file")
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(found.content, media_type=found.media_type, headers=headers)

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
        )
