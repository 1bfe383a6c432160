"""The databases that hostile input is kept away from."""

from collections.abc import Iterator

import pytest

from tests import postgres


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str | None]:
    """An empty database; None for the data folder's own."""
    if request.param == "sqlite":
        yield None
    elif postgres.binaries() is None:
        pytest.skip("no PostgreSQL (Debian: apt-get install postgresql)")
    else:
        with postgres.running(tmp_path_factory.mktemp("postgres")) as url:
            yield url
