"""Brings the database to the newest schema before anything else touches it."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from bot.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_ID = 0x4D41444F
"""PostgreSQL advisory lock that keeps two starting processes from migrating at once."""


class SchemaError(Exception):
    """The database cannot be used as it is; the message says what to do."""


def head() -> str:
    """The newest revision: versions are files named `NNNN_what.py`, NNNN being the revision."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def migrate(database: Database, revision: str | None = None) -> None:
    """Upgrade to `revision`, by default `head()`; a database already there is left alone.

    Raises SchemaError when the database was written by a newer release, stands after `revision`, or rows got
    lost.
    """
    target = revision or head()
    if target > head():
        raise SchemaError(f"this has schema {target}, this release knows {head()}: install the newer release")
    current = _current(database.engine)
    if current == target:
        return
    if current is not None and current > target:
        raise SchemaError(f"the database has schema {current} and cannot go back to {target}: use a new one")
    with database.write_lock():
        if database.is_sqlite:
            _upgrade_sqlite(database, target)
            return
        with database.engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": LOCK_ID})
            _upgrade(connection, target)


def _current(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        current: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if current is not None and current > head():
        raise SchemaError(
            f"the database has schema {current}, this release knows {head()}: install the newer release"
        )
    return current


def _upgrade_sqlite(database: Database, target: str) -> None:
    # Batch operations rebuild tables; with foreign keys enforced that deletes the child rows.
    engine = create_engine(database.url)
    event.listen(engine, "connect", _leave_transactions_alone)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            _upgrade(connection, target)
            if broken := connection.execute(text("PRAGMA foreign_key_check")).fetchall():
                raise SchemaError(f"the upgrade would lose rows of {broken[0][0]}; nothing was changed")
    finally:
        engine.dispose()


def _leave_transactions_alone(connection: Any, _record: object) -> None:
    # Left to itself the driver commits before each CREATE TABLE, and a crash would leave half a schema.
    connection.isolation_level = None


def _upgrade(connection: Connection, target: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
