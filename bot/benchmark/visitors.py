"""People at the widget, many of them played by one event loop.

Plain HTTP over sockets, one connection each time: a fuller client would be slower than the server it times.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

HOUSEHOLDS = 500
"""Addresses of this machine that people come from: none may start more than 120 chats in ten minutes."""


class Unserved(Exception):
    """The server answered with something else than success; the message is its status line."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with the widget: the server behind it, the site's key and origin."""

    port: int
    site: str
    origin: str


class Visitor:
    """One person, with one conversation once it has begun. Everything raises Unserved and OSError."""

    def __init__(self, page: Page, number: int) -> None:
        self._page = page
        self._address = f"127.1.{number % HOUSEHOLDS // 250}.{number % HOUSEHOLDS % 250 + 1}"
        self._number = number
        self._conversation: dict[str, Any] = {}
        self._said = 0

    async def begin(self) -> None:
        """Open the chat."""
        started = await self._post("", {"site": self._page.site, "language": "en"})
        self._conversation = json.loads(started)

    async def file(self) -> str:
        """File an inquiry; the receipt's reference."""
        answers = {"name": f"Person {self._number}", "contact": f"person{self._number}@example.org"}
        answers["inquiry"] = f"What became of the parcel that I returned in week {self._number % 52}?"
        filing = {"kind": "inquiry", "answers": answers, "key": self._key()}
        receipt = json.loads(await self._post(f"/{self._conversation['id']}/tickets", filing))
        reference: str = receipt["reference"]
        return reference

    async def ask(self, text: str) -> None:
        """Ask, and read the reply to its end; Unserved when it cites nothing."""
        reply = await self._post(f"/{self._conversation['id']}/messages", {"text": text, "key": self._key()})
        if b"event: done" not in reply or b'"quote": "' not in reply:
            raise Unserved("no cited answer")

    async def listen(self, word: bytes = b"\0") -> None:
        """Read the event stream until the word comes: the one that never comes, unless another is given."""
        reader, writer = await self._sent("GET", f"/{self._conversation['id']}/events", b"")
        try:
            heard = b""
            while word not in heard:
                if not (more := await reader.read(65536)):
                    raise Unserved("the stream was ended")
                heard = heard[-len(word) :] + more
        finally:
            writer.close()

    async def _post(self, path: str, body: dict[str, Any]) -> bytes:
        reader, writer = await self._sent("POST", path, json.dumps(body).encode())
        try:
            head, _, content = (await reader.read()).partition(b"\r\n\r\n")
        finally:
            writer.close()
        if not head.startswith(b"HTTP/1.1 2"):
            raise Unserved(head.partition(b"\r\n")[0].decode() or "nothing was answered")
        return content

    async def _sent(
        self, method: str, path: str, body: bytes
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self._page.port, local_addr=(self._address, 0)
        )
        head = (
            f"{method} /api/v1/conversations{path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._page.port}",
            f"Origin: {self._page.origin}",
            f"Authorization: Bearer {self._conversation.get('token', '')}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            "Connection: close",
        )
        writer.write("\r\n".join((*head, "", "")).encode() + body)
        return reader, writer

    def _key(self) -> str:
        self._said += 1
        return f"visitor-{self._number}-{self._said}"
