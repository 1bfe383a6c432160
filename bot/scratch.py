"""A data folder to try things in, which no setting of this machine leads to real data."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PREFIX = "MADOGUCHI_"
DATABASE = "MADOGUCHI_BOT_DATABASE_URL"


@contextmanager
def scratch(database_url: str | None = None) -> Iterator[Path]:
    """A folder that is gone afterwards; meanwhile no setting `MADOGUCHI_…` is seen, by children neither.

    But for the database, where one is named.
    """
    kept = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    for name in kept:
        del os.environ[name]
    if database_url:
        os.environ[DATABASE] = database_url
    try:
        with TemporaryDirectory() as folder:
            yield Path(folder)
    finally:
        os.environ.pop(DATABASE, None)
        os.environ.update(kept)
