"""The desk on PostgreSQL, where rows lock themselves: the same promises without a write lock."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.database import Database
from helpdesk import Conflict, Desk, Origin, Vault, metadata, open_desk
from tests import postgres
from tests.helpdesk.conftest import Clock, intake, profile_with

pytestmark = pytest.mark.postgres


@pytest.fixture
def desk(
    socket_enabled: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, clock: Clock
) -> Iterator[Desk]:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.running(folder) as url:
        database = Database(url, tmp_path / "lock")
        metadata.create_all(database.engine)
        desk = open_desk(database, Vault.open(tmp_path / "vault.key"), clock=clock)
        desk.register(profile_with())
        yield desk
        database.close()


def test_many_at_once_keep_every_promise(desk: Desk, clock: Clock) -> None:
    with ThreadPoolExecutor(20) as threads:
        receipts = list(threads.map(lambda _: desk.open(intake(), key="one"), range(40)))
    assert len(set(receipts)) == 1
    ticket = receipts[0].ticket_id
    agent = desk.agents.add_agent("aiko@minato.example", "Aiko", "a long enough password").id

    def save(number: int) -> int | None:
        try:
            return desk.reply(ticket, agent, "x", key=f"{number}", expected_version=1).version
        except Conflict:
            return None

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(save, range(8)), key=str) == [2, *[None] * 7]
        list(threads.map(lambda number: desk.open(intake(), key=f"{number}"), range(98)))

    sends: Counter[str] = Counter()

    def work(worker: int) -> None:
        while leased := desk.outbox.lease(5, 600):
            for outgoing in leased:
                sends[outgoing.key] += 1
                desk.outbox.sent({outgoing.id: f"{worker}"})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    assert (len(sends), set(sends.values())) == (100, {1})
    desk.change_status(ticket, "cancelled", agent_id=agent, reason="withdrawn", key="end")
    assert desk.thread_state(Origin("web", "conversation-1")) == "waiting"
    clock.forward(days=800)
    assert desk.retention.run().tickets == 1
    assert desk.audit.verify().whole


def test_of_servers_that_start_at_once_one_makes_the_first_account(desk: Desk) -> None:
    with ThreadPoolExecutor(4) as threads:
        passwords = list(threads.map(lambda _: desk.agents.first_run_admin(), range(4)))
    assert passwords.count(None) == 3
