"""Tells the desk itself what it must not miss, where it reads messages."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.delivery import DeliveryFailed
from helpdesk import Outgoing

ON_CONSOLE = "console"
"""What stands for a provider's id where an alert is shown on the console alone."""


class Way(Protocol):
    """A place where the desk reads messages."""

    def tell(self, alert: Outgoing) -> str:
        """Post the alert's text; the provider's id of it. DeliveryFailed when it was not posted."""
        ...


class Cards(Protocol):
    """A place where the desk sees a card for every ticket."""

    def show(self, card: Outgoing) -> str:
        """Post the card, or renew the one it `replaces`; the provider's id. DeliveryFailed when not shown."""
        ...


class DeskChannel:
    """Sends alerts the first way that takes them. Without any they are on the console, as all of them are.

    Cards go to `cards` alone.
    """

    name = "desk"

    def __init__(self, ways: Sequence[Way], public_url: str | None, cards: Cards | None = None) -> None:
        self._ways = ways
        self._public_url = public_url
        self._cards = cards

    def send(self, outgoing: Outgoing) -> str:
        """The provider's id. DeliveryFailed with the last reason when every way failed."""
        if outgoing.kind == "card":
            return self._cards.show(outgoing) if self._cards else ON_CONSOLE
        alert = replace(outgoing, text=self._linked(outgoing))
        failure: DeliveryFailed | None = None
        for way in self._ways:
            try:
                return way.tell(alert)
            except DeliveryFailed as failed:
                failure = failed
        if failure is not None:
            raise failure
        return ON_CONSOLE

    def _linked(self, outgoing: Outgoing) -> str:
        """The text with the ticket's address: an agent sees it after signing in."""
        if not self._public_url:
            return outgoing.text
        return f"{outgoing.text}\n{self._public_url.rstrip('/')}/desk/tickets/{outgoing.reference}"
