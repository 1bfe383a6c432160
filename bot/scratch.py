"""A data folder to try things in, which no setting of this machine leads to real data."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PREFIX = "MADOGUCHI_"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards; meanwhile no setting `MADOGUCHI_…` is seen, by children neither."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    for name in kept:
        del os.environ[name]
    try:
        with TemporaryDirectory() as folder:
            yield Path(folder)
    finally:
        os.environ.update(kept)
