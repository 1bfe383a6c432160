"""The cells of the matrix: who sends what to which route, and what must come of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from string import Formatter
from urllib.parse import quote, urlencode

from tests.access.caller import ORIGIN, Answer, Caller
from tests.access.principals import NAMES, Principal
from tests.access.requests import CONTENT, FIXED, PATHS, Content
from tests.access.routes import Way
from tests.access.table import DOORS, ROUTES

Values = Mapping[str, str]
DESK, API, TALKS = "/desk", "/api/desk/v1", "/api/v1/conversations"
ASSETS = {"/static": "/api-docs.js", "/static/web": "/pages.css"}
THOROUGH = ("visitor", "customer", "officer", "auditor")
"""Who tries every content and every mixture: those who may most of all that are bound to one side."""
_BOUNDARY = "a-line-between"


@dataclass(frozen=True, slots=True)
class Cell:
    """One request. ``values`` fill the path, ``crossed`` the one part of the content that is not theirs."""

    way: Way
    principal: Principal
    about: str
    expected: str
    content: Content
    values: Values
    crossed: Mapping[str, Values]

    def __str__(self) -> str:
        return f"{self.way.name} · {self.principal.name} · {self.about}"

    @property
    def in_a_session(self) -> bool:
        """Whether it is behind the guard of the console."""
        return ROUTES[self.way.name].startswith("desk: ")

    def forged(self, token: str) -> "Cell":
        """The same with another token of the form."""
        return replace(self, content={**self.content, "token": token})

    def ask(self, caller: Caller, more: Mapping[str, str] | None = None) -> Answer:
        """Really call it; ``more`` are headers in place of a browser's own."""
        method, path = self.way.method, self._path()
        if method == "MOUNT":
            return caller.call("GET", path + ASSETS[path])
        headers, filled = self._headers() | dict(more or {}), self._filled()
        if method != "POST":
            query = urlencode(filled)
            return caller.call(method, f"{path}?{query}" if query else path, headers)
        kind, body = self._body(filled)
        return caller.call("POST", path, headers | {"Content-Type": kind}, body)

    def _path(self) -> str:
        named = {name: quote(self.values[what]) for name, what in objects(self.way.path).items()}
        return self.way.path.format(**named, **FIXED.get(self.way.path, {}))

    def _filled(self) -> dict[str, object]:
        """The content with its braces filled in."""
        return {name: _filled(one, self.crossed.get(name, self.values)) for name, one in self.content.items()}

    def _headers(self) -> dict[str, str]:
        who, path = self.principal, self.way.path
        headers = {"Origin": (who.talk.origin if path.startswith(f"{TALKS}/") else "") or ORIGIN}
        bearer = who.bearer or who.talk.token
        if path.startswith((API, TALKS)):
            headers |= {"Authorization": f"Bearer {bearer}", "Idempotency-Key": "a key of its own"}
        if who.session:
            headers["Cookie"] = f"desk={who.session}"
        return headers | {"X-File-Name": "a.txt"}

    def _body(self, filled: dict[str, object]) -> tuple[str, bytes]:
        path = self.way.path
        if path.endswith("/files") and path.startswith(TALKS):
            return "text/plain", b"hello"
        if path.startswith("/api/"):
            return "application/json", json.dumps(filled).encode()
        form = self._form(filled)
        if path.endswith("/files"):
            return f"multipart/form-data; boundary={_BOUNDARY}", _multipart(form)
        return "application/x-www-form-urlencoded", urlencode(form, doseq=True).encode()

    def _form(self, filled: dict[str, object]) -> dict[str, object]:
        """With what the forms of the console send by themselves."""
        if not self.way.path.startswith(DESK) or not self.principal.session:
            return filled
        sent = {"nonce": "a-nonce-of-its-own", "version": self.values["version"], "seen": "99"}
        return {"token": self.principal.form_token, **sent, **filled}


def objects(path: str) -> Mapping[str, str]:
    """Which parameters of a path name something with an owner, and what."""
    begun = next((named for start, named in PATHS.items() if path.startswith(start)), {})
    return {name: what for name, what in begun.items() if name in parts(path)}


def parts(template: object) -> list[str]:
    """What stands in braces."""
    return (
        [name for _, name, _, _ in Formatter().parse(template) if name] if isinstance(template, str) else []
    )


def cells(ways: list[Way], principal: Principal) -> Iterator[Cell]:
    """Every cell of one principal: each route with what is theirs, with what is not, and with a mixture."""
    is_thorough = principal.name in THOROUGH
    for way in ways:
        own, foreign = DOORS[ROUTES[way.name]]
        contents = CONTENT.get(way.name, ({},))
        for number, content in enumerate(contents if is_thorough else contents[:1], start=1):
            plain = _cell(way, principal, f"own, {number}", own, content)
            yield plain
            if objects(way.path) and foreign:
                yield _cell(way, principal, f"foreign, {number}", foreign, content, own=False)
            if plain.expected == "+" and is_thorough:
                yield from _mixed(way, principal, content)


def _cell(
    way: Way, principal: Principal, about: str, column: str, content: Content, *, own: bool = True
) -> Cell:
    expected = column.split()[NAMES.index(principal.name)]
    return Cell(way, principal, about, expected, content, principal.values(own=own), {})


def _mixed(way: Way, principal: Principal, content: Content) -> Iterator[Cell]:
    """Their own thing, with one part that belongs to somebody else."""
    own = principal.values(own=True)
    foreign = principal.values(own=False) | {"secret": principal.foreign.visit.token}
    for name in [name for name, one in content.items() if parts(one)]:
        yield Cell(way, principal, f"foreign {name}", "mixed", content, own, {name: foreign})
    for name, what in list(objects(way.path).items())[1:]:
        yield Cell(way, principal, f"foreign {name}", "n", content, own | {what: foreign[what]}, {})


def _filled(template: object, values: Values) -> object:
    return template.format_map(values) if isinstance(template, str) else template


def _multipart(form: dict[str, object]) -> bytes:
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
        + ('; filename="a.txt"' if name == "file" else "")
        + f"\r\n\r\n{value}\r\n"
        for name, value in form.items()
    ]
    return ("".join(parts) + f"--{_BOUNDARY}--\r\n").encode()
