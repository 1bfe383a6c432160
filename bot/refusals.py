"""A line of the log for who is not let in or has to wait: the door and the status, never who it was.

Lines are few however many are refused, so that nobody can fill a disk or hide among them.
"""

import logging
from collections import Counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.metrics.timing import route_of
from bot.web.limits import Limit

REFUSALS = frozenset({401, 403, 429})
LINES_A_MINUTE = 30
"""For each status, so that a flood of one does not cover the others."""

log = logging.getLogger(__name__)


class Refusals:
    """ASGI middleware. The next line that is written tells how many were held back before it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._lines = Limit(LINES_A_MINUTE, 60)
        self._held_back: Counter[int] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in REFUSALS:
                self._tell(message["status"], route_of(scope))
            await send(message)

        await self.app(scope, receive, told)

    def _tell(self, status: int, route: str) -> None:
        if self._lines.wait(str(status)):
            self._held_back[status] += 1
            return
        held_back = self._held_back.pop(status, 0)
        log.warning("refused", extra={"status": status, "route": route, "held_back": held_back})
