"""The door of every path of the API: the token, its scope, whose tickets it sees, and that it looked."""

from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from sqlalchemy.exc import DataError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from helpdesk.api.problems import problem, problem_of
from helpdesk.api_tokens import ApiClient, Scope
from helpdesk.desk import Desk
from helpdesk.errors import HelpdeskError
from helpdesk.narrowing import narrow_to

PREFIX = "/api/desk/v1"
SCOPES: Mapping[tuple[str, str], Scope] = {
    ("GET", "/tickets"): "tickets:read",
    ("POST", "/tickets"): "tickets:write",
    ("GET", "/tickets/{reference}"): "tickets:read",
    ("POST", "/tickets/{reference}/messages"): "tickets:write",
    ("POST", "/tickets/{reference}/notes"): "tickets:write",
    ("POST", "/tickets/{reference}/status"): "tickets:write",
    ("GET", "/preferences"): "preferences:read",
}
"""What each path takes. One that is not listed opens to nobody."""

_NOTHING: frozenset[str] = frozenset()
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_BEARER = HTTPBearer(auto_error=False, scheme_name="desk", description="A token of the page “API tokens”.")


def api_router(desk: Desk) -> APIRouter:
    """A router below the prefix, whose every path asks for a token."""

    class ApiRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle, path = super().get_route_handler(), self.path.removeprefix(PREFIX)

            async def guarded(request: Request) -> Response:
                try:
                    response = (
                        await _let_in(request, desk, path) or _repeated(request) or await handle(request)
                    )
                except (HelpdeskError, HTTPException, DataError, RequestValidationError) as error:
                    told = problem_of(error)
                    if told is None:
                        raise
                    response = told
                response.headers.update(HEADERS)
                return response

            return guarded

    return APIRouter(prefix=PREFIX, route_class=ApiRoute, tags=["desk"], dependencies=[Security(_BEARER)])


def _repeated(request: Request) -> Response | None:
    """Refuses a parameter given twice: nobody could say which of its values was meant."""
    given = Counter(name for name, _ in request.query_params.multi_items())
    twice = sorted(name for name, count in given.items() if count > 1)
    return problem("invalid", fields=twice) if twice else None


async def _let_in(request: Request, desk: Desk, path: str) -> Response | None:
    """Why this program gets no further; else what it looks at is on record."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    known = kind.lower() == "bearer" and value
    client = await run_in_threadpool(desk.api_tokens.client, value.strip()) if known else None
    if client is None:
        return problem("unauthorised")
    scope = SCOPES.get((request.method, path))
    seen = client.sees.get(scope, _NOTHING) if scope else _NOTHING
    if seen == _NOTHING:
        return problem("scope", scope=scope)
    narrow_to(seen)
    request.state.client = client
    if request.method == "GET":
        reference = request.path_params.get("reference")
        await run_in_threadpool(_note, desk, client, reference)
    return None


def _note(desk: Desk, client: ApiClient, reference: str | None) -> None:
    if reference is None or desk.accesses.organisation_of(reference):
        desk.accesses.record(client.id, "read_by_api", reference)


def _client(request: Request) -> ApiClient:
    client: ApiClient = request.state.client
    return client


LetIn = Annotated[ApiClient, Depends(_client)]
"""The program that the door has let in."""
