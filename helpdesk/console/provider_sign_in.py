"""Signing in through the operator's provider of identities: there, and back."""

import hmac
import logging
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, inside
from helpdesk.console.browsers import family_of
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.errors import ProviderRefused
from helpdesk.oidc import Flow, Provider

PAGE = "/sign-in/provider"
RETURN = PAGE + "/return"
TEN_MINUTES = 600
_LOG = logging.getLogger(__name__)


class ProviderPages:
    """Goes to the provider and takes its answer. The browser keeps one cookie in between."""

    def __init__(self, access: Access, pages: Pages, provider: Provider, public_url: str | None) -> None:
        self.access = access
        self.pages = pages
        self.provider = provider
        self.public_url = public_url
        self.cookie = f"{access.cookie}-provider"
        self.attempts = access.desk.attempts

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, None)
        router.add_api_route(PAGE, self.go, methods=["GET"])
        router.add_api_route(RETURN, self.come_back, methods=["GET"])
        return router

    def go(self, request: Request, next: str = PREFIX) -> Response:
        """To the provider."""
        if self._too_many(request):
            return self._failed(request, "me.wait", 429)
        flow = Flow.begin()
        try:
            response = RedirectResponse(self.provider.address(flow, self._return(request)), status_code=303)
        except ProviderRefused as error:
            return self._refused(request, error)
        response.set_cookie(
            self.cookie,
            f"{flow.secret}.{quote(inside(next), safe='')}",
            max_age=TEN_MINUTES,
            path=self.access.path,
            secure=self.access.secure,
            httponly=True,
            samesite="lax",
        )
        return response

    def come_back(
        self,
        request: Request,
        state: Annotated[str, Query(max_length=200)] = "",
        code: Annotated[str, Query(max_length=4000)] = "",
        iss: Annotated[str | None, Query(max_length=500)] = None,
    ) -> Response:
        """Open a session for whom the provider names, where this browser began the sign-in."""
        secret, _, next = request.cookies.get(self.cookie, "").partition(".")
        flow = Flow(secret)
        ours = bool(secret) and hmac.compare_digest(flow.state.encode(), state.encode())
        if not ours or not code or iss not in (None, self.provider.settings.issuer):
            return self._failed(request, "provider.failed", 400)
        if self._too_many(request):
            return self._failed(request, "me.wait", 429)
        try:
            identity = self.provider.identity(flow, self._return(request), code)
        except ProviderRefused as error:
            return self._refused(request, error)
        client = family_of(request.headers.get("user-agent", ""))
        session = self.access.desk.sessions.sign_in_as(
            identity, self.provider.settings.domains, client=client
        )
        if session is None:
            return self._failed(request, "provider.unknown", 403)
        response = RedirectResponse(inside(unquote(next)), status_code=303)
        self._forget(response)
        self.access.begin(response, session)
        return response

    def _return(self, request: Request) -> str:
        return (self.public_url or str(request.base_url)).rstrip("/") + PREFIX + RETURN

    def _too_many(self, request: Request) -> bool:
        address = request.client.host if request.client else ""
        return bool(self.attempts.wait("provider", address, address))

    def _refused(self, request: Request, error: ProviderRefused) -> Response:
        _LOG.warning("sign-in through the provider failed: %s", error)
        return self._failed(request, "provider.failed", 502)

    def _failed(self, request: Request, problem: str, status: int) -> Response:
        response = self.pages.render(
            request,
            "sign_in.html",
            status=status,
            next=PREFIX,
            email="",
            problem=self.pages.words(request)(problem),
            address=f"{PREFIX}/sign-in",
            provider=self.provider.settings.label,
            has_ended=False,
        )
        self._forget(response)
        return response

    def _forget(self, response: Response) -> None:
        response.delete_cookie(
            self.cookie, path=self.access.path, secure=self.access.secure, httponly=True, samesite="lax"
        )
