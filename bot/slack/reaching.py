"""Whether Slack takes our token, without posting anything."""

from slack_sdk.errors import SlackApiError

from bot.slack.config import SlackSettings
from bot.slack.troubles import code_of
from bot.slack.workspaces import build_client


def reach_slack(settings: SlackSettings) -> str | None:
    """What went wrong as a code, None when nothing did."""
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    try:
        build_client(token, settings.base_url).auth_test()
    except (SlackApiError, OSError) as error:
        return code_of(error)
    return None
