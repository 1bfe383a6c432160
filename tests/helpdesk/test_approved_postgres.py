"""Approved answers on PostgreSQL: one approval and one suspension, however many ask at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.database import Database
from bot.schema import migrate
from helpdesk import Desk, Vault, open_desk
from tests import postgres
from tests.helpdesk.conftest import Clock, profile_with
from tests.helpdesk.shelves import Shelf
from tests.helpdesk.test_approved import CHANGED, DRAFT

pytestmark = pytest.mark.postgres


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def desk(
    socket_enabled: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, shelf: Shelf, clock: Clock
) -> Iterator[Desk]:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.running(folder) as url:
        database = Database(url, tmp_path / "lock")
        migrate(database)
        desk = open_desk(database, Vault.open(tmp_path / "vault.key"), shelf=shelf, clock=clock)
        desk.register(profile_with())
        yield desk
        database.close()


def test_many_at_once_approve_once_and_suspend_once(desk: Desk, shelf: Shelf) -> None:
    agent = desk.agents.add_agent("aiko@minato.example", "Aiko", "a long enough password").id
    with ThreadPoolExecutor(8) as threads:
        ids = set(threads.map(lambda _: desk.approvals.approve(DRAFT, by=agent, key="form").id, range(16)))
    assert len(ids) == len(desk.approvals.all()) == 1
    shelf.bring_in("2026-12-01", CHANGED)
    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(lambda _: desk.approvals.check(), range(8))) == [0] * 7 + [1]
    (id,) = ids
    assert [step.type for step in desk.approvals.history(id)] == ["approved", "suspended"]
    assert desk.approvals.live("minato", "public", "en") == ()
    assert desk.audit.verify().whole
