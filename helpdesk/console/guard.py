"""The door of every console page: origin, session, form token, errors as pages, strict headers."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from helpdesk.console.access import PREFIX, Access, Visitor, same_origin, token_fits
from helpdesk.console.pages import Pages
from helpdesk.errors import NotFound

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    # Not "no-referrer": with it browsers send "Origin: null" for our own forms, and over plain HTTP
    # the Origin header is all there is to tell them from foreign ones.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
READING = ("GET", "HEAD")
OWN_ACCOUNT = (f"{PREFIX}/sign-out", f"{PREFIX}/me/password")
"""What also those may send who change no tickets."""

Handler = Callable[[Request], Awaitable[Response]]


def console_router(pages: Pages, access: Access | None) -> APIRouter:
    """A router below the prefix. With ``access``, a page is shown or a form taken only in a session.

    Checked here and not in each page, so that no page can forget it.
    """

    class ConsoleRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                response = await _answer(request, handle, pages, access)
                for name, value in HEADERS.items():
                    response.headers.setdefault(name, value)
                return response

            return guarded

    return APIRouter(prefix=PREFIX, route_class=ConsoleRoute, include_in_schema=False)


async def _answer(request: Request, handle: Handler, pages: Pages, access: Access | None) -> Response:
    changes = request.method not in READING
    if changes and not same_origin(request):
        return pages.problem(request, "problem.foreign", 403)
    if access is not None:
        visitor = await run_in_threadpool(access.visitor, request)
        if visitor is None:
            return _to_sign_in(request)
        request.state.visitor = visitor
        if changes and (problem := await _refusal(request, visitor)):
            return pages.problem(request, problem, 403)
    try:
        return await handle(request)
    except NotFound:
        return pages.problem(request, "problem.missing", 404)
    except RequestValidationError:
        return pages.problem(request, "problem.malformed", 400)


async def _refusal(request: Request, visitor: Visitor) -> str | None:
    token = (await request.form()).get("token", "")
    if not isinstance(token, str) or not token_fits(visitor, token):
        return "problem.form"
    is_own_account = request.url.path in OWN_ACCOUNT
    return None if visitor.may_write or is_own_account else "problem.reader"


def _to_sign_in(request: Request) -> Response:
    wanted = request.url.path if request.method == "GET" else PREFIX
    if request.method == "GET" and request.url.query:
        wanted += f"?{request.url.query}"
    return RedirectResponse(f"{PREFIX}/sign-in?next={quote(wanted, safe='')}", status_code=303)
