"""The one relational database: engine, sessions and the write lock that every room is handed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from filelock import FileLock
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlmodel import Session

WAL_SAFE = (3, 51, 3)
"""First SQLite release without the WAL-reset corruption (sqlite.org, 3.51.3, 2026-03-13)."""

DURABLE_JOURNAL = "TRUNCATE"
"""Emptied and synced at commit. One that is removed may come back after a power cut and undo the commit."""


class Database:
    """Hands out sessions; on SQLite every write holds one lock across threads and processes.

    Unlocked SQLite writers starve each other for seconds, so they queue here instead.
    """

    def __init__(self, url: str, lock_file: Path) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else create_engine(url, pool_pre_ping=True)
        self._threads = RLock()
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
        """Keeps every other writer out; a no-op on PostgreSQL, whose rows lock themselves."""
        if self._processes is None:
            yield
            return
        with self._threads, self._processes:
            yield

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
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.close()

    return engine
