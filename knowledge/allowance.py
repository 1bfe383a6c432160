"""How much a language model may cost in a day, counted in a file that all processes share."""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from filelock import FileLock

log = logging.getLogger(__name__)

LONGEST_WAIT = 2.0
"""Seconds for another process to finish counting."""


class Allowance:
    """Tokens that may be spent on a day (UTC). A count that cannot be read is spent until tomorrow."""

    def __init__(self, path: Path, daily: int, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._daily = daily
        self._clock = clock
        self._lock = FileLock(path.with_suffix(".lock"), timeout=LONGEST_WAIT)

    def take(self, tokens: int) -> bool:
        """Spend so many, or nothing and False when the day has fewer left or the count cannot be kept."""
        today = self._clock().date().isoformat()
        try:
            with self._lock:
                spent = self._spent(today)
                allowed = spent + tokens <= self._daily
                self._write(today, spent + tokens if allowed else spent)
        except OSError:
            log.exception("the tokens of a language model cannot be counted")
            return False
        return allowed

    def _spent(self, today: str) -> int:
        try:
            counted = json.loads(self._path.read_text("utf-8"))
            return int(counted["tokens"]) if counted["day"] == today else 0
        except FileNotFoundError:
            return 0
        except (ValueError, KeyError, TypeError):
            return self._daily

    def _write(self, today: str, spent: int) -> None:
        written = self._path.with_suffix(".new")
        written.write_text(json.dumps({"day": today, "tokens": spent}), "utf-8")
        written.replace(self._path)
