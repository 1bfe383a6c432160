"""What a person is told when something goes wrong: a safe sentence and a reference, never an exception."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException as StarletteHTTPException

from bot.headers import HEADERS
from bot.request_ids import HEADER, new_id, request_id
from bot.stored import ConversationGone
from bot.web.doors import ENDED
from bot.web.pages import PRIVATE, language_of, page
from bot.web.troubles import methods_of
from bot.web.wording import CATALOGUES
from helpdesk import Conflict, NotFound, Refused

log = logging.getLogger(__name__)

SAFE = {
    "en": "Something went wrong on our side. Please try again; nothing is done twice. Reference: {reference}",
    "ja": "こちら側で問題が発生しました。もう一度お試しください。二重に処理されません。参照番号：{reference}",
}
"""Said in the language of the conversation; the reference stands in the log beside the error."""

TOLD: dict[type[Exception], tuple[int, str]] = {
    ConversationGone: (401, ENDED),
    NotFound: (404, "There is no such thing here."),
    Conflict: (409, "This has changed in the meantime. Please look again."),
    UnicodeError: (400, "This is no text, or not in the encoding that it names."),
    DataError: (422, "Something in this cannot be stored."),
    Refused: (409, "This cannot be done now."),
}


def report(error: Exception, language: str = "en") -> dict[str, str]:
    """Log an error under the number of its request; what may be said of it."""
    reference = request_id() or new_id()
    log.error("a request failed", exc_info=error, extra={"reference": reference})
    return {"detail": SAFE.get(language, SAFE["en"]).format(reference=reference), "reference": reference}


def install_failures(app: FastAPI) -> None:
    """Answer every error of a handler in words: a page for a browser that goes to one, JSON for a program."""
    for kind, (status, text) in TOLD.items():
        app.add_exception_handler(kind, _teller(status, text))

    @app.exception_handler(StarletteHTTPException)
    async def refused(request: Request, error: StarletteHTTPException) -> Response:
        headers = {"Allow": methods_of(request)} if error.status_code == 405 else error.headers
        return _told(request, error.status_code, {"detail": error.detail}, headers)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> Response:
        """Names the places only: what stood there is the person's, and need not even be text."""
        places = sorted({".".join(map(str, each["loc"][1:])) for each in error.errors()})
        return _told(request, 422, {"detail": f"This could not be read: {', '.join(places)}"})

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        """Made outside of all middleware, so it brings the headers itself."""
        told = report(error, _language(request))
        return _told(request, 500, told, HEADERS | {HEADER: told["reference"]})


def _teller(status: int, text: str):  # type: ignore[no-untyped-def]  # Starlette's handler type
    async def told(request: Request, _error: Exception) -> Response:
        return _told(request, status, {"detail": text})

    return told


def _told(
    request: Request, status: int, body: dict[str, str], headers: Mapping[str, str] | None = None
) -> Response:
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(body, status, headers)
    language = _language(request)
    words = CATALOGUES[language]
    text = body["detail"] if status == 500 else words.get(f"failed.{status}", words["failed"])
    kept = PRIVATE | dict(headers or {})
    return page(
        "notice.html", language, status=status, headers=kept, heading=words["failed.title"], text=text
    )


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language"), request.query_params.get("lang"))
