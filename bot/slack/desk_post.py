"""Posts alerts into the desk's own channel in Slack."""

from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.delivery import DeliveryFailed
from bot.slack.channel import FINAL
from bot.slack.mrkdwn import safe
from helpdesk import Outgoing

if TYPE_CHECKING:
    from slack_sdk import WebClient


class SlackDesk:
    """The channel that the people of the desk read; it is told references, never who a person is."""

    def __init__(self, client: "WebClient", channel: str) -> None:
        self._client = client
        self._channel = channel

    def tell(self, alert: Outgoing) -> str:
        """Post the alert; its time stamp. DeliveryFailed with Slack's error code."""
        try:
            posted = self._client.chat_postMessage(
                channel=self._channel,
                text=safe(alert.text),
                unfurl_links=False,
                metadata={"event_type": "madoguchi_alert", "event_payload": {"key": alert.key}},
            )
        except SlackApiError as error:
            code = str(error.response.get("error") or "unknown")
            raise DeliveryFailed(code, permanent=code in FINAL) from None
        except OSError:
            raise DeliveryFailed("unreachable", permanent=False) from None
        return str(posted["ts"])
