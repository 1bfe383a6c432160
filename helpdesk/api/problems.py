"""Errors as problem details (RFC 9457): a status, a code, a sentence; never the text of an exception."""

from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException

from helpdesk.errors import Conflict, Invalid, NotFound, Refused

MEDIA_TYPE = "application/problem+json"
TITLES = {
    "unreadable": (400, "The body is not what its type says."),
    "unauthorised": (401, "A token is needed that is in force: Authorization: Bearer …"),
    "scope": (403, "This token has not the scope that this takes."),
    "not_found": (404, "There is no such thing for this token."),
    "conflict": (409, "It has changed meanwhile. Read it again."),
    "refused": (409, "That is not possible as it stands now."),
    "too_large": (413, "The body is too large."),
    "invalid": (422, "Some of what was sent cannot be taken."),
}

_CODES = {400: "unreadable", 413: "too_large"}
"""What reading a body ends in before any of our own code sees it."""


def problem(code: str, **more: object) -> JSONResponse:
    """The answer for one of the codes; ``more`` is added to its members."""
    status, title = TITLES[code]
    body = {"type": "about:blank", "title": title, "status": status, "code": code} | more
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse(body, status, headers, MEDIA_TYPE)


def problem_of(error: Exception) -> JSONResponse | None:
    """What is said of an error of the desk; None for one that should not have happened."""
    match error:
        case NotFound():
            return problem("not_found")
        case Conflict(version=version):
            return problem("conflict", version=version)
        case Refused(code=code):
            return problem("refused", reason=code)
        case Invalid(problems=problems):
            return problem("invalid", fields=sorted(problems))
        case HTTPException(status_code=status) if status in _CODES:
            return problem(_CODES[status])
        case DataError():  # such as a NUL, which PostgreSQL keeps in no text
            return problem("invalid", fields=[])
        case RequestValidationError():
            return problem("invalid", fields=_places(error))
    return None


def _places(error: RequestValidationError) -> list[str]:
    """Names the places only: what stood there is somebody's."""
    found: list[Mapping[str, tuple[object, ...]]] = list(error.errors())
    return sorted({".".join(map(str, each["loc"][1:])) for each in found})
