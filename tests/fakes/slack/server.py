"""Slack over HTTP: the Web API with several workspaces, tokens, scripted failures, and a control API."""

import json
import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.slack.checks import broken_limit
from tests.fakes.slack.conversations import Conversations, Values
from tests.fakes.slack.methods import METHODS, Refused

TEAM, BOT = "T0DESK", "U0BOT"
TOKEN = "xoxb-test"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method; `answer` is what it was told."""

    method: str
    args: Values
    answer: Values
    team: str


class FakeSlack:
    """Answers like Slack and remembers every call. `script` makes the next calls of a method fail.

    A test reads a conversation as a person sees it: here by `thread`, from another process by the control
    API (`POST /control/{script,thread,said,install,revoke}`).
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.users: dict[str, Values] = {}
        self.socket_url = ""
        self.tokens: dict[str, str] = {}
        self.scopes: dict[str, set[str]] = {}
        self.codes: dict[str, Values] = {}
        self.conversations = Conversations()
        self._scripts: dict[str, deque[str | int]] = defaultdict(deque)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
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

    def grant(self, code: str, team: str, token: str) -> None:
        """A consent that an administrator has given: `code` buys `token` for a workspace."""
        self.codes[code] = {"team": {"id": team, "name": f"Workspace {team}"}, "access_token": token}

    def script(self, method: str, *failures: str | int) -> None:
        """The next calls fail: a word is Slack's error code, a number an HTTP status (429: wait 0 s)."""
        self._scripts[method].extend(failures)

    def said(self, method: str) -> list[Values]:
        """The arguments of the calls of a method that succeeded."""
        return [call.args for call in self.calls if call.method == method and call.answer.get("ok")]

    def thread(self, channel: str, ts: str) -> list[Values]:
        """What a person sees below a message, in order."""
        return self.conversations.thread(channel, ts)

    def messages(self, channel: str | None = None) -> list[Values]:
        """What stands in a channel, or anywhere, in order."""
        return [one for one in self.conversations.messages.values() if channel in (None, one["channel"])]

    def dm(self, user: str) -> str:
        """The direct-message channel of a person and the app."""
        return f"D{user.removeprefix('U')}"

    def answer(self, method: str, args: Values, token: str) -> tuple[int, Values]:
        """What a call gets: HTTP status and body."""
        team = self.tokens.get(token, TEAM)
        with self._lock:
            status, body = self._answer(method, args, token, team)
            self.calls.append(Call(method, args, body, team))
        return status, body

    def control(self, what: str, args: Values) -> Values:
        """The control API, for tests whose app is another process."""
        match what:
            case "script":
                self.script(args["method"], *args["failures"])
            case "thread":
                return {"messages": self.thread(args["channel"], args["ts"])}
            case "said":
                return {"calls": self.said(args["method"])}
            case "revoke":
                self.tokens[args["token"]] = ""
        return {}

    def _answer(self, method: str, args: Values, token: str, team: str) -> tuple[int, Values]:
        failure = self._scripts[method].popleft() if self._scripts[method] else None
        if isinstance(failure, int):
            return failure, {"ok": False, "error": "ratelimited" if failure == 429 else "internal_error"}
        if failure:
            return 200, {"ok": False, "error": failure, **_needed(failure)}
        if token and self.tokens.get(token) == "":
            return 200, {"ok": False, "error": "token_revoked"}
        if wrong := broken_limit(args):
            return 200, {"ok": False, "error": wrong}
        try:
            return 200, {"ok": True, **METHODS[method](self, team, args)}
        except KeyError:
            return 200, {"ok": False, "error": "unknown_method"}
        except Refused as refused:
            return 200, {"ok": False, "error": refused.code}


def _needed(failure: str) -> Values:
    return {"needed": "chat:write", "provided": "commands"} if failure == "missing_scope" else {}


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


def _handler(slack: FakeSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            path = urlsplit(self.path).path
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            args = _args(raw, self.headers)
            if path.startswith("/control/"):
                self._reply(200, slack.control(path.removeprefix("/control/"), args))
                return
            token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
            method = path.removeprefix("/api/").strip("/")
            self._reply(*slack.answer(method, args, token))

        def _reply(self, status: int, body: Values) -> None:
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "0")
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:
            """The test reads the calls instead."""

    return Handler


def _args(raw: str, headers: Mapping[str, str]) -> Values:
    if (headers.get("Content-Type") or "").startswith("application/json"):
        parsed: Values = json.loads(raw or "{}")
        return parsed
    form: Values = dict(parse_qsl(raw))
    return {name: json.loads(text) if text[:1] in "[{" else text for name, text in form.items()}
