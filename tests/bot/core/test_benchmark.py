"""The benchmark measures a real server; what it measures is told by the command itself, not asserted here."""

from pathlib import Path

import pytest

from bot.benchmark import streams, time_load, weigh_streams
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
