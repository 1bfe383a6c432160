"""What a person is told when something goes wrong: a safe sentence and a reference, never an exception."""

import logging
import secrets

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from bot.storage import ConversationGone
from bot.web.doors import ENDED
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
    Refused: (409, "This cannot be done now."),
}


def report(error: Exception, language: str = "en") -> dict[str, str]:
    """Log an error under a new reference; what may be said of it."""
    reference = secrets.token_hex(4).upper()
    log.error("a request failed", exc_info=error, extra={"reference": reference})
    return {"detail": SAFE.get(language, SAFE["en"]).format(reference=reference), "reference": reference}


def install_failures(app: FastAPI) -> None:
    """Answer every error of a handler in words."""
    for kind, (status, text) in TOLD.items():
        app.add_exception_handler(kind, _teller(status, text))

    @app.exception_handler(RequestValidationError)
    async def unreadable(_request: Request, error: RequestValidationError) -> JSONResponse:
        """Names the places only: what stood there is the person's, and need not even be text."""
        places = sorted({".".join(map(str, each["loc"][1:])) for each in error.errors()})
        return JSONResponse({"detail": f"This could not be read: {', '.join(places)}"}, status_code=422)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        language = "ja" if request.headers.get("accept-language", "").startswith("ja") else "en"
        return JSONResponse(report(error, language), status_code=500)


def _teller(status: int, text: str):  # type: ignore[no-untyped-def]  # Starlette's handler type
    async def told(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse({"detail": text}, status_code=status)

    return told
