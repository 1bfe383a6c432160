"""The benchmark measures a real server; what it measures is told by the command itself, not asserted here."""

import pytest

from bot.benchmark import streams, weigh_streams


@pytest.mark.enable_socket
def test_streams_stay_open_while_memory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(streams, "FROM_ONE_ADDRESS", 2)
    (weighed,) = weigh_streams(3)
    assert (weighed.what, weighed.unit, weighed.target) == ("memory of 3 idle streams", "MiB", 300)
