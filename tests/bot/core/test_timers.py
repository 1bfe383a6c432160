"""The timers of several processes run at the same moments: what is due happens once, and nothing fails."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import BotSettings
from bot.messages import Message
from bot.wiring import House
from helpdesk import GivenKeys, Vault
from helpdesk.keyring import KeyRing
from ingest import read_policy
from tests import postgres
from tests.bot.core.conftest import POLICY, Clock
from tests.helpdesk.conftest import profile_with

pytestmark = [pytest.mark.postgres, pytest.mark.enable_socket]

PROCESSES = 3


@pytest.fixture
def houses(socket_enabled: None, tmp_path: Path, clock: Clock) -> Iterator[list[House]]:
    """Of one PostgreSQL database, each with a folder of its own."""
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    keys = GivenKeys(KeyRing.new().written(), "the test")
    (tmp_path / "postgres").mkdir()
    (tmp_path / "policy.md").write_text(POLICY, "utf-8")
    with postgres.running(tmp_path / "postgres") as url:
        opened = [
            House(tmp_path / f"data-{number}", BotSettings(database_url=url), clock)
            for number in range(PROCESSES)
        ]
        for house in opened:
            house.__dict__["vault"] = Vault(keys)
        opened[0].desk.register(profile_with(id="aoba"))
        version = read_policy(tmp_path / "policy.md", organisation="aoba").version
        opened[0].knowledge.indexer.replace(version)
        yield opened
        for house in opened:
            house.close()


def test_what_is_due_happens_once(
    houses: list[House], clock: Clock, say: Callable[..., Message], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(4):
        started = houses[0].store.start("web", "aoba", "en", "public")
        list(houses[0].conversation.stream(say("I want to file a complaint about your books.", started.id)))
    timers = [house.delivery(()).run_timers for house in houses]

    def turn(step: timedelta) -> None:
        clock.advance(step)
        with caplog.at_level(logging.ERROR), ThreadPoolExecutor(PROCESSES) as threads:
            for done in [threads.submit(run) for run in timers]:
                done.result()
        assert [record.getMessage() for record in caplog.records] == []

    turn(timedelta(minutes=31))
    found = houses[0].desk.tickets(limit=100)
    assert found.total == 4
    for _ in range(4):
        turn(timedelta(days=4))
    raised = houses[1].desk.alerts.unseen().alerts
    told = Counter((alert.reference, alert.clock, alert.kind, alert.due_at) for alert in raised)
    assert told
    assert set(told.values()) == {1}
    turn(timedelta(days=60))
    assert houses[2].store.ending()[0] == 0
    assert houses[2].desk.audit.verify().whole
