"""Sends what the desk has to say by the route that it chose, and runs what is due by the clock."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from bot.tally import Tally
from helpdesk import Outbox, Outgoing

log = logging.getLogger(__name__)

LEASE_SECONDS = 60
BATCH = 20
POLL_SECONDS = 0.5
TIMER_SECONDS = 30.0
"""How often the timers run: unfinished requests, ends of storage, versions coming into force."""


REST_SECONDS = 20.0
"""How long a channel is left alone that cannot be reached, so that no other waits for its timeouts."""
UNRECORDED_SECONDS = 0.05
"""After so long what was sent is recorded, together: a crash before that may send it again."""
STALLED_SECONDS = 120.0
"""A turn that takes longer hangs."""


class DeliveryFailed(Exception):
    """A channel could not send. `permanent`: trying again is useless. `reason` is a code, never a text.

    `outage`: nothing else can be sent there now either.
    """

    def __init__(self, reason: str, *, permanent: bool, outage: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.outage = outage


class Channel(Protocol):
    """One way to a person, or to the desk."""

    name: str
    """As in `Outgoing.route`."""

    def send(self, outgoing: Outgoing) -> str:
        """The provider's id of the message. DeliveryFailed when it was not sent."""
        ...


class CountedChannel:
    """A channel whose failures are counted."""

    def __init__(self, channel: Channel, tally: Tally) -> None:
        self._channel = channel
        self._tally = tally
        self.name = channel.name

    def send(self, outgoing: Outgoing) -> str:
        """As the channel does."""
        try:
            return self._channel.send(outgoing)
        except Exception:
            self._tally.add("delivery_failures", self.name)
            raise


class Delivery:
    """One loop per process: leases what waits, sends it, and lets the timers run."""

    def __init__(
        self, outbox: Outbox, channels: Sequence[Channel], timers: Sequence[Callable[[], object]]
    ) -> None:
        self._outbox = outbox
        self._channels = {channel.name: channel for channel in channels}
        self._timers = timers
        self._next_timers = 0.0
        self._turned = time.monotonic()
        self._down: dict[str, tuple[str, float]] = {}  # by route: the reason, and when to try again
        self._timers_failed = False

    def troubles(self) -> Iterator[str]:
        """What goes wrong now, by its name in the reasons of `/readyz`."""
        if time.monotonic() - self._turned > STALLED_SECONDS:
            yield "delivery_stalled"
        if self._timers_failed:
            yield "timers_failing"
        yield from (f"{route}_failing" for route in sorted(self._down))

    def run_once(self) -> int:
        """Send what is due; how many messages left."""
        sent, count, since = dict[str, str](), 0, time.monotonic()
        try:
            for outgoing in self._outbox.lease(BATCH, LEASE_SECONDS):
                if (provider_id := self._send(outgoing)) is not None:
                    sent[outgoing.id] = provider_id
                    count += 1
                if time.monotonic() - since > UNRECORDED_SECONDS:
                    unrecorded, sent, since = sent, {}, time.monotonic()
                    self._outbox.sent(unrecorded)
        finally:
            self._outbox.sent(sent)
        return count

    def run_timers(self) -> None:
        """Run every timer once; one that fails does not keep the others from running."""
        failed = False
        for timer in self._timers:
            try:
                timer()
            except Exception:  # the last line of defence: the other timers must run
                failed = True
                log.exception("timer failed", extra={"timer": getattr(timer, "__qualname__", "timer")})
        self._timers_failed = failed

    def run(self, stop: threading.Event) -> None:
        """Go on until told to stop, whatever happens: a database that is away is waited for."""
        while not stop.is_set():
            try:
                rest = self._turn()
            except Exception:  # the last line of defence: nothing may end delivery for good
                log.exception("delivery failed and goes on")
                rest = POLL_SECONDS * 10
            stop.wait(rest)

    def _turn(self) -> float:
        """The seconds until the next one: none while a whole batch was waiting."""
        sent = self.run_once()
        if time.monotonic() >= self._next_timers:
            self._next_timers = time.monotonic() + TIMER_SECONDS
            self.run_timers()
        self._turned = time.monotonic()
        return 0.0 if sent == BATCH else POLL_SECONDS

    def _send(self, outgoing: Outgoing) -> str | None:
        """The provider's id; None when it was not sent, which the outbox knows then."""
        channel = self._channels.get(outgoing.route)
        if channel is None:
            self._outbox.failed(outgoing.id, "no_channel", permanent=False)
            return None
        reason, again = self._down.get(outgoing.route, ("", 0.0))
        if time.monotonic() < again:
            self._outbox.failed(outgoing.id, reason, permanent=False, outage=True)
            return None
        try:
            provider_id = channel.send(outgoing)
        except DeliveryFailed as failure:
            log.warning("not delivered", extra={"ticket": outgoing.reference, "reason": failure.reason})
            if failure.outage:
                self._down[outgoing.route] = failure.reason, time.monotonic() + REST_SECONDS
            self._outbox.failed(
                outgoing.id, failure.reason, permanent=failure.permanent, outage=failure.outage
            )
            return None
        except Exception:  # the last line of defence: one message must not hold up the others
            log.exception("not delivered", extra={"ticket": outgoing.reference, "reason": "channel_error"})
            self._outbox.failed(outgoing.id, "channel_error", permanent=False)
            return None
        self._down.pop(outgoing.route, None)
        return provider_id
