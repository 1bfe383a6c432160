"""Generated requests of the routes that no description names: pages, their queries and their forms."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import BaseRoute

from tests.hostile.place import ORGANISATION, PASSWORD, Target

ROOMS = Path(__file__).parents[2]
TEMPLATES = ("helpdesk/console/templates", "bot/web/templates")
ORIGIN = "http://testserver"
BOUNDARY = "b0undary"
HOSTILE = (
    "", " ", "\0", "a\0b", "\r\nSet-Cookie: x=1", "\u202eabc\u2066", "\ufeff\u200b", "é" * 3, "\ud800",
    "%00", "%ff",
    "../../etc/passwd", "'\"--;", "<script>x</script>", "{{7*7}}", "-1", "0", "9" * 25, "9" * 5000,
    "1e999", "NaN", "true", "null", "[]", "{}", "2026-02-31", "2026-11-30T25:61", "9999-12-31",
    "0000-00-00", "10000-01-01",
    "2026-11-30T10:00:00",
    "x" * 20_000, "0001-01-01T00:00:00+23:59", "②", "１２３", "en", "ja", "\x1f\x7f", "=cmd|' /C calc'!A0",
    "a@b.example", "＠", "🦊" * 99,
)  # fmt: skip
CHARSETS = ("utf-8", "utf-16", "utf-7", "idna", "undefined", "unicode_escape", "rot13", "nonsense", "")
HEADERS = {
    "Accept-Language": ("ja", "\xff", "en;q=x,,;", "x" * 5000),
    "Cookie": ("desk=x; desk_language=\xff", "=", ";;;", "desk=" + "9" * 4000),
    "Accept": ("text/html", "*/*", "\xff/\xfe"),
    "Range": ("bytes=9-1", "bytes=-", "x" * 99),
    "If-None-Match": ("*", '"', "\xff"),
    "Content-Length": ("-1", "x"),
    "Host": ("testserver:x", "testserver:99999999"),
}


@dataclass(frozen=True)
class Asked:
    """One request of a route: the values in its path, fields in their order, and how they are sent."""

    route: int
    places: list[str]
    fields: list[tuple[str, str]]
    form: str
    charset: str
    header: tuple[str, str] | None
    signed_in: bool


@dataclass
class Siege:
    """What came of it: answers by status, and a line for each that should not have been."""

    answers: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def tell(self, what: str) -> None:
        """Keep it and show it now, as a run that is cut off tells nothing at its end."""
        self.wrong.append(what)
        print(what, flush=True)  # noqa: T201  # seen with pytest -s


def besiege(target: Target, requests: int) -> Siege:
    """So many generated requests."""
    routes = [one for one in routes_of(target.app.app.routes) if not one.include_in_schema]  # type: ignore[attr-defined]
    names, done, browser = field_names(), Siege(), Browser(target)

    @settings(max_examples=requests, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(asked=_requests(len(routes), names, browser.values()))
    def run(asked: Asked) -> None:
        route = routes[asked.route]
        status = browser.send(route, asked)
        done.answers[status] += 1
        if status >= 500:
            done.tell(f"{status} {sorted(route.methods)} {route.path} {asked}")

    run()
    return done


def routes_of(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """All of them, those of included routers too."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from routes_of(route.original_router.routes)


def field_names() -> list[str]:
    """Every name of a field in any template."""
    found: set[str] = set()
    for folder in TEMPLATES:
        for template in (ROOMS / folder).rglob("*.html"):
            found |= set(re.findall(r'\bname="([\w.-]+)"', template.read_text("utf-8")))
    return sorted(found)


def _requests(routes: int, names: list[str], good: list[str]) -> st.SearchStrategy[Asked]:
    value = st.sampled_from(HOSTILE) | st.sampled_from(good) | st.text(max_size=20)
    name = st.sampled_from(names) | st.sampled_from(("answer.x", "\0", "x" * 300, "a[]", "é"))
    header = st.sampled_from([(each, one) for each, values in HEADERS.items() for one in values])
    return st.builds(
        Asked,
        st.integers(0, routes - 1),
        st.lists(value, min_size=4, max_size=4),
        st.lists(st.tuples(name, value), max_size=8),
        st.sampled_from(("urlencoded", "urlencoded", "multipart", "file", "broken", "json", "none")),
        st.sampled_from(CHARSETS),
        st.none() | st.none() | header,
        st.integers(0, 7).map(bool),
    )


class Browser:
    """Sends what was generated, in an administrator's session or in none."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._people = 0
        self._in, self._out = (
            TestClient(target.app.app, ORIGIN, follow_redirects=False, raise_server_exceptions=False)
            for _ in range(2)
        )
        self._token = ""

    def values(self) -> list[str]:
        """What stands for something in the house."""
        people = [one.id for one in self._target.house.desk.agents.all()]
        known = (ORGANISATION, "privacy-notice", "inquiry", "rights_request", "erasure", "console.css")
        return [*self._target.references, *self._target.status_tokens, *people, *known]

    def send(self, route: APIRoute, asked: Asked) -> int:
        """The status of the answer."""
        client = self._in if asked.signed_in else self._out
        values = iter(asked.places)
        path = re.sub(
            r"\{\w+(:\w+)?\}", lambda _: quote(next(values), safe="", errors="replace") or "x", route.path
        )
        fields = [(name, value) for name, value in self._fields(route, asked)]
        method = "POST" if "POST" in route.methods else sorted(route.methods)[0]
        headers = {"Origin": ORIGIN} | ({asked.header[0]: asked.header[1]} if asked.header else {})
        body, kind = _body(fields, asked) if method == "POST" else (b"", "")
        if kind:
            headers["Content-Type"] = kind
        url = path if method == "POST" else f"{path}?{_urlencoded(fields).decode()[:60_000]}"
        raw = {name: value.encode("latin-1", "replace") for name, value in headers.items()}
        answer = client.request(method, url, content=body, headers=raw)  # type: ignore[arg-type]
        if asked.signed_in and answer.headers.get("location", "").startswith("/desk/sign-in"):
            self._sign_in()
        return answer.status_code

    def _fields(self, route: APIRoute, asked: Asked) -> Iterator[tuple[str, str]]:
        """The session's token, values for what the route asks for, and what was generated besides."""
        yield "token", self._token
        wanted = [one.alias for one in (*route.dependant.body_params, *route.dependant.query_params)]
        for name, (_, value) in zip(wanted, asked.fields, strict=False):
            yield name, value
        yield from asked.fields

    def _sign_in(self) -> None:
        """Come as somebody new: what was sent may have ended the session, or the account."""
        self._people += 1
        email = f"person{self._people}@desk.example"
        self._target.house.desk.agents.add_agent(email, "Person", PASSWORD, "administrator")
        self._in.cookies.clear()
        self._in.post(
            "/desk/sign-in", data={"email": email, "password": PASSWORD}, headers={"Origin": ORIGIN}
        )
        found = re.search(r'name="token" value="(\w+)"', self._in.get("/desk").text)
        self._token = found[1] if found else ""


def _coded(value: str) -> str:
    return quote(value, safe="", errors="replace") or "x"


def _body(fields: list[tuple[str, str]], asked: Asked) -> tuple[bytes, str]:
    charset = f"; charset={asked.charset}" if asked.charset else ""
    match asked.form:
        case "urlencoded":
            return _urlencoded(fields), "application/x-www-form-urlencoded" + charset
        case "json":
            return b'{"a": "\\ud800", "b": ' + b"[" * 5000, "application/json"
        case "none":
            return b"", "text/plain" + charset
        case form:
            kind = f"multipart/form-data; boundary={BOUNDARY}{charset}"
            whole = _multipart(fields, 'filename="x\r\ny.pdf"; ' if form == "file" else "")
            return (whole[: len(whole) * 2 // 3] if form == "broken" else whole), kind


def _urlencoded(fields: list[tuple[str, str]]) -> bytes:
    coded = [(quote_plus(part, errors="surrogatepass") for part in pair) for pair in fields]
    return "&".join("=".join(pair) for pair in coded).encode()


def _multipart(fields: list[tuple[str, str]], extra: str) -> bytes:
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; {extra}name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    )
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode("utf-8", "surrogatepass")
