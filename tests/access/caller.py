"""Calls the application as a server would, without a socket and each time from another address."""

import asyncio
from collections.abc import Mapping
from contextvars import copy_context
from dataclasses import dataclass
from itertools import count
from typing import Any, Self
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

HOST = "testserver"
ORIGIN = f"http://{HOST}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; of an event stream, which would go on, its beginning."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def place(self) -> str:
        """Where it leads to; empty when nowhere."""
        return self.headers.get("location", "")


class Caller:
    """Calls from ever new addresses, so that no limit of calls is met."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._runner = asyncio.Runner()
        self._numbers = count(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def call(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """One request of its own task and context, as a server makes them."""
        path, _, query = url.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), text.encode()) for name, text in _sent(headers, body)],
            "client": (self._address(), 40000),
            "server": (HOST, 80),
        }
        return self._runner.run(_exchange(self._app, scope, body), context=copy_context())

    def _address(self) -> str:
        number = next(self._numbers)
        return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def _sent(headers: Mapping[str, str] | None, body: bytes) -> list[tuple[str, str]]:
    return list(({"Host": HOST, "Content-Length": str(len(body))} | dict(headers or {})).items())


async def _exchange(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    sent: list[Message] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    hung_up = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await hung_up.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if scope["method"] == "GET" and message.get("body"):
            hung_up.set()

    await app(scope, receive, send)
    start = sent[0]
    headers = {name.decode(): text.decode("latin-1") for name, text in start["headers"]}
    text = b"".join(part.get("body", b"") for part in sent[1:]).decode("utf-8", "replace")
    return Answer(start["status"], headers, text)
