"""A server that speaks as much of OpenAI's chat completions as is used, in the character it is given."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from typing import Any, Self, cast

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the model is asked, read back from the request, and the server's sign to stop holding out."""

    question: str
    clauses: tuple[tuple[str, str], ...]
    released: threading.Event


@dataclass(frozen=True, slots=True)
class Status:
    """An HTTP status instead of an answer; `location` is for a redirect."""

    code: int
    location: str = ""


class Reset(Exception):
    """The connection is cut here."""


Step = str | bytes | Status
"""A piece of the answer's text, bytes sent as they are, or (first) a status."""

Character = Callable[[Asked], Iterable[Step]]


class FakeLanguageModel:
    """Listens on this machine; `received` holds the bodies of all requests."""

    def __init__(self, character: Character) -> None:
        self.character = character
        self.received: list[Body] = []
        self.released = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The base address, as a setting names it."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def asked(self, body: Body) -> Asked:
        """What a request asks: the last message is one JSON object."""
        material = json.loads(body["messages"][-1]["content"])
        clauses = tuple((each["address"], each["text"]) for each in material["clauses"])
        return Asked(material["question"], clauses, self.released)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, model: FakeLanguageModel) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.model = model


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        model = cast(_Server, self.server).model
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model.received.append(body)
        try:
            self._tell(iter(model.character(model.asked(body))))
        except (Reset, OSError):
            self.close_connection = True

    def _tell(self, steps: Iterator[Step]) -> None:
        first = next(steps, "")
        if isinstance(first, Status):
            self._refuse(first)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for step in chain([first], steps):
            self._send(step if isinstance(step, bytes) else _chunk(str(step)))
        self._send(_chunk("", "stop") + b"data: [DONE]\n\n")

    def _send(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _refuse(self, status: Status) -> None:
        told = json.dumps({"error": {"message": SECRET, "type": "server_error"}}).encode()
        self.send_response(status.code)
        if status.location:
            self.send_header("Location", status.location)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


SECRET = "internal: the machine room is on fire"
"""What the server says about its own failures; nobody is to read it."""


def _chunk(text: str, reason: str | None = None) -> bytes:
    delta = {"role": "assistant", "content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    told = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "fake", "choices": [choice]}
    return b"data: " + json.dumps(told).encode() + b"\n\n"
