"""What every room's tests share: a real database in a fresh folder."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from anyio import open_file  # noqa: F401  # first imported deep in a server's stack, CPython 3.11 fails to compile it
from argon2 import PasswordHasher

from bot.database import Database
from helpdesk import passwords
from tests import postgres

FreshUrl = Callable[[], str | None]
"""The URL of an empty database, another at each call; None for one in the data folder, which is SQLite."""
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


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def fresh_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FreshUrl]:
    """Both kinds of database in turn; a test needs its sockets for the second."""
    if request.param == "sqlite":
        yield lambda: None
    elif postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    else:
        with postgres.running(tmp_path_factory.mktemp("postgres")) as server:
            numbers = count()
            yield lambda: postgres.created(server, f"fresh{next(numbers)}")


@pytest.fixture
def real_policies() -> Path:
    """The folder of the five acceptance policies; they are read in place and never committed."""
    if not POLICIES.is_dir():
        pytest.skip("the acceptance policies (shared/policies beside the checkout) are not here")
    return POLICIES
