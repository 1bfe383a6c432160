"""Posts alerts and tickets' cards into the desk's own channel in Slack."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.delivery import DeliveryFailed
from bot.slack.channel import FINAL
from bot.slack.desk_cards import card_of
from bot.slack.mrkdwn import safe
from helpdesk import Outgoing

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.blocks import Rendered
    from helpdesk import Desk

_GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "invalid_ts"}
"""Why a card cannot be renewed, and is posted anew."""


class SlackDesk:
    """The channel that the people of the desk read; it is told references, never who a person is."""

    def __init__(
        self, client: "WebClient", channel: str, desk: "Desk", public_url: str | None = None
    ) -> None:
        self._client = client
        self._channel = channel
        self._desk = desk
        self._public_url = public_url

    def tell(self, alert: Outgoing) -> str:
        """Post the alert; its time stamp. DeliveryFailed with Slack's error code."""
        with _failures():
            posted = self._client.chat_postMessage(
                channel=self._channel,
                text=safe(alert.text),
                unfurl_links=False,
                metadata={"event_type": "madoguchi_alert", "event_payload": {"key": alert.key}},
            )
        return str(posted["ts"])

    def show(self, card: Outgoing) -> str:
        """Post the ticket's card as the ticket is now, or renew it; its time stamp. DeliveryFailed."""
        row = self._desk.queue.rows([card.ticket_id])[0]
        profile = self._desk.organisation(row.organisation)
        message = card_of(row, "ja" if profile and profile.language == "ja" else "en", self._public_url)
        with _failures():
            if card.replaces and self._renewed(card.replaces, message):
                return card.replaces
            posted = self._client.chat_postMessage(
                channel=self._channel,
                text=message.text,
                blocks=message.blocks,
                unfurl_links=False,
                metadata={"event_type": "madoguchi_card", "event_payload": {"key": card.key}},
            )
        return str(posted["ts"])

    def _renewed(self, ts: str, message: "Rendered") -> bool:
        try:
            self._client.chat_update(channel=self._channel, ts=ts, text=message.text, blocks=message.blocks)
        except SlackApiError as error:
            if error.response.get("error") not in _GONE:
                raise
            return False
        return True


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        code = str(error.response.get("error") or "unknown")
        raise DeliveryFailed(code, permanent=code in FINAL) from None
    except OSError:
        raise DeliveryFailed("unreachable", permanent=False) from None
