"""Rows of any table as lines of JSON, the same for both databases."""

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, MetaData, Table, and_, func, insert, select, text, update

AT_ONCE = 2000
CACHE_KIB = 262_144
"""Of SQLite's pages: with its own 2 MiB a large database is read over again for every index."""
REBUILT = ("knowledge_build", "alembic_version")
"""What is made anew after a backup is taken back."""


def keep_pages(connection: Connection) -> None:
    """Let SQLite keep enough of the file in memory for going through all of it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")


def tables(connection: Connection) -> list[Table]:
    """The tables as they are in this database, a table after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in REBUILT]


def lines(connection: Connection, table: Table) -> Iterator[list[bytes]]:
    """The rows of a table, some at a time."""
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*table.primary_key))
    for page in rows.mappings().partitions():
        yield [json.dumps({name: _kept(value) for name, value in row.items()}).encode() for row in page]


def load(connection: Connection, table: Table, given: Sequence[bytes]) -> None:
    """Store rows; what refers to a row of the same table is filled in by `refer`."""
    own = {key.parent.name for key in table.foreign_keys if key.column.table is table}
    rows = [_row(table, line) for line in given]
    connection.execute(insert(table), [row | dict.fromkeys(own) for row in rows])


def refers_to_itself(table: Table) -> bool:
    """Whether rows name other rows of the same table."""
    return any(key.column.table is table for key in table.foreign_keys)


def refer(connection: Connection, table: Table, given: Sequence[bytes]) -> None:
    """Fill in what rows say of other rows of their table, once all are there."""
    for key in table.foreign_keys:
        if key.column.table is not table:
            continue
        for row in (_row(table, line) for line in given):
            if row[key.parent.name] is not None:
                same = and_(*(column == row[column.name] for column in table.primary_key))
                connection.execute(update(table).where(same).values({key.parent.name: row[key.parent.name]}))


def count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that were stored with their numbers."""
    (first, *_) = table.primary_key
    sequence = connection.execute(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": first.name}
    ).scalar()
    highest = connection.execute(select(func.max(first))).scalar() if sequence else None
    if highest is not None:
        connection.execute(text("SELECT setval(:sequence, :value)"), {"sequence": sequence, "value": highest})


def _kept(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, datetime):
        return {"at": (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"json": value} if isinstance(value, dict | list) else value


def _row(table: Table, line: bytes) -> dict[str, Any]:
    return {name: _given(table, name, value) for name, value in json.loads(line).items()}


def _given(table: Table, name: str, kept: Any) -> Any:
    if not isinstance(kept, dict):
        return kept
    ((kind, value),) = kept.items()
    if kind == "bytes":
        return base64.b64decode(value)
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "json":
        return value if isinstance(table.c[name].type, JSON) else json.dumps(value)
    at = datetime.fromisoformat(value)
    type_ = table.c[name].type
    return at if isinstance(type_, DateTime) and type_.timezone else at.replace(tzinfo=None)
