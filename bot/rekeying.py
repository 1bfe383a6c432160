"""Goes through every stored data key when the key-encryption key is changed; only `bot` knows all tables."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    LargeBinary,
    Row,
    Select,
    Table,
    and_,
    func,
    or_,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlmodel import Session

from bot.database import Database
from bot.ports import Clock
from bot.tables import all_metadata
from helpdesk import KeyFileError, SealBroken, Vault

BATCH = 500
GRACE = timedelta(hours=1)
"""After a change, a transaction that began before it may still store a key wrapped under the old one."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many data keys were wrapped anew; ``broken`` names rows (``table/id``) with a damaged one."""

    done: int
    broken: tuple[str, ...]


class Rekeying:
    """Changes the key-encryption key while everything runs on; an interrupted change is gone on with."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def counts(self) -> dict[str, int]:
        """Stored data keys by the key-encryption key that wraps them, keys without any included."""
        found = dict.fromkeys(self._vault.ring.keys, 0)
        with self._database.read() as session:
            for table in _tables():
                id = func.substr(_raw(table), 4, 8)
                grouped = select(id, func.count()).where(_raw(table).is_not(None)).group_by(id)
                for name, count in session.execute(grouped):
                    wrapping = bytes(name).decode("ascii", "replace")
                    found[wrapping] = found.get(wrapping, 0) + count
        return found

    def check(self) -> None:
        """KeyFileError when the ring is another database's, as one that a new machine made for itself."""
        with self._database.read() as session:
            for table in _tables():
                one = session.execute(select(_raw(table)).where(_raw(table).is_not(None)).limit(1)).scalar()
                with suppress(SealBroken):  # one damaged row is no reason to do nothing at all
                    if one is not None:
                        self._vault.data_key(bytes(one))

    def rotate(self) -> Iterator[Swept]:
        """Make a new key, unless an earlier change is unfinished, and wrap all data keys under it.

        KeyFileError when the ring cannot be changed. Killed anywhere, it is run again and goes on.
        """
        current = self._vault.ring.current
        if not sum(count for id, count in self.counts().items() if id != current):
            self._vault.rotate(self._clock())
        done, broken = 0, tuple[str, ...]()
        for table in _tables():
            for swept in self._sweep(table):
                done, broken = done + swept.done, broken + swept.broken
                yield Swept(done, broken)

    def retire(self) -> None:
        """Destroy the older keys; KeyFileError while anything needs one, or within an hour of the change."""
        ring = self._vault.ring
        left = sum(count for id, count in self.counts().items() if id != ring.current)
        if left:
            raise KeyFileError(f"{left} data keys are wrapped under older keys; run `madoguchi keys rotate`")
        if ring.since and self._clock() - ring.since < GRACE:
            raise KeyFileError("the key was changed less than an hour ago; retire the older ones later")
        self._vault.retire()

    def _sweep(self, table: Table) -> Iterator[Swept]:
        last: tuple[Any, ...] | None = None
        while True:
            with self._database.write() as session:
                rows = session.execute(self._stale(table, last)).all()
                if not rows:
                    return
                swept = self._wrapped_anew(session, table, rows)
                last = tuple(rows[-1][:-1])
            yield swept

    def _stale(self, table: Table, last: tuple[Any, ...] | None) -> Select[Any]:
        """The next rows whose data key is wrapped under another key than the current one."""
        key, prefix = _raw(table), f"v1|{self._vault.ring.current}".encode()
        stale = and_(key.is_not(None), or_(key < prefix + b"|", key >= prefix + b"}"))
        page = select(*table.primary_key, key).where(stale).order_by(*table.primary_key).limit(BATCH)
        return page if last is None else page.where(tuple_(*table.primary_key) > last)

    def _wrapped_anew(self, session: Session, table: Table, rows: Sequence[Row[Any]]) -> Swept:
        """A row that was erased or changed meanwhile is left as it is."""
        done, broken = 0, []
        for row in rows:
            *id, wrapped = cast("tuple[Any, ...]", row)
            same = [column == own for column, own in zip(table.primary_key, id, strict=True)]
            try:
                fresh = self._vault.rewrapped(bytes(wrapped))
            except SealBroken:
                broken.append(f"{table.name}/{'/'.join(map(str, id))}")
                continue
            change = update(table).where(*same, _raw(table) == wrapped).values(data_key=fresh)
            done += cast("CursorResult[Any]", session.execute(change)).rowcount
        return Swept(done, tuple(broken))


def _raw(table: Table) -> ColumnElement[bytes]:
    """The stored bytes; the column's own type refuses everything but whole envelopes."""
    return type_coerce(table.c.data_key, LargeBinary)


def _tables() -> list[Table]:
    every = (table for metadata in all_metadata() for table in metadata.sorted_tables)
    return [table for table in every if "data_key" in table.c]
