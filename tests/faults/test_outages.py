"""A channel, a model or an index is away: work goes on, it is said, and all is as before once it is back."""

import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import delivery
from bot.config import BotSettings
from bot.delivery import Delivery, DeliveryFailed
from bot.drills.victim import intake
from bot.email.channel import EmailChannel
from bot.email.config import EmailSettings
from bot.messages import Message, Reply
from bot.readiness import Readiness
from bot.wiring import House
from helpdesk import Outgoing
from knowledge.config import MODELS
from tests.bot.core.conftest import Clock
from tests.faults.doors import COMPLAINED, THIRD, Door, door, opened


class Line:
    """A channel that can be cut; `tried` counts."""

    name = "web"

    def __init__(self) -> None:
        self.cut, self.tried, self.sent = True, 0, list[str]()

    def send(self, outgoing: Outgoing) -> str:
        self.tried += 1
        if self.cut:
            raise DeliveryFailed("unreachable", permanent=False, outage=True)
        self.sent.append(outgoing.reference)
        return outgoing.key


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    with House(tmp_path, BotSettings(), clock) as house:
        house.desk.register_name("drill")
        yield house


def test_an_outage_costs_one_try_for_all_and_is_held_against_no_message(house: House, clock: Clock) -> None:
    filed = [house.desk.open(intake(number), key=str(number)).reference for number in range(5)]
    line = Line()
    sender = Delivery(house.desk.outbox, [line], ())
    assert sender.run_once() == 0
    assert (line.tried, list(sender.troubles())) == (1, ["web_failing"])
    line.cut = False
    clock.advance(timedelta(seconds=delivery.REST_SECONDS))
    assert sender.run_once() == 0, "the channel rests"
    clock.advance(timedelta(seconds=delivery.REST_SECONDS))
    sender._down["web"] = ("unreachable", time.monotonic())
    assert sender.run_once() == 5
    assert (sorted(line.sent), list(sender.troubles())) == (sorted(filed), [])


def test_an_outage_of_half_an_hour_ends_in_sending(house: House, clock: Clock) -> None:
    house.desk.open(intake(1), key="1")
    line = Line()
    for _ in range(15):
        Delivery(house.desk.outbox, [line], ()).run_once()
        clock.advance(timedelta(minutes=2))
    line.cut = False
    assert Delivery(house.desk.outbox, [line], ()).run_once() == 1
    assert line.tried == 16


def test_after_an_hour_the_message_goes_another_way(house: House, clock: Clock) -> None:
    house.desk.open(intake(1), key="1")
    clock.advance(timedelta(hours=1))
    for _ in range(8):
        Delivery(house.desk.outbox, [Line()], ()).run_once()
        clock.advance(timedelta(hours=1, minutes=30))
    assert house.desk.outbox.lease(1, 1) == ()


def test_a_mail_server_that_hangs_holds_up_nobody_else(house: House, socket_enabled: None) -> None:
    house.desk.open(intake(1), key="1")
    (leased,) = house.desk.outbox.lease(1, 60)
    mail = replace(leased, route="email", address="rin@example.org")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = EmailSettings(
            host="127.0.0.1",
            port=silent.getsockname()[1],
            security="none",
            sender="desk@aoba.example",
            timeout_seconds=0.2,
        )
        sender = Delivery(house.desk.outbox, [EmailChannel(settings, None)], ())
        for _ in range(3):
            sender._send(mail)
        silent.settimeout(0.05)
        assert calls(silent) == 1


def calls(server: socket.socket) -> int:
    """How many have connected."""
    count = 0
    while True:
        try:
            server.accept()[0].close()
        except TimeoutError:
            return count
        count += 1


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=-1)])
def test_a_clock_that_jumps_a_day_and_back_keeps_nothing_waiting(
    house: House, clock: Clock, step: timedelta
) -> None:
    line = Line()
    line.cut = False
    sender = Delivery(house.desk.outbox, [line], ())
    house.desk.open(intake(1), key="1")
    house.desk.outbox.lease(20, 60)  # somebody has just begun to send it
    clock.advance(step)
    house.desk.open(intake(2), key="2")
    sender.run_once()
    clock.advance(-step)
    house.desk.open(intake(3), key="3")
    clock.advance(timedelta(seconds=61))
    sender.run_once()
    assert len(set(line.sent)) == 3
    assert house.desk.audit.verify().whole


def test_a_clock_set_back_is_said(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path, clock=clock) as house, door(house) as there:
        house.desk.open(COMPLAINED, key="1")
        assert there.reasons() == (True, [])
        clock.advance(timedelta(days=-1))
        assert there.reasons() == (True, ["clock_behind"])


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    """An application whose encoder lies in a folder of its own."""
    (tmp_path / "encoder").symlink_to(MODELS / "madoguchi-encoder")
    monkeypatch.setenv("MADOGUCHI_KNOWLEDGE_ENCODER", str(tmp_path / "encoder"))
    with opened(tmp_path / "data") as house, door(house) as there:
        yield there


def test_without_its_model_files_a_running_house_answers_and_says_so(there: Door, tmp_path: Path) -> None:
    (tmp_path / "encoder").unlink()
    assert [event["event"] for event in there.chat().ask(THIRD)][-1] == "done"
    assert there.reasons() == (True, ["encoder_missing"])
    (tmp_path / "encoder").symlink_to(MODELS / "madoguchi-encoder")
    assert there.reasons() == (True, [])


def test_a_lost_index_is_said_and_made_anew_by_the_next_question(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        watch = Readiness(house, Delivery(house.desk.outbox, (), ()), {})
        for build in (tmp_path / "index").iterdir():
            shutil.rmtree(build)
        assert watch.reasons() == ("index_missing",)
        assert Reply.of(house.conversation.handle(asked(THIRD))).citations
        assert watch.reasons() == ()


def asked(text: str) -> Message:
    """A question of no conversation."""
    return Message(None, "aoba", text, "cli", "public", None, None, (), "drill")


def test_delivery_that_hangs_or_has_ended_is_said(there: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "STALLED_SECONDS", -1.0)
    assert there.reasons() == (False, ["delivery_stalled"])
    monkeypatch.undo()
    ended = {"delivery": lambda: False, "slack": lambda: False}
    watch = Readiness(there.house, Delivery(there.house.desk.outbox, (), ()), ended)
    assert watch.reasons() == ("delivery_stopped", "slack_stopped")


def test_a_timer_that_fails_is_said_until_it_runs_again(house: House) -> None:
    broken = [True]
    sender = Delivery(house.desk.outbox, [], [lambda: broken and 1 / (not broken)])
    sender.run_timers()
    assert list(sender.troubles()) == ["timers_failing"]
    broken.clear()
    sender.run_timers()
    assert list(sender.troubles()) == []
