"""Wakes the streams of a conversation when something new stands in it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable

POLL_SECONDS = 1.0
"""How often the one poller looks whether another process has stored something."""


class Bells:
    """One bell per conversation with open streams; `ring` may be called from any thread."""

    def __init__(self, last_sequence: Callable[[], int]) -> None:
        self._last_sequence = last_sequence
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None

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
        seen = await asyncio.to_thread(self._last_sequence)
        while True:
            await asyncio.sleep(POLL_SECONDS)
            if not self._waiting:
                continue
            newest = await asyncio.to_thread(self._last_sequence)
            if newest != seen:
                seen = newest
                for conversation in list(self._waiting):
                    self._wake(conversation)

    def _wake(self, conversation: str) -> None:
        for bell in self._waiting.get(conversation, ()):
            bell.set()
