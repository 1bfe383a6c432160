"""Whether mail server and Slack can be reached; only `doctor --reach` connects to them."""

import asyncio
from collections.abc import Iterator

from bot.diagnosis.finding import Finding
from bot.email.config import EmailSettings
from bot.email.reaching import reach_mail_server
from bot.slack.config import SlackSettings
from bot.slack.reaching import reach_slack


def look() -> Iterator[Finding]:
    """At what the settings name; nothing is sent to anybody."""
    if (email := EmailSettings()).host:
        trouble = asyncio.run(reach_mail_server(email))
        yield Finding(
            "mail server", not trouble, f"{trouble}: check MADOGUCHI_EMAIL_*" if trouble else str(email.host)
        )
    if (slack := SlackSettings()).bot_token:
        trouble = reach_slack(slack)
        yield Finding(
            "Slack", not trouble, f"{trouble}: check MADOGUCHI_SLACK_BOT_TOKEN" if trouble else "answers"
        )
