"""Wakes the streams of a conversation when something new stands in it."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from sqlalchemy.exc import SQLAlchemyError

from bot.storage import ConversationStore

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""How often the one poller looks whether another process has stored something."""
LATE = 200
"""So many numbers back it looks again: of two that store at once, the later number may be seen first."""


class Bells:
    """One bell per conversation with open streams; `ring` may be called from any thread."""

    def __init__(self, store: ConversationStore, stopping: Event) -> None:
        self._store = store
        self._stopping = stopping
        self.streams = 0
        """How many streams are open."""
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None

    @contextmanager
    def stream(self) -> Iterator[None]:
        """Count a stream while it is open."""
        self.streams += 1
        try:
            yield
        finally:
            self.streams -= 1

    @property
    def silent(self) -> bool:
        """Whether the server stops: streams end, and browsers come back to whoever answers then."""
        return self._stopping.is_set()

    def ring(self, conversation: str) -> None:
        """Wake the streams of one conversation."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, conversation)

    async def wait(self, conversation: str, seconds: float) -> None:
        """Return when the bell rings, at the latest after `seconds`."""
        self._loop = asyncio.get_running_loop()
        bell = asyncio.Event()
        self._waiting[conversation].add(bell)
        try:
            await asyncio.wait_for(bell.wait(), seconds)
        except TimeoutError:
            return
        finally:
            self._waiting[conversation].discard(bell)
            if not self._waiting[conversation]:
                del self._waiting[conversation]

    async def poll(self) -> None:
        """Look for what other processes stored, for all streams at once; runs until cancelled."""
        self._loop = asyncio.get_running_loop()
        heard: dict[int, str] = {}
        while True:
            try:
                if self._waiting:
                    stored = await asyncio.to_thread(self._store.newest, max(heard, default=0) - LATE)
                    for conversation in {stored[seq] for seq in stored.keys() - heard.keys()}:
                        self._wake(conversation)
                    heard = stored
            except SQLAlchemyError as error:  # a database that is away is waited for
                log.error("streams wait for the database", extra={"reason": type(error).__name__})
            if self.silent:
                for conversation in list(self._waiting):
                    self._wake(conversation)
            await asyncio.sleep(POLL_SECONDS)

    def _wake(self, conversation: str) -> None:
        for bell in self._waiting.get(conversation, ()):
            bell.set()
