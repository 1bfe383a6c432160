"""What the web API may answer to a call that it does not carry out, for its description."""

from collections.abc import MutableMapping
from typing import Any

from fastapi import Request
from pydantic import BaseModel
from starlette.routing import BaseRoute, Match

CHECK = "Please look at the marked fields."
METHODS = ("GET", "HEAD", "POST", "DELETE")
"""All that any route is asked with."""


class Trouble(BaseModel):
    """Why something was not done, and `problems` by field where a form could not be taken."""

    detail: str
    problems: dict[str, str] | None = None


_TROUBLE = {"application/json": {"schema": Trouble.model_json_schema()}}
TROUBLES: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body is not what its type says", "content": _TROUBLE},
    401: {"description": "No conversation opens with this token, or no longer", "content": _TROUBLE},
    403: {"description": "Not from this page", "content": _TROUBLE},
    404: {"description": "Not there", "content": _TROUBLE},
    409: {"description": "Not possible as it stands now", "content": _TROUBLE},
    413: {"description": "Too large", "content": _TROUBLE | {"text/plain": {}}},
    422: {"description": "Something cannot be taken", "content": _TROUBLE},
    429: {"description": "Too much at once; `Retry-After` says for how long", "content": _TROUBLE},
}


def methods_of(request: Request) -> str:
    """What a path can be asked with; Starlette itself names the methods of the path's first route alone."""
    scopes = {method: dict(request.scope, method=method) for method in METHODS}
    routes = request.app.routes
    return ", ".join(each for each, scope in scopes.items() if any(_answers(one, scope) for one in routes))


def _answers(route: BaseRoute, scope: MutableMapping[str, Any]) -> bool:
    return route.matches(scope)[0] is Match.FULL
