"""How often somebody may try to sign in: a sliding window that all processes share."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from helpdesk.tables import AttemptRecord
from helpdesk.workplace import Workplace

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 8
PER_NETWORK = 40


class Attempts:
    """Counts attempts at a door by account and by network (IPv4 /24, IPv6 /56), as keyed hashes of both."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def wait(self, door: str, email: str, address: str) -> timedelta | None:
        """Count an attempt; when there were too many, how long to wait before the next one counts."""
        now = self._work.clock()
        limits = {self._account(door, email): PER_ACCOUNT, self._network(door, address): PER_NETWORK}
        with self._work.sessions.write() as session:
            # In one order, or two attempts could each hold what the other waits for.
            rows = [_row(session, key, now) for key in sorted(limits)]
            waits = [_wait(row, limits[row.key], now) for row in rows]
            refused = [wait for wait in waits if wait is not None]
            if refused:
                return max(refused)
            for row in rows:
                row.times, row.at = [*_recent(row, now), now.timestamp()], now
        return None

    def succeeded(self, door: str, email: str) -> None:
        """Forget an account's failures, so that a person who mistyped is not locked out later."""
        with self._work.sessions.write() as session:
            if row := session.get(AttemptRecord, self._account(door, email), with_for_update=True):
                session.delete(row)
        over = select(AttemptRecord).where(col(AttemptRecord.at) <= self._work.clock() - WINDOW)
        with self._work.sessions.write() as session:
            for row in session.exec(over.with_for_update(skip_locked=True)):
                session.delete(row)

    def _account(self, door: str, email: str) -> str:
        return self._blind(f"{door}/account/{email.strip().casefold()}")

    def _network(self, door: str, address: str) -> str:
        try:
            bits = 24 if ip_address(address).version == 4 else 56
        except ValueError:
            return self._blind(f"{door}/network/unknown")
        return self._blind(f"{door}/network/{ip_network((address, bits), strict=False)}")

    def _blind(self, value: str) -> str:
        return self._work.vault.blind(value, "helpdesk_attempt.key")


def _row(session: Session, key: str, now: datetime) -> AttemptRecord:
    """The locked row of a key, made when there is none."""
    try:
        with session.begin_nested():
            if row := session.get(AttemptRecord, key, with_for_update=True):
                return row
            session.add(made := AttemptRecord(key=key, times=[], at=now))
            return made
    except IntegrityError:  # another process has just made it
        return _row(session, key, now)


def _recent(row: AttemptRecord, now: datetime) -> list[float]:
    return [time for time in row.times if time > (now - WINDOW).timestamp()]


def _wait(row: AttemptRecord, limit: int, now: datetime) -> timedelta | None:
    recent = _recent(row, now)
    return timedelta(seconds=recent[0] - now.timestamp()) + WINDOW if len(recent) >= limit else None
