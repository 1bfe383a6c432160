"""The worker behind the acknowledgement."""

import threading
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.slack.worker import Worker


def test_what_is_in_hand_is_finished_before_the_end(house: Any) -> None:
    worker = Worker(house.inbox, _nobody)
    begun, finish, done = threading.Event(), threading.Event(), threading.Event()

    def slow(_body: dict[str, Any]) -> None:
        begun.set()
        finish.wait(10)
        done.set()

    worker.does("slow", slow)
    worker.start()
    worker.later("slow", "1", {})
    assert begun.wait(10)
    stopping = threading.Thread(target=worker.stop)
    stopping.start()
    finish.set()
    stopping.join(10)
    assert done.is_set()


def test_what_waits_is_done_by_the_next_process(house: Any) -> None:
    Worker(house.inbox, _nobody).later("note", "1", {"text": "kept"})
    texts: list[str] = []
    later = Worker(house.inbox, _nobody)
    later.does("note", lambda body: texts.append(body["text"]))
    assert later.run_once() == 1
    assert later.run_once() == 0
    assert texts == ["kept"]


def test_a_database_that_is_away_is_waited_for(
    house: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done, lease, away = threading.Event(), house.inbox.lease, [True]

    def flaky(limit: int) -> Any:
        if away:
            away.pop()
            raise OperationalError("SELECT secret", {}, ValueError("gone"))
        return lease(limit)

    monkeypatch.setattr(house.inbox, "lease", flaky)
    worker = Worker(house.inbox, _nobody)
    worker.does("note", lambda _body: done.set())
    worker.later("note", "1", {})
    worker.start()
    assert done.wait(10)
    worker.stop()
    assert "secret" not in caplog.text


def _nobody(_body: dict[str, Any], _reference: str) -> None:
    """There is nobody to tell."""
