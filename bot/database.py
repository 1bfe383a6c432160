"""The one relational database: engine, sessions and the write lock that every room is handed."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock, get_ident
from typing import Any, cast

from filelock import FileLock, Timeout
from sqlalchemy import CursorResult, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel

WAL_SAFE = (3, 51, 3)
"""First SQLite release without the WAL-reset corruption (sqlite.org, 3.51.3, 2026-03-13)."""

DURABLE_JOURNAL = "TRUNCATE"
"""Emptied and synced at commit. One that is removed may come back after a power cut and undo the commit."""


WRITE_SECONDS = 60.0
"""So long a write waits for others at most; then it fails visibly instead of hanging for good."""
READ_MILLISECONDS, PROBE_MILLISECONDS = 10_000, 1000
"""How long a read of SQLite waits for a lock: ordinarily, and where only health is asked for."""


class DatabaseBusy(TimeoutError):
    """Somebody else has been writing for too long; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("the database is locked by another process: end what writes to it, then try again")


class Database:
    """Hands out sessions; on SQLite every write holds one lock across threads and processes.

    Unlocked SQLite writers starve each other for seconds, so they queue here instead.
    """

    def __init__(self, url: str, lock_file: Path) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else create_engine(url, pool_pre_ping=True)
        self._threads = RLock()
        self._waiting: dict[int, float] = {}
        self._processes = FileLock(lock_file) if self.is_sqlite else None

    @classmethod
    def at(cls, data: Path) -> "Database":
        """The default database of a data folder, which is made when missing."""
        data.mkdir(parents=True, exist_ok=True)
        return cls(f"sqlite:///{data / 'madoguchi.db'}", data / "write.lock")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; nothing is committed."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back on any error."""
        with self.write_lock(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def write_lock(self) -> Iterator[None]:
        """Keeps every other writer out; a no-op on PostgreSQL, whose rows lock themselves.

        DatabaseBusy when others did not come to an end.
        """
        if self._processes is None:
            yield
            return
        with ExitStack() as held:
            self._waiting[get_ident()] = time.monotonic()
            try:
                if not self._threads.acquire(timeout=WRITE_SECONDS):
                    raise DatabaseBusy
                held.callback(self._threads.release)
                held.enter_context(self._processes.acquire(timeout=WRITE_SECONDS))
            except Timeout:
                raise DatabaseBusy from None
            finally:
                self._waiting.pop(get_ident(), None)
            yield

    def waited(self) -> float:
        """For how many seconds the write that waits longest has waited."""
        now = time.monotonic()
        return max((now - since for since in list(self._waiting.values())), default=0.0)

    def probe(self) -> None:
        """Read one row, waiting a second at most. sqlalchemy.exc.OperationalError when it cannot be read."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={PROBE_MILLISECONDS}")
            try:
                connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            finally:
                if self.is_sqlite:
                    connection.exec_driver_sql(f"PRAGMA busy_timeout={READ_MILLISECONDS}")

    def close(self) -> None:
        """Return all connections."""
        self.engine.dispose()


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def prepare(connection: object, _record: object) -> None:
        import sqlite3

        journal = "WAL" if sqlite3.sqlite_version_info >= WAL_SAFE else DURABLE_JOURNAL
        cursor = connection.cursor()  # type: ignore[attr-defined]  # the DB-API connection has no stubs
        for pragma in (
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "mmap_size=0",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(f"PRAGMA busy_timeout={READ_MILLISECONDS}")
        cursor.close()

    return engine


def add_new(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, object]]) -> int:
    """Insert rows, passing over those that some unique key has already; how many were new."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    done = session.connection().execute(insert(table).on_conflict_do_nothing(), rows)
    return cast("CursorResult[Any]", done).rowcount
