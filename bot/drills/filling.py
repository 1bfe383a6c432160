"""Rows for every table of any schema, whatever it means: numbers count up, words name their column."""

import re
from datetime import UTC, date, datetime, timedelta

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
    checks = (check for check in table.constraints if isinstance(check, CheckConstraint))
    words = {name: allowed[number % len(allowed)] for name, allowed in map(_allowed, checks)}
    return {column.name: _value(column, number) for column in table.columns} | words


def _allowed(check: CheckConstraint) -> tuple[str, list[str]]:
    """The column that a check begins with, and the words that it may hold."""
    name, *_ = re.findall(r"\w+", str(check.sqltext))
    return name, re.findall(r"'(\w+)'", str(check.sqltext))


def _value(column: Column[object], number: int) -> object:
    for key in column.foreign_keys:
        return _value(key.column, number)
    for kind, value in (
        (Boolean, number % 2 == 0),
        (Integer, number),
        (Float, float(number)),
        (DateTime, MOMENT),
        (Date, date(2026, 1, 5) + timedelta(number)),
        (LargeBinary, b"sealed %d" % number),
        (JSON, [number]),
    ):
        if isinstance(column.type, kind):
            return value
    return f"{column.name} {number}"
