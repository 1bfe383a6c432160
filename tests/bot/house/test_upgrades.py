"""Whatever an earlier release stored is there after the upgrade, on both databases."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from bot.backup import rows
from bot.bringing import bring_in
from bot.config import BotSettings
from bot.database import Database
from bot.drills import victim
from bot.drills.filling import fill
from bot.schema import SchemaError, head, migrate
from bot.wiring import open_house
from ingest import read_policy
from tests.conftest import FreshUrl

pytestmark = [pytest.mark.enable_socket]

EARLIER = [f"{number:04}" for number in range(1, int(head()))]
ROWS = 3
"""Of each table."""
TICKETS = 3


@pytest.fixture
def database(fresh_url: FreshUrl, tmp_path: Path) -> Iterator[Database]:
    """An empty one."""
    settings = BotSettings(database_url=fresh_url())
    database = Database(settings.database_url_for(tmp_path), tmp_path / "write.lock")
    yield database
    database.close()


def content(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """What is stored by table, in the order of its primary key."""
    return {
        table.name: [
            dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in rows.tables(connection)
    }


@pytest.mark.parametrize("revision", EARLIER)
def test_every_row_of_an_earlier_schema_is_kept(database: Database, revision: str) -> None:
    migrate(database, revision)
    fill(database, ROWS)
    with database.engine.connect() as connection:
        before = content(connection)
    assert {name: len(stored) for name, stored in before.items()} == dict.fromkeys(before, ROWS)
    migrate(database)
    with database.engine.connect() as connection:
        after = content(connection)
        if database.is_sqlite:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    for name, stored in before.items():
        kept = [{column: now[column] for column in stored[0]} for now in after[name]]
        assert kept == stored, name


def test_a_newer_schema_is_not_taken_back(database: Database) -> None:
    migrate(database)
    with pytest.raises(SchemaError, match=f"has schema {head()} and cannot go back to {EARLIER[-1]}"):
        migrate(database, EARLIER[-1])


@dataclass(frozen=True, slots=True)
class Made:
    """A data folder that the product made, the lines of its database by table, and its tickets."""

    data: Path
    lines: dict[str, list[bytes]]
    references: list[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """By this release; an earlier one made the same as far as its tables go."""
    data = tmp_path_factory.mktemp("made")
    with open_house(data) as house:
        house.desk.register_name(victim.ORGANISATION)
        agent = house.desk.agents.add_agent("mei@desk.example", "Mei Tan", "a long pass phrase", "lead")
        file = victim.write_policy(data, "edition-one")
        bring_in(
            house, read_policy(file, organisation=victim.ORGANISATION, policy="notice", audience="public")
        )
        opened = [house.desk.open(victim.intake(n), key=f"{n}") for n in range(TICKETS)]
        house.desk.reply(opened[0].ticket_id, agent.id, "We look into it.", key="reply")
        with house.database.engine.connect() as connection:
            tables = rows.tables(connection)
            lines = {
                table.name: [line for page in rows.lines(connection, table) for line in page]
                for table in tables
            }
    return Made(data, lines, [each.reference for each in opened])


@pytest.mark.parametrize("revision", EARLIER)
def test_the_desk_of_an_earlier_release_goes_on(
    made: Made, fresh_url: FreshUrl, tmp_path: Path, revision: str
) -> None:
    shutil.copytree(made.data / "keys", tmp_path / "keys")
    settings = BotSettings(database_url=fresh_url())
    database = Database(settings.database_url_for(tmp_path), tmp_path / "write.lock")
    migrate(database, revision)
    with database.write() as session:
        connection = session.connection()
        for table in rows.tables(connection):
            if lines := made.lines[table.name]:
                known = ({column.name: json.loads(line)[column.name] for column in table.c} for line in lines)
                rows.load(connection, table, [json.dumps(row).encode() for row in known])
    database.close()
    with open_house(tmp_path, settings) as house:
        assert house.desk.audit.verify().whole
        assert all(victim.is_whole(house, *each) for each in enumerate(made.references))
        first = house.desk.ticket(made.references[0])
        assert first is not None
        assert [line.text for line in first.messages][-1] == "We look into it."
        house.knowledge.indexer.refresh()
        found = house.knowledge.shelf.search(
            "What do we keep?", [victim.ORGANISATION], "public", house.clock().date(), 50
        )
        assert sum("edition-one" in each.clause.text for each in found) == victim.CLAUSES
        assert house.desk.open(victim.intake(TICKETS), key="new").reference
        assert house.desk.audit.verify().whole
