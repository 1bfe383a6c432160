"""Slack's Web API, as much of it as the app uses."""

import itertools
import json
import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl

TEAM, BOT = "T0DESK", "U0BOT"

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method; `answer` is what it was told."""

    method: str
    args: Values
    answer: Values


class FakeSlack:
    """Answers like Slack and remembers every call. `script` makes the next calls of a method fail."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.users: dict[str, Values] = {}
        self.socket_url = ""
        self._scripts: dict[str, deque[str | int]] = defaultdict(deque)
        self._stamps = itertools.count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The base address of the Web API."""
        return f"http://127.0.0.1:{self._server.server_port}/api/"

    @property
    def response_url(self) -> str:
        """Where commands and clicks are answered."""
        return f"http://127.0.0.1:{self._server.server_port}/response"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def member(self, user: str, **facts: Any) -> str:
        """A member of the workspace; `facts` as in users.info (locale, is_restricted, team_id …)."""
        self.users[user] = {"id": user, "team_id": TEAM, "locale": "en-US", **facts}
        return user

    def script(self, method: str, *failures: str | int) -> None:
        """The next calls fail: a word is Slack's error code, a number an HTTP status (429: wait 0 s)."""
        self._scripts[method].extend(failures)

    def said(self, method: str) -> list[Values]:
        """The arguments of the calls of a method that succeeded."""
        return [call.args for call in self.calls if call.method == method and call.answer.get("ok")]

    def thread(self, channel: str, ts: str) -> list[Values]:
        """The messages posted below a message, in order."""
        posted = self.said("chat.postMessage")
        return [one for one in posted if one["channel"] == channel and one.get("thread_ts") == ts]

    def dm(self, user: str) -> str:
        """The direct-message channel of a person and the app."""
        return f"D{user.removeprefix('U')}"

    def answer(self, method: str, args: Values) -> tuple[int, Values]:
        """What a call gets: HTTP status and body."""
        status, body = self._answer(method, args)
        self.calls.append(Call(method, args, body))
        return status, body

    def _answer(self, method: str, args: Values) -> tuple[int, Values]:
        failure = self._scripts[method].popleft() if self._scripts[method] else None
        if isinstance(failure, int):
            return failure, {"ok": False, "error": "ratelimited" if failure == 429 else "internal_error"}
        if failure:
            return 200, {"ok": False, "error": failure}
        return 200, {"ok": True, **self._result(method, args)}

    def _result(self, method: str, args: Values) -> Values:
        match method:
            case "apps.connections.open":
                return {"url": self.socket_url}
            case "auth.test":
                return {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT", "url": "https://desk.slack.com/"}
            case "users.info" if args["user"] not in self.users:
                return {"ok": False, "error": "user_not_found"}
            case "users.info":
                return {"user": self.users[args["user"]]}
            case "conversations.open":
                return {"channel": {"id": self.dm(args["users"])}}
            case "chat.postMessage" | "chat.update":
                return {"channel": args["channel"], "ts": args.get("ts") or self._stamp()}
            case "chat.postEphemeral":
                return {"message_ts": self._stamp()}
            case "views.open" | "views.publish" | "views.update":
                return {"view": {"id": f"V{next(self._stamps)}", "hash": "1"}}
            case "assistant.threads.setSuggestedPrompts" | "response":
                return {}
        return {"ok": False, "error": "unknown_method"}

    def _stamp(self) -> str:
        return f"1800000000.{next(self._stamps):06d}"


def _handler(slack: FakeSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            method = self.path.removeprefix("/api/").strip("/")
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            status, body = slack.answer(method, _args(raw, self.headers.get("Content-Type") or ""))
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "0")
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:
            """The test reads the calls instead."""

    return Handler


def _args(raw: str, kind: str) -> Values:
    if kind.startswith("application/json"):
        parsed: Values = json.loads(raw or "{}")
        return parsed
    form: Values = dict(parse_qsl(raw))
    return {name: json.loads(text) if text[:1] in "[{" else text for name, text in form.items()}
