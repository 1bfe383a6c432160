"""Posts alerts and tickets' cards into the desk's own channel in Slack."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.slack.channel import failures
from bot.slack.config import desk_place
from bot.slack.desk_cards import card_of
from bot.slack.mrkdwn import safe
from helpdesk import Outgoing

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.blocks import Rendered
    from bot.slack.config import SlackSettings
    from bot.slack.workspaces import Workspaces
    from helpdesk import Desk

_GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "invalid_ts"}
"""Why a card cannot be renewed, and is posted anew."""


class SlackDesk:
    """The channel that the people of the desk read; it is told references, never who a person is."""

    def __init__(
        self,
        workspaces: "Workspaces",
        settings: "SlackSettings",
        desk: "Desk",
        public_url: str | None = None,
    ) -> None:
        self._workspaces = workspaces
        self._settings = settings
        self._desk = desk
        self._public_url = public_url

    def tell(self, alert: Outgoing) -> str:
        """Post the alert; its time stamp. DeliveryFailed with Slack's error code."""
        with self._place() as (client, channel):
            posted = client.chat_postMessage(
                channel=channel,
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
        with self._place() as (client, channel):
            if card.replaces and _renewed(client, channel, card.replaces, message):
                return card.replaces
            posted = client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=message.blocks,
                unfurl_links=False,
                metadata={"event_type": "madoguchi_card", "event_payload": {"key": card.key}},
            )
        return str(posted["ts"])

    @contextmanager
    def _place(self) -> Iterator[tuple["WebClient", str]]:
        """The desk's channel and the client of its workspace; what Slack refuses becomes DeliveryFailed."""
        team, channel = desk_place(self._settings.desk_channel or "")
        with failures(self._workspaces, team or ""):
            team = team or self._workspaces.own() or ""
            yield self._workspaces.of(team).client, channel


def _renewed(client: "WebClient", channel: str, ts: str, message: "Rendered") -> bool:
    try:
        client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
    except SlackApiError as error:
        if error.response.get("error") not in _GONE:
            raise
        return False
    return True
