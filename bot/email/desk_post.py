"""Mails alerts to the desk's own address."""

from dataclasses import replace
from typing import TYPE_CHECKING

from helpdesk import Outgoing

if TYPE_CHECKING:
    from bot.email.channel import EmailChannel


class EmailDesk:
    """An address that the people of the desk read; it is told references, never who a person is."""

    def __init__(self, channel: "EmailChannel", address: str) -> None:
        self._channel = channel
        self._address = address

    def tell(self, alert: Outgoing) -> str:
        """Send the alert; its Message-ID. DeliveryFailed when it was not sent."""
        return self._channel.send(replace(alert, address=self._address))
