"""Fills a queue with whole tickets by the hundred thousand: a few are filed, and doubled in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, String, Table, UniqueConstraint, insert, select

from bot.backup import rows
from bot.drills import victim
from bot.wiring import House

ALIVE = 100
"""So many are filed as always and can be read; of the others there are only the rows."""


def crowd(house: House, tickets: int) -> list[str]:
    """The references of those that can be read; so many tickets at least are there then."""
    house.desk.register_name(victim.ORGANISATION)
    alive = [
        house.desk.open(victim.intake(number), key=f"drill {number}").reference
        for number in range(min(ALIVE, tickets))
    ]
    count = len(alive)
    while count < tickets:
        with house.database.write() as session:
            _double(session.connection(), f"~{count}")
        count *= 2
    return alive


def _double(connection: Connection, mark: str) -> None:
    """What there is more of with every ticket, except the audit, whose chain cannot be doubled."""
    grown = [table for table in rows.tables(connection) if _grows(table)]
    for table in grown:
        columns = [column + mark if _names_a_row(column, grown) else column for column in table.c]
        connection.execute(insert(table).from_select(list(table.c.keys()), select(*columns)))


def _grows(table: Table) -> bool:
    return table.name == "helpdesk_ticket" or ("ticket_id" in table.c and "prev_hash" not in table.c)


def _names_a_row(column: Column[Any], grown: Sequence[Table]) -> bool:
    if not isinstance(column.type, String):
        return False
    refers = column.name == "ticket_id" or any(key.column.table in grown for key in column.foreign_keys)
    alone = (each.columns.keys() for each in column.table.constraints if isinstance(each, UniqueConstraint))
    return column.primary_key or refers or [column.name] in alone
