"""Who may call the web API: the page's origin, the conversation's token, and how often."""

from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from bot.config import BotSettings
from bot.storage import ConversationStore
from bot.web.crossing import across
from bot.web.limits import Limit, network_of

FOREIGN = "This site may not use the assistant."
ENDED = "This conversation has ended. Please start a new one."


class Doors:
    """The checks that every handler of the API makes first."""

    def __init__(self, settings: BotSettings, store: ConversationStore) -> None:
        self._origins = frozenset(origin.rstrip("/") for origin in settings.allowed_origins)
        self._store = store
        self._starts = Limit(120, 600)
        self._sends = Limit(30, 60)
        self._addresses = Limit(240, 60)

    def site(self, request: Request) -> None:
        """403 unless the page is ours or its exact origin is allowed; CORS alone would run the handler.

        A browser names no origin when a page reads from its own; other clients name none at all.
        """
        origin = request.headers.get("origin")
        if origin is None:
            if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
                raise HTTPException(403, FOREIGN)
        elif origin not in self._origins and _netloc(origin) != request.headers.get("host"):
            raise HTTPException(403, FOREIGN)
        self._limited(self._addresses, network_of(_host(request)))

    async def start(self, request: Request) -> None:
        """The site's check, and not too many new conversations from one address."""
        self.site(request)
        self._limited(self._starts, network_of(_host(request)))

    async def conversation(self, request: Request, id: str) -> None:
        """The site's check and the conversation's bearer token; 401 is the same for unknown and wrong."""
        self.site(request)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not await across(self._store.authorise, id, token):
            raise HTTPException(401, ENDED)

    async def speaking(self, request: Request, id: str) -> None:
        """The conversation's check, and not too many messages in one."""
        await self.conversation(request, id)
        self._limited(self._sends, id)

    def _limited(self, limit: Limit, key: str) -> None:
        if wait := limit.wait(key):
            text = f"That was a lot at once. Please wait {wait} seconds."
            raise HTTPException(429, text, headers={"Retry-After": str(wait)})


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _host(request: Request) -> str:
    return request.client.host if request.client else "unknown"
