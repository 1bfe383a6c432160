"""The door of every console page: origin, session, form token, errors as pages, strict headers."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from helpdesk.console.access import PREFIX, Access, same_origin, token_fits
from helpdesk.console.pages import Pages
from helpdesk.console.permits import Permit, permit_for, shown_by
from helpdesk.errors import NotFound
from helpdesk.narrowing import narrow_to
from helpdesk.permissions import Action

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
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
log = logging.getLogger(__name__)

READING = ("GET", "HEAD")

Handler = Callable[[Request], Awaitable[Response]]


def console_router(pages: Pages, access: Access | None) -> APIRouter:
    """A router below the prefix. With ``access``, a page is shown or a form taken only in a session.

    Checked here and not in each page, so that no page can forget it.
    """

    class ConsoleRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            permits = {
                method: permit_for(method, self.path.removeprefix(PREFIX)) for method in self.methods or ()
            }

            async def guarded(request: Request) -> Response:
                door = Door(pages, access, self.path, permits.get(request.method))
                response = await door.answer(request, handle)
                for name, value in HEADERS.items():
                    response.headers.setdefault(name, value)
                return response

            return guarded

    return APIRouter(prefix=PREFIX, route_class=ConsoleRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Door:
    """What a request of one route (``path``) has to pass. ``access`` is None where no session is needed."""

    pages: Pages
    access: Access | None
    path: str
    permit: Permit

    async def answer(self, request: Request, handle: Handler) -> Response:
        """The page, or the page that says why not."""
        changes = request.method not in READING
        if changes and not same_origin(request):
            return self.pages.problem(request, "problem.foreign", 403)
        try:
            if self.access and (refusal := await self._refusal(request, self.access, changes)):
                return refusal
            return await handle(request)
        except NotFound:
            return self.pages.problem(request, "problem.missing", 404)
        except RequestValidationError:
            return self.pages.problem(request, "problem.malformed", 400)
        finally:
            await request.close()  # a file that came with a refused form

    async def _refusal(self, request: Request, access: Access, changes: bool) -> Response | None:
        """Why this visitor gets no further. From here on, what they may not see is not found."""
        visitor = await run_in_threadpool(access.visitor, request)
        if visitor is None:
            return _to_sign_in(request)
        request.state.visitor = visitor
        form = await request.form() if changes else FormData()
        if changes and not token_fits(visitor, str(form.get("token", ""))):
            return self.pages.problem(request, "problem.form", 403)
        reach, permit = visitor.agent.reach, self.permit
        narrow_to(reach.where("read"))
        about = await run_in_threadpool(access.subjects, self.path, request.path_params, form)
        request.state.visitor = replace(visitor, organisation=min(about) if len(about) == 1 else None)
        if permit is None:
            return None
        if await run_in_threadpool(access.desk.sessions.owes_password, visitor.agent.id, visitor.session):
            return RedirectResponse(f"{PREFIX}/me/password", status_code=303)
        if await run_in_threadpool(access.desk.sessions.owes_second_factor, visitor.agent, visitor.session):
            return RedirectResponse(f"{PREFIX}/me/second-factor", status_code=303)
        if not all(reach.may(permit, one) for one in about or (None,)):
            log.warning("not permitted", extra={"agent": visitor.agent.id, "kind": permit})
            return self.pages.problem(request, f"problem.{_problem(permit)}", 403)
        # Also where an organisation is named: what is changed may be another thing than what the form names.
        narrow_to(reach.where(permit))
        kind = shown_by(self.path.removeprefix(PREFIX))
        if kind and not changes:
            await run_in_threadpool(access.note, visitor, kind, request)
        return None


def _problem(permit: Action) -> str:
    if permit == "manage_accounts":
        return "administrators"
    return "reader" if permit in ("write", "decide", "approve") else "role"


def _to_sign_in(request: Request) -> Response:
    """Signing in leads back to the page, or to the one that holds the form that was sent."""
    page = urlsplit(str(request.url) if request.method in READING else request.headers.get("referer", PREFIX))
    wanted = f"{page.path}?{page.query}" if page.query else page.path
    return RedirectResponse(f"{PREFIX}/sign-in?next={quote(wanted, safe='')}", status_code=303)
