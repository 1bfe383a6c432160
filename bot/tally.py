"""Counts of what has happened in this process since it started; `/metrics` shows them."""

from collections import Counter
from threading import Lock
from typing import Literal

What = Literal["answers", "delivery_failures", "masked_identifiers"]


class Tally:
    """Counts by a fixed word; any thread may add. A word is never an id, a name or what somebody wrote."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[What, str]] = Counter()
        self._lock = Lock()

    def add(self, what: What, word: str) -> None:
        """It has happened once more."""
        with self._lock:
            self._counts[what, word] += 1

    def count(self, what: What, word: str) -> int:
        """How often it has happened."""
        return self._counts[what, word]
