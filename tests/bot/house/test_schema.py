"""The schema that migrations make is the schema the tables describe, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.database import Database
from bot.schema import SchemaError, head, migrate
from bot.tables import all_metadata
from tests import postgres


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        database = Database.at(tmp_path)
        yield database
        database.close()
        return
    request.getfixturevalue("socket_enabled")
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    folder = Path(request.getfixturevalue("tmp_path_factory").mktemp("postgres"))
    with postgres.running(folder) as url:
        database = Database(url, tmp_path / "lock")
        yield database
        database.close()


def test_migrations_and_tables_agree(empty: Database) -> None:
    migrate(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, list(all_metadata())) == []


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    migrate(empty)
    migrate(empty)
    with empty.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [head()]


def test_a_database_of_a_newer_release_is_refused(empty: Database) -> None:
    migrate(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="install the newer release"):
        migrate(empty)
