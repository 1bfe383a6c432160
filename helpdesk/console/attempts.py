"""How often somebody may try to sign in: a sliding window, kept in memory."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network
from threading import Lock

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 8
PER_NETWORK = 40
MAX_KEYS = 20_000


class Attempts:
    """Counts sign-in attempts by account and by network (IPv4 /24, IPv6 /56)."""

    def __init__(self) -> None:
        self._times: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._lock = Lock()

    def wait(self, email: str, address: str, now: datetime) -> timedelta | None:
        """Count an attempt; when there were too many, how long to wait before the next one counts."""
        limits = ((_account(email), PER_ACCOUNT), (_network(address), PER_NETWORK))
        with self._lock:
            waits = [self._wait(key, limit, now) for key, limit in limits]
            refused = [wait for wait in waits if wait is not None]
            if refused:
                return max(refused)
            for key, _ in limits:
                self._times[key].append(now)
        return None

    def succeeded(self, email: str) -> None:
        """Forget an account's failures, so that a person who mistyped is not locked out later."""
        with self._lock:
            self._times.pop(_account(email), None)

    def _wait(self, key: str, limit: int, now: datetime) -> timedelta | None:
        times = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        while times and times[0] <= now - WINDOW:
            times.popleft()
        while len(self._times) > MAX_KEYS:
            self._times.popitem(last=False)
        return times[0] + WINDOW - now if len(times) >= limit else None


def _account(email: str) -> str:
    return "account " + sha256(email.strip().casefold().encode()).hexdigest()


def _network(address: str) -> str:
    try:
        bits = 24 if ip_address(address).version == 4 else 56
    except ValueError:
        return "network unknown"
    return f"network {ip_network((address, bits), strict=False)}"
