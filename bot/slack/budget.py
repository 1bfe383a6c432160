"""How much may be asked of Slack: calls a minute of a workspace, messages a second of a channel."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

Seconds = Callable[[], float]


class Budget:
    """At most so many a minute; whoever gets none does without (a stream, a status line)."""

    def __init__(self, a_minute: int, seconds: Seconds = time.monotonic) -> None:
        self._most = a_minute
        self._seconds = seconds
        self._taken: deque[float] = deque()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether there is one left."""
        now = self._seconds()
        with self._lock:
            while self._taken and self._taken[0] <= now - 60:
                self._taken.popleft()
            if len(self._taken) >= self._most:
                return False
            self._taken.append(now)
            return True


class Busy(Exception):
    """A channel has had its share for the moment; `seconds` later there is room."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"room in {seconds:.1f} s")
        self.seconds = seconds


class Pace:
    """One message a second into a channel, a few at once (docs.slack.dev, limits of chat.postMessage)."""

    AT_ONCE = 4
    """Messages that may follow each other directly: an answer in parts, a receipt beside it."""

    def __init__(self, seconds: Seconds = time.monotonic) -> None:
        self._seconds = seconds
        self._sent: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=self.AT_ONCE))
        self._lock = threading.Lock()

    def enter(self, channel: str) -> None:
        """Take a place in the channel. Raises Busy where it is full."""
        now = self._seconds()
        with self._lock:
            sent = self._sent[channel]
            if len(sent) == self.AT_ONCE and (wait := sent[0] + self.AT_ONCE - now) > 0:
                raise Busy(wait)
            sent.append(now)
            if len(self._sent) > 10_000:
                self._forget(now)

    def _forget(self, now: float) -> None:
        for channel in [name for name, sent in self._sent.items() if sent[-1] < now - 60]:
            del self._sent[channel]
