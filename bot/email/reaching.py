"""Whether the mail server takes us, without sending anything."""

import aiosmtplib

from bot.email.channel import failure_of
from bot.email.config import EmailSettings


async def reach_mail_server(settings: EmailSettings) -> str | None:
    """Connect, encrypt and sign in as for a message; what went wrong as a code, None when nothing did."""
    server = aiosmtplib.SMTP(
        hostname=settings.host,
        port=settings.port,
        use_tls=settings.security == "tls",
        start_tls=settings.security == "starttls",
        timeout=settings.timeout_seconds,
    )
    try:
        async with server:
            if settings.user and settings.password:
                await server.login(settings.user, settings.password.get_secret_value())
    except (aiosmtplib.SMTPException, OSError) as error:
        return failure_of(error).reason
    return None
