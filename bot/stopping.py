"""How `serve` and `worker` end: no longer ready, no longer listening, done with what is in hand, gone."""

import os
import signal
import time
from threading import Event
from types import FrameType

import uvicorn


def told_to_stop(stopping: Event, sig: int) -> None:
    """Begin to stop; a second time, end like a crash, which nothing stored has to fear."""
    if stopping.is_set():
        os._exit(128 + sig)
    stopping.set()


class Server(uvicorn.Server):
    """A server that a first signal ends with care and a second one at once.

    After SIGTERM it still takes requests for ``drain`` seconds, so that a balancer which asks `/readyz` sends
    nobody to a closed door. It ends by returning, so that whoever started it can put things in order.
    """

    def __init__(self, config: uvicorn.Config, stopping: Event, drain: float) -> None:
        super().__init__(config)
        self._stopping = stopping
        self._drain = drain
        self._deadline = float("inf")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop."""
        told_to_stop(self._stopping, sig)
        self._deadline = time.monotonic() + (self._drain if sig == signal.SIGTERM else 0)

    async def on_tick(self, counter: int) -> bool:
        """Whether to stop listening."""
        return await super().on_tick(counter) or time.monotonic() >= self._deadline
