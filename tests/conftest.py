"""What every room's tests share: a real database in a fresh folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio import open_file  # noqa: F401  # first imported deep in a server's stack, CPython 3.11 fails to compile it
from argon2 import PasswordHasher

from bot.database import Database
from helpdesk import passwords

POLICIES = Path(__file__).parent.parent.parent / "shared" / "policies"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes is begun first, or one worker would be left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session", autouse=True)
def true_hasher() -> Iterator[PasswordHasher]:
    """The product's own hasher; a thousand tests sign in with a cheap one in its place."""
    true = passwords._HASHER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield true


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
