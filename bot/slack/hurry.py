"""Work gives way to acknowledging: Slack allows three seconds, and leaves an app that takes longer alone."""

import time
from collections import deque
from collections.abc import Callable

BURST, WITHIN = 5, 0.25
"""So many events within so many seconds are more than can be worked off beside taking them in."""
STILL, TURN = 60.0, 2.0
"""Seconds for which work stands still in a burst that does not end, and goes on before it does so again."""


class Hurry:
    """Watches what comes in."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._came: deque[float] = deque(maxlen=BURST)
        self._since: float | None = None

    def came(self) -> None:
        """An event came in."""
        self._came.append(self._seconds())

    def on(self) -> bool:
        """Whether work should stand still now."""
        now = self._seconds()
        if len(self._came) < BURST or now - self._came[0] > WITHIN:
            self._since = None
            return False
        self._since = self._since or now
        return (now - self._since) % (STILL + TURN) < STILL
