"""E-mail: one-time codes, and word that there is news, never the news itself."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.email.channel import EmailChannel
    from bot.wiring import House


def build_email(house: "House") -> "EmailChannel | None":
    """The channel that sends e-mail, or None when no mail server is set."""
    from bot.email.config import EmailSettings

    settings = EmailSettings()
    if settings.host is None:
        return None
    from bot.email.channel import EmailChannel

    return EmailChannel(settings, house.settings.public_url)
