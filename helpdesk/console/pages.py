"""Makes the console's pages from its templates, in the reader's language."""

from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpdesk.console import times
from helpdesk.console.access import PREFIX, Visitor
from helpdesk.console.wording import LANGUAGES, Words, choose_language
from helpdesk.permissions import Action
from helpdesk.ports import Clock

HERE = Path(__file__).parent
LANGUAGE_COOKIE = "desk_language"
ASSET_TYPES = {
    "console.css": "text/css; charset=utf-8",
    "pages.css": "text/css; charset=utf-8",
    "queue.css": "text/css; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "keys.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml",
}
PLACES: tuple[tuple[str, str, Action], ...] = (
    ("queue", PREFIX, "read"),
    ("overview", f"{PREFIX}/overview", "read"),
    ("reports", f"{PREFIX}/reports", "report"),
    ("preferences", f"{PREFIX}/preferences", "export"),
    ("approved", f"{PREFIX}/approved", "read"),
    ("replies", f"{PREFIX}/replies", "read"),
    ("organisations", f"{PREFIX}/organisations", "read"),
    ("retention", f"{PREFIX}/retention", "erase"),
    ("access", f"{PREFIX}/access", "see_accesses"),
    ("agents", f"{PREFIX}/agents", "manage_accounts"),
)
"""The pages in the bar, each for those who may do that anywhere."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside the pages; its address changes with its content, so browsers may keep it."""

    content: bytes
    media_type: str

    @property
    def version(self) -> str:
        """The first digits of the content's SHA-256."""
        return sha256(self.content).hexdigest()[:12]


class Pages:
    """Renders templates; ``clock`` says what "overdue" and "ago" are measured from."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.assets = {
            name: Asset((HERE / "static" / name).read_bytes(), media_type)
            for name, media_type in ASSET_TYPES.items()
        }
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {
            "desk": PREFIX,
            "languages": LANGUAGES,
            "asset": self._asset_address,
            "policy_link": policy_link,
            "nonce": partial(token_urlsafe, 16),
        }

    def words(self, request: Request) -> Words:
        """The reader's language: chosen earlier, else what the browser asks for."""
        chosen = request.cookies.get(LANGUAGE_COOKIE)
        return Words(choose_language(chosen, request.headers.get("accept-language", "")))

    def render(self, request: Request, template: str, *, status: int = 200, **values: object) -> Response:
        """The page of ``template``; ``said`` and ``address`` may be given among ``values``."""
        words = self.words(request)
        visitor: Visitor | None = getattr(request.state, "visitor", None)
        now = self.clock()
        context: dict[str, object] = {
            "t": words,
            "visitor": visitor,
            "places": _places(visitor),
            "here": None,
            "now": now,
            "said": self._said(request, words),
            "address": _address(request),
            "date": partial(times.date_words, language=words.language),
            "day": partial(times.day, language=words.language),
            "moment": partial(times.moment, language=words.language),
            "due_words": partial(times.due_words, now=now, words=words),
            "ago_words": partial(times.ago_words, now=now, words=words),
            "is_overdue": partial(times.is_overdue, now=now),
        }
        html = self._environment.get_template(template).render(context | values)
        return HTMLResponse(html, status_code=status)

    def problem(self, request: Request, key: str, status: int) -> Response:
        """A page that says what went wrong and what to do; ``key`` is in the catalogue."""
        return self.render(request, "problem.html", status=status, key=key)

    def _asset_address(self, name: str) -> str:
        return f"{PREFIX}/static/{name}?v={self.assets[name].version}"

    def _said(self, request: Request, words: Words) -> str | None:
        key = f"said.{request.query_params.get('said', '')}"
        return words(key) if words.knows(key) else None


def policy_link(address: str) -> str | None:
    """The policy page of an address (``org/policy@version#place``), at the clause; None for no address."""
    document, _, place = address.partition("#")
    name, _, version = document.partition("@")
    organisation, _, policy = name.partition("/")
    if not (organisation and policy and version):
        return None
    return (
        "/policies/"
        + "/".join(quote(part, safe="") for part in (organisation, policy, version))
        + (f"#{quote(place)}" if place else "")
    )


def _places(visitor: Visitor | None) -> tuple[tuple[str, str], ...]:
    if visitor is None:
        return ()
    reach = visitor.agent.reach
    return tuple((name, path) for name, path, action in PLACES if reach.may(action))


def _address(request: Request) -> str:
    if request.method != "GET":
        return PREFIX
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
