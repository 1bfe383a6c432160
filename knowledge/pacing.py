"""A time limit on somebody else's iterator: it is drawn in a thread, and left there when it is late."""

from collections.abc import Callable, Generator
from contextlib import closing
from queue import Empty, Queue
from threading import BoundedSemaphore, Event, Thread
from time import monotonic
from typing import Generic, TypeVar, cast

Item = TypeVar("Item")

_END = object()


class Late(Exception):
    """The iterator was not at its end in time, or too many others are still being waited for."""


class Pacer(Generic[Item]):
    """Draws iterators; at most `at_once` of them, those that were given up and still hang among them."""

    def __init__(self, at_once: int) -> None:
        self._free = BoundedSemaphore(at_once)

    def within(
        self, seconds: float, make: Callable[[], Generator[Item, None, None]]
    ) -> Generator[Item, None, None]:
        """What the iterator gives, as it comes. Late after `seconds`; else raises what the iterator raises.

        Closing this generator gives the iterator up too.
        """
        if not self._free.acquire(blocking=False):
            raise Late("busy")
        given: Queue[object] = Queue()
        given_up = Event()
        Thread(target=self._draw, args=(make, given, given_up), daemon=True, name="paced").start()
        end = monotonic() + seconds
        try:
            while (item := _next(given, end)) is not _END:
                if isinstance(item, Exception):
                    raise item
                yield cast(Item, item)
        finally:
            given_up.set()

    def _draw(
        self, make: Callable[[], Generator[Item, None, None]], given: Queue[object], given_up: Event
    ) -> None:
        try:
            with closing(make()) as iterator:
                for item in iterator:
                    if given_up.is_set():
                        return
                    given.put(item)
            given.put(_END)
        except Exception as error:  # noqa: BLE001  # raised again where it is waited for
            given.put(error)
        finally:
            self._free.release()


def _next(given: "Queue[object]", end: float) -> object:
    try:
        return given.get(timeout=max(0.0, end - monotonic()))
    except Empty:
        raise Late("time") from None
