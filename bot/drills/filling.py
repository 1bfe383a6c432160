"""Rows for every table of any schema, whatever it means: numbers count up, words name their column."""

import re
from datetime import UTC, date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Table,
    insert,
)

from bot.backup.rows import tables
from bot.database import Database

MOMENT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def fill(database: Database, rows: int) -> None:
    """So many rows for each table; the n-th refers to the n-th of other tables."""
    with database.write() as session:
        connection = session.connection()
        for table in tables(connection):
            connection.execute(insert(table), [_row(table, number) for number in range(1, rows + 1)])


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one()  # noqa: S608  # our tables
        for table in tables(connection)
    }


def _row(table: Table, number: int) -> dict[str, object]:
    allowed = {column.name: word for column in table.columns if (word := _allowed(table, column))}
    return {column.name: _value(column, number) for column in table.columns} | allowed


def _allowed(table: Table, column: Column[object]) -> str | None:
    """The first word that a check of the table allows here."""
    for check in table.constraints:
        if isinstance(check, CheckConstraint) and column.name in str(check.sqltext):
            first = re.search(r"'(\w+)'", str(check.sqltext))
            return first[1] if first else None
    return None


def _value(column: Column[object], number: int) -> object:
    for key in column.foreign_keys:
        return _value(key.column, number)
    for kind, value in (
        (Boolean, number % 2 == 0),
        (Integer, number),
        (Float, float(number)),
        (DateTime, MOMENT),
        (Date, date(2026, 1, 5)),
        (LargeBinary, b"sealed %d" % number),
        (JSON, [number]),
    ):
        if isinstance(column.type, kind):
            return value
    return f"{column.name} {number}"
