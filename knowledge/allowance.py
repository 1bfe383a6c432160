"""How much a language model may cost in a day, counted in a file that all processes share."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from filelock import FileLock


class Allowance:
    """Tokens that may be spent on a day (UTC). A file that cannot be read counts as spent until tomorrow."""

    def __init__(self, path: Path, daily: int, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._daily = daily
        self._clock = clock
        self._lock = FileLock(path.with_suffix(".lock"))

    def take(self, tokens: int) -> bool:
        """Spend so many, or nothing and False when the day has fewer left."""
        today = self._clock().date().isoformat()
        with self._lock:
            spent = self._spent(today)
            allowed = spent + tokens <= self._daily
            self._write(today, spent + tokens if allowed else spent)
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
