"""What the desk has to say reaches the channel, or is seen not to."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest

from bot import delivery
from bot.delivery import Delivery, DeliveryFailed
from bot.messages import Message, Reply
from bot.wiring import House
from helpdesk import Outgoing
from tests.bot.core.conftest import Clock


class Recorder:
    """A channel that fails as often as it is told to."""

    name = "web"

    def __init__(self, failures: int = 0, *, permanent: bool = False) -> None:
        self.sent: list[Outgoing] = []
        self._failures = failures
        self._permanent = permanent

    def send(self, outgoing: Outgoing) -> str:
        if self._failures:
            self._failures -= 1
            raise DeliveryFailed("unreachable", permanent=self._permanent)
        self.sent.append(outgoing)
        return "provider-1"


def filed(house: House, say: Callable[..., Message]) -> str:
    id = house.store.start("web", "aoba", "en", "public").id
    Reply.of(house.conversation.handle(say("Please delete my data.", id)))
    return house.conversation.file(id, "rights_request", "deletion", {}, "filing-1").ticket_id


def deliveries(house: House, ticket: str) -> list[str]:
    view = house.desk.ticket(ticket)
    assert view is not None
    return [message.delivery for message in view.messages if message.direction == "out"]


def test_a_message_is_sent_once(house: House, say: Callable[..., Message]) -> None:
    ticket, channel = filed(house, say), Recorder()
    loop = Delivery(house.desk.outbox, [channel], ())
    assert loop.run_once() == 1
    assert loop.run_once() == 0
    assert [outgoing.kind for outgoing in channel.sent] == ["acknowledgement"]
    assert deliveries(house, ticket) == ["sent"]


def test_a_failure_is_tried_again_later_with_the_same_key(
    house: House, say: Callable[..., Message], clock: Clock
) -> None:
    ticket, channel = filed(house, say), Recorder(failures=2)
    loop = Delivery(house.desk.outbox, [channel], ())
    for _ in range(3):
        loop.run_once()
        clock.advance(timedelta(minutes=5))
    assert len(channel.sent) == 1
    assert channel.sent[0].attempt == 3
    assert deliveries(house, ticket) == ["sent"]


def test_a_permanent_failure_shows_on_the_ticket(house: House, say: Callable[..., Message]) -> None:
    ticket = filed(house, say)
    Delivery(house.desk.outbox, [Recorder(failures=1, permanent=True)], ()).run_once()
    view = house.desk.ticket(ticket)
    assert view is not None
    assert [(post.route, post.error_class) for post in view.messages[1].posts] == [("status", "unreachable")]


def test_a_channel_that_is_not_there_loses_nothing(
    house: House, say: Callable[..., Message], clock: Clock
) -> None:
    ticket = filed(house, say)
    Delivery(house.desk.outbox, [], ()).run_once()
    assert deliveries(house, ticket) == ["failed"]
    clock.advance(timedelta(minutes=5))
    assert Delivery(house.desk.outbox, [Recorder()], ()).run_once() == 1


def test_one_timer_that_fails_does_not_keep_the_others_from_running(house: House) -> None:
    ran = []

    def broken() -> None:
        raise OSError

    Delivery(house.desk.outbox, [], (broken, lambda: ran.append(True))).run_timers()
    assert ran == [True]


def test_nothing_ends_delivery_for_good(house: House, say: Callable[..., Message], clock: Clock) -> None:
    ticket = filed(house, say)

    class Broken(Recorder):
        def send(self, outgoing: Outgoing) -> str:
            raise ZeroDivisionError

    Delivery(house.desk.outbox, [Broken()], ()).run_once()
    assert deliveries(house, ticket) == ["failed"]

    def broken() -> None:
        raise ZeroDivisionError

    Delivery(house.desk.outbox, [], (broken,)).run_timers()


def test_a_backlog_is_sent_without_a_rest(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "BATCH", 2)

    class Resting(Event):
        """Stops the loop at its first rest."""

        def wait(self, timeout: float | None = None) -> bool:
            if timeout:
                self.set()
            return self.is_set()

    id = house.store.start("web", "aoba", "en", "public").id
    for number in range(5):
        house.conversation.file(id, "complaint", None, {}, f"filing-{number}")
    channel = Recorder()
    Delivery(house.desk.outbox, [channel], ()).run(Resting())
    assert len(channel.sent) == 5
