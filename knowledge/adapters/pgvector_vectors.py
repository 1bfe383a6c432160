"""pgvector: the vectors of each build in a table of its own, in the database that all processes share."""

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, text
from sqlalchemy.exc import NotSupportedError, ProgrammingError

from knowledge.adapters import sql_clauses as store
from knowledge.errors import BrokenIndex, KnowledgeError
from knowledge.ports import Floats, Hits, Session, Sessions

_SCHEMA = "knowledge_vectors"
"""Holds nothing but what can be made again, and is in no backup."""
_COPY_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = b"\xff\xff"
_AT_ONCE = 5000
_LARGEST_SEARCH = 1000
"""What pgvector lets `hnsw.ef_search` be."""


class PgVectors:
    """The table of one build; nothing is kept in this process."""

    def __init__(self, sessions: Sessions, table: str) -> None:
        self._sessions = sessions
        self._nearest = text(
            f"SELECT number, 1 - (vector <=> CAST(:near AS vector)) FROM {table} "  # noqa: S608  # a name of our making
            "ORDER BY vector <=> CAST(:near AS vector) LIMIT :limit"
        )

    def search(self, vector: Floats, limit: int) -> Hits:
        wide = text(f"SET LOCAL hnsw.ef_search = {min(2 * limit + 40, _LARGEST_SEARCH)}")
        with self._sessions.read() as session:
            connection = session.connection()
            connection.execute(wide)
            found = connection.execute(self._nearest, {"near": str(vector.tolist()), "limit": limit})
            return [(number, score) for number, score in found]

    def close(self) -> None:
        """Nothing is held open."""


class PgVectorStore:
    """Writes row numbers and vectors (at most 2 000 wide) only; searches by an HNSW graph of cosines."""

    def __init__(self, sessions: Sessions) -> None:
        """KnowledgeError when the database is none that knows vectors."""
        self._sessions = sessions
        self._orphans: set[str] = set()
        with sessions.write() as session:
            _prepare(session)

    def build(self, folder: Path, vectors: Floats) -> None:
        """Make the table, unless another machine has done so."""
        try:
            self.open(folder, vectors)
        except BrokenIndex:
            with self._sessions.write() as session:
                _make(session.connection(), _table(folder.name), vectors)

    def open(self, folder: Path, vectors: Floats) -> PgVectors:
        index = PgVectors(self._sessions, table := _table(folder.name))
        try:
            with self._sessions.read() as session:
                rows = session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608
            nearest = index.search(np.asarray(vectors[-1]), 1)
        except ProgrammingError as error:
            raise BrokenIndex(f"{folder.name}: the vectors are not in the database") from error
        if rows != len(vectors) or nearest[0][1] < 0.99:
            raise BrokenIndex(f"{folder.name}: the vectors in the database are others")
        return index

    def keep_only(self, names: Collection[str]) -> None:
        """A table goes when it is named by no build for the second time: a question may still read it."""
        kept = {_table(name) for name in names}
        with self._sessions.write() as session:
            found = session.connection().execute(
                text("SELECT tablename FROM pg_tables WHERE schemaname = :schema"), {"schema": _SCHEMA}
            )
            orphans = {f"{_SCHEMA}.{name}" for (name,) in found} - kept
            for table in sorted(orphans & self._orphans):
                session.connection().execute(text(f"DROP TABLE IF EXISTS {table}"))
        self._orphans = orphans


def _table(build: str) -> str:
    """A build may be named longer than a table."""
    return f"{_SCHEMA}.build_{hashlib.sha256(build.encode()).hexdigest()[:24]}"


def _make(connection: Connection, table: str, vectors: Floats) -> None:
    for statement in (
        f"DROP TABLE IF EXISTS {table}",
        f"CREATE TABLE {table} (number integer NOT NULL, vector vector({vectors.shape[1]}) NOT NULL)",
    ):
        connection.execute(text(statement))
    _copy(connection, table, vectors)
    for statement in (
        "SET LOCAL maintenance_work_mem = '256MB'",
        "SET LOCAL max_parallel_maintenance_workers = 0",  # they need more shared memory than containers have
        f"CREATE INDEX ON {table} USING hnsw (vector vector_cosine_ops)",
        f"ANALYZE {table}",
    ):
        connection.execute(text(statement))


def _copy(connection: Connection, table: str, vectors: Floats) -> None:
    """Rows in PostgreSQL's binary form: as text they are three times as long."""
    width = vectors.shape[1]
    shape = np.dtype(
        [
            ("fields", ">i2"),
            ("number_bytes", ">i4"),
            ("number", ">i4"),
            ("vector_bytes", ">i4"),
            ("width", ">i2"),
            ("unused", ">i2"),
            ("values", ">f4", (width,)),
        ]
    )
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
        copy.write(_COPY_HEADER)
        for start in range(0, len(vectors), _AT_ONCE):
            some = vectors[start : start + _AT_ONCE]
            rows = np.zeros(len(some), shape)
            rows["fields"], rows["number_bytes"], rows["vector_bytes"] = 2, 4, 4 + 4 * width
            rows["number"], rows["width"], rows["values"] = np.arange(start, start + len(some)), width, some
            copy.write(rows.tobytes())
        copy.write(_COPY_END)


def _prepare(session: Session) -> None:
    connection = session.connection()
    needed = "MADOGUCHI_KNOWLEDGE_VECTORS=pgvector needs PostgreSQL with the extension “vector”"
    if connection.dialect.name != "postgresql":
        raise KnowledgeError(f"{needed}: set MADOGUCHI_BOT_DATABASE_URL to such a database")
    store.alone(session)
    try:
        for made in ("EXTENSION IF NOT EXISTS vector", f"SCHEMA IF NOT EXISTS {_SCHEMA}"):
            connection.execute(text(f"CREATE {made}"))
    except (NotSupportedError, ProgrammingError):
        raise KnowledgeError(f"{needed}: install pgvector there, and let this user create it") from None
