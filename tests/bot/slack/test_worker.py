"""The worker behind the acknowledgement."""

import threading
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.slack.assistant import Assistant
from bot.slack.choices import Choices
from bot.slack.config import SlackSettings
from bot.slack.installations import Granted, Installations
from bot.slack.payloads import Body
from bot.slack.worker import Worker
from bot.slack.workspaces import Workspaces
from tests.fakes.slack.server import TEAM


def workspaces_of(house: Any) -> Workspaces:
    """One workspace, connected."""
    installations = Installations(house.database, house.vault, house.clock)
    installations.keep(Granted(TEAM, "Desk", "U0BOT", (), "xoxb-test"), "minato")
    return Workspaces(house, SlackSettings(), installations, Choices(house.database, house.vault))


def test_what_is_in_hand_is_finished_before_the_end(house: Any) -> None:
    worker = Worker(house.inbox, workspaces_of(house))
    begun, finish, done = threading.Event(), threading.Event(), threading.Event()

    def slow(_assistant: Assistant, _body: Body) -> None:
        begun.set()
        finish.wait(10)
        done.set()

    worker.does("slow", slow)
    worker.start()
    worker.later("slow", "1", {"team_id": TEAM})
    assert begun.wait(10)
    stopping = threading.Thread(target=worker.stop)
    stopping.start()
    finish.set()
    stopping.join(10)
    assert done.is_set()


def test_what_waits_is_done_by_the_next_process(house: Any) -> None:
    Worker(house.inbox, workspaces_of(house)).later("note", "1", {"team_id": TEAM, "text": "kept"})
    texts: list[str] = []
    later = Worker(house.inbox, workspaces_of(house))
    later.does("note", lambda _assistant, body: texts.append(body["text"]))
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
    worker = Worker(house.inbox, workspaces_of(house))
    worker.does("note", lambda _assistant, _body: done.set())
    worker.later("note", "1", {"team_id": TEAM})
    worker.start()
    assert done.wait(10)
    worker.stop()
    assert "secret" not in caplog.text
