"""What every room's tests share: a real database in a fresh folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio import open_file  # noqa: F401  # first imported deep in a server's stack, CPython 3.11 fails to compile it

from bot.database import Database

POLICIES = Path(__file__).parent.parent.parent / "shared" / "policies"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database with the write lock the product uses."""
    database = Database.at(tmp_path)
    yield database
    database.close()


@pytest.fixture
def real_policies() -> Path:
    """The folder of the five acceptance policies; they are read in place and never committed."""
    if not POLICIES.is_dir():
        pytest.skip("the acceptance policies (shared/policies beside the checkout) are not here")
    return POLICIES
