"""`python -m bot.migrations "what changed"` writes the next revision from the tables."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from bot.database import Database
from bot.schema import MIGRATIONS, migrate
from bot.tables import all_metadata


def write_revision(message: str) -> None:
    """Compare the newest schema with the tables and write `versions/NNNN_message.py`."""
    number = f"{len(list((MIGRATIONS / 'versions').glob('[0-9]*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        database = Database.at(Path(folder))
        if number != "0001":
            migrate(database)
        with database.engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            config.attributes.update(connection=connection, metadata=all_metadata())
            command.revision(config, message, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    write_revision(sys.argv[1])
