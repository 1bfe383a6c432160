"""Who may call the web API: the page's origin, the conversation's token, and how often."""

from collections import Counter
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from bot.sites import Site, Sites
from bot.tokens import Admitted, Tokens
from bot.web.crossing import across
from bot.web.limits import Limit, network_of
from bot.web.shapes import Start

FOREIGN = "This site may not use the assistant."
ENDED = "This conversation has ended. Please start a new one."
OWN = "own"
"""Stands for our own pages where sites are counted."""


class Doors:
    """The checks that are made before any handler of the API runs; CORS alone would run it."""

    def __init__(self, sites: Sites, tokens: Tokens) -> None:
        self._sites = sites
        self._tokens = tokens
        self._starts = Limit(120, 600)
        self._sends = Limit(30, 60)
        self._addresses = Limit(240, 60)
        self._of_sites = Limit(1200, 60)

    async def known(self, request: Request) -> None:
        """403 unless the page is ours or some site's, 422 for a parameter given twice.

        Before anything of the request is read.
        """
        if not _is_ours(request) and request.headers.get("origin") not in self._sites.origins():
            raise HTTPException(403, FOREIGN)
        _once(request)
        self._limited(self._addresses, network_of(_host(request)))

    async def own(self, request: Request) -> None:
        """403 unless the page is ours, 422 for a parameter given twice."""
        if not _is_ours(request):
            raise HTTPException(403, FOREIGN)
        _once(request)
        self._limited(self._addresses, network_of(_host(request)))

    async def form(self, request: Request) -> None:
        """403 unless a form of ours was sent; browsers that are told to send no referrer name no origin."""
        if not _is_ours(request) and request.headers.get("sec-fetch-site") != "same-origin":
            raise HTTPException(403, FOREIGN)
        host = network_of(_host(request))
        self._limited(self._addresses, host)
        self._limited(self._starts, host)

    async def start(self, request: Request, asked: Start) -> None:
        """403 unless the page is ours or of the site that is named; not too many from one address or site."""
        site = self._site(request, asked.site)
        self._limited(self._starts, network_of(_host(request)))
        self._limited(self._of_sites, site.key if site else OWN)

    async def conversation(self, request: Request, id: str) -> None:
        """The page's origin and the conversation's bearer token; 401 is the same for unknown and wrong."""
        admitted = await self.admitted(request, id)
        if admitted is None:
            raise HTTPException(401, ENDED)
        if admitted.site:
            self._site(request, admitted.site)
        elif not _is_ours(request):
            raise HTTPException(403, FOREIGN)

    async def admitted(self, request: Request, id: str) -> Admitted | None:
        """The conversation whose token the request shows, as it counts at this moment; None for no such."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return await across(self._tokens.admit, id, token) if scheme.lower() == "bearer" else None

    async def speaking(self, request: Request, id: str) -> None:
        """The conversation's check, and not too many messages in one."""
        await self.conversation(request, id)
        self._limited(self._sends, id)

    def _site(self, request: Request, key: str | None) -> Site | None:
        """The site on whose page it is asked; None for a page of ours. A framed chat is a page of ours."""
        site = self._sites.find(key) if key else None
        if key and site is None:
            raise HTTPException(403, FOREIGN)
        if _is_ours(request) or (site and request.headers.get("origin") in site.origins):
            return site
        raise HTTPException(403, FOREIGN)

    def _limited(self, limit: Limit, key: str) -> None:
        if wait := limit.wait(key):
            text = f"That was a lot at once. Please wait {wait} seconds."
            raise HTTPException(429, text, headers={"Retry-After": str(wait)})


def _is_ours(request: Request) -> bool:
    """A browser names no origin when a page reads from its own; other clients name none at all."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    return _netloc(origin) == request.headers.get("host")


def _once(request: Request) -> None:
    given = Counter(name for name, _ in request.query_params.multi_items())
    if twice := sorted(name for name, count in given.items() if count > 1):
        raise HTTPException(422, f"This was given more than once: {', '.join(twice)}")


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _host(request: Request) -> str:
    return request.client.host if request.client else "unknown"
