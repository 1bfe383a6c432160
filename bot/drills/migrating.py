"""A start is killed while it brings a filled older schema up: the old one or the new one is left, whole."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url

from bot.database import Database
from bot.drills.filling import counts, fill
from bot.drills.killing import killed
from bot.figures import Figure
from bot.schema import migrate

OLDEST = "0001"
ROWS = 100
"""Of each table of the oldest schema."""

Shape = dict[str, frozenset[str]]
"""The columns and indexes of each table."""


def drill_migration(
    data: Path, kills: int, chance: random.Random, database_url: str | None
) -> Iterator[Figure]:
    """What the kills left behind; everything but the first is 0."""
    with _older(data / "whole", database_url) as database:
        old, started = _shape(database), time.perf_counter()
        migrate(database)
        seconds, new = time.perf_counter() - started, _shape(database)
    amid = halves = unfinished = lost = 0
    for number in range(kills):
        with _older(data / f"migration-{number}", database_url) as database:
            rows = _rows(database)
            _, at_work = killed(chance.uniform(0, seconds), bring_up, database.url.render_as_string(False))
            amid += at_work
            halves += _shape(database) not in (old, new)
            migrate(database)
            unfinished += _shape(database) != new
            lost += sum(count - _rows(database).get(table, 0) for table, count in rows.items())
    yield Figure(f"starts killed while migrating, of {kills}", amid, kills // 3, "", least=True)
    yield Figure("schemas that were neither the old nor the new one", halves, 0, "")
    yield Figure("migrations that the next start did not finish", unfinished, 0, "")
    yield Figure("rows lost by them", lost, 0, "")


def bring_up(told: Connection, url: str) -> None:
    """What is killed: it tells that it starts and migrates."""
    database = Database(url, Path(make_url(url).database or "").with_suffix(".lock"))
    told.send_bytes(b"starts")
    migrate(database)


@contextmanager
def _older(folder: Path, database_url: str | None) -> Iterator[Database]:
    """A filled database of the oldest schema: a file, or in PostgreSQL a schema by the folder's name."""
    folder.mkdir()
    url = _own_schema(database_url, folder.name) if database_url else f"sqlite:///{folder / 'madoguchi.db'}"
    database = Database(url, folder / "madoguchi.lock")
    try:
        migrate(database, OLDEST)
        fill(database, ROWS)
        yield database
    finally:
        database.close()


def _own_schema(database_url: str, name: str) -> str:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f'CREATE SCHEMA "{name}"')
    engine.dispose()
    own = make_url(database_url).update_query_dict({"options": f"-csearch_path={name}"})
    return own.render_as_string(hide_password=False)


def _shape(database: Database) -> Shape:
    looked = inspect(database.engine)
    return {
        table: frozenset(column["name"] for column in looked.get_columns(table))
        | frozenset(str(index["name"]) for index in looked.get_indexes(table))
        for table in looked.get_table_names()
    }


def _rows(database: Database) -> dict[str, int]:
    with database.engine.connect() as connection:
        return counts(connection)
