"""The Slack app: the desk's counter for employees."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.slack.app import SlackDoor
    from bot.wiring import House


def build_slack(house: "House") -> "SlackDoor | None":
    """The Slack app of an open house, or None when neither a bot token nor a client id is set."""
    from bot.slack.config import SlackSettings

    settings = SlackSettings()
    if settings.bot_token is None and settings.client_id is None:
        return None
    from bot.slack.app import SlackDoor

    return SlackDoor.of(house, settings)
