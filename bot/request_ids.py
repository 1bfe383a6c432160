"""A number for every request: it stands in the answer and in each line of the log that the request causes.

It is always made here. One that a client sent could be any text, or somebody else's number.
"""

import secrets
from contextvars import ContextVar

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-Id"

_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def new_id() -> str:
    """Twelve hexadecimal digits: short enough to be read out, and not met twice in a log that is kept."""
    return secrets.token_hex(6).upper()


def request_id() -> str | None:
    """Of the request at hand, in worker threads too; None outside of any."""
    return _current.get()


class RequestIds:
    """ASGI middleware. The number outlives the call, for what answers an error that nobody caught."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number = new_id()
        _current.set(number)

        async def with_number(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = number
            await send(message)

        await self.app(scope, receive, with_number)
