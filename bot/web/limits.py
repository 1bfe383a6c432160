"""Sliding-window limits, in memory: enough for one process, a brake for several."""

import ipaddress
import time
from collections import deque
from collections.abc import Callable


class Limit:
    """At most `count` events within `seconds` for a key."""

    def __init__(
        self, count: int, seconds: float, clock: Callable[[], float] = time.monotonic, most_keys: int = 10_000
    ) -> None:
        self._count = count
        self._seconds = seconds
        self._clock = clock
        self._most_keys = most_keys
        self._seen: dict[str, deque[float]] = {}

    def wait(self, key: str) -> int:
        """0 when the event may happen (it is counted), else the seconds to wait."""
        now = self._clock()
        if len(self._seen) >= self._most_keys and key not in self._seen:
            self._forget(now)
        times = self._seen.setdefault(key, deque())
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if len(times) >= self._count:
            return max(1, round(times[0] + self._seconds - now + 0.5))
        times.append(now)
        return 0

    def _forget(self, now: float) -> None:
        idle = [key for key, times in self._seen.items() if not times or times[-1] <= now - self._seconds]
        for key in idle or list(self._seen)[: self._most_keys // 10]:
            del self._seen[key]


def network_of(host: str) -> str:
    """The address, or for IPv6 its /64, which one customer holds whole."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else host
