"""Sends e-mail: codes, and notices that there is news; what the news is stands on the status page alone."""

import asyncio
import re
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

import aiosmtplib

from bot.delivery import DeliveryFailed
from bot.email.config import EmailSettings
from bot.email.desk_post import EmailDesk
from bot.email.wording import say
from helpdesk import Outgoing

_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]{1,64}", re.ASCII)
_HOST = re.compile(r"[\w.-]{1,253}", re.ASCII)


class EmailChannel:
    """Hands messages to one mail server. Nothing it logs or raises holds an address."""

    name = "email"

    def __init__(self, settings: EmailSettings, public_url: str | None) -> None:
        self._settings = settings
        self._public_url = public_url

    @property
    def desk(self) -> EmailDesk | None:
        """Where the desk is told of alerts; None without an address for them."""
        return EmailDesk(self, self._settings.desk_address) if self._settings.desk_address else None

    def send(self, outgoing: Outgoing) -> str:
        """Send one message; its Message-ID, which is the same at every try so that a repeat is recognised.

        Raises DeliveryFailed, permanent where the address or the message was refused for good.
        """
        message = composed(outgoing, self._settings.sender_address, self._public_url)
        try:
            asyncio.run(self._hand_over(message))
        except (aiosmtplib.SMTPException, OSError) as error:
            raise failure_of(error) from None
        return str(message["Message-ID"])

    async def _hand_over(self, message: EmailMessage) -> None:
        settings = self._settings
        password = settings.password.get_secret_value() if settings.password else None
        await aiosmtplib.send(
            message,
            hostname=settings.host,
            port=settings.port,
            username=settings.user,
            password=password,
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            timeout=settings.timeout_seconds,
        )


def composed(outgoing: Outgoing, sender: Address, public_url: str | None) -> EmailMessage:
    """The message in plain text; DeliveryFailed for an address that no header may hold."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = _recipient(outgoing.address)
    kind = "code" if outgoing.kind == "code" else "notice"
    message["Subject"] = (
        outgoing.text.partition("\n")[0]
        if outgoing.kind == "alert"
        else say(outgoing.language, f"subject.{kind}", reference=outgoing.reference)
    )
    message["Date"] = datetime.now(UTC)
    message["Message-ID"] = f"<{sha256(outgoing.key.encode()).hexdigest()[:40]}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if outgoing.kind == "alert":
        message.set_content(outgoing.text + "\n")
        return message
    parts = [outgoing.text, *(_onward(outgoing, public_url) if kind == "notice" else ())]
    message.set_content("\n\n".join([*parts, say(outgoing.language, "automatic")]) + "\n")
    message["Content-Language"] = outgoing.language  # set_content() would have dropped it
    return message


def _recipient(address: str | None) -> Address:
    """One address of plain ASCII, the domain written as DNS has it."""
    local, _, domain = (address or "").rpartition("@")
    if _LOCAL.fullmatch(local):
        with suppress(HeaderParseError, ValueError):
            host = domain.encode("idna").decode()
            if _HOST.fullmatch(host):
                return Address(username=local, domain=host)
    raise DeliveryFailed("bad_address", permanent=True)


def _onward(outgoing: Outgoing, public_url: str | None) -> tuple[str, ...]:
    """The secret link goes only where the desk gave one along: to an address that was shown to be theirs."""
    language, base = outgoing.language, (public_url or "").rstrip("/")
    if base and outgoing.status_token:
        link = f"{base}/status#{outgoing.status_token}"
        return f"{say(language, 'link')}\n{link}", say(language, "keep")
    return (say(language, "own_link") + (f"\n{base}/status" if base else ""),)


def failure_of(error: Exception) -> DeliveryFailed:
    """The reason as a code. Only a refusal of this address or this message is for good."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=refused):
            return _refusal("recipient_refused", refused[0].code if refused else 0)
        case aiosmtplib.SMTPAuthenticationError():
            return DeliveryFailed("login_refused", permanent=False, outage=True)
        case aiosmtplib.SMTPSenderRefused():
            return DeliveryFailed("sender_refused", permanent=False)
        case aiosmtplib.SMTPDataError(code=code):
            return _refusal("message_refused", code)
        case aiosmtplib.SMTPTimeoutError() | TimeoutError():
            return DeliveryFailed("timeout", permanent=False, outage=True)
        case ssl.SSLError():
            return DeliveryFailed("tls_failed", permanent=False, outage=True)
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPServerDisconnected() | OSError():
            return DeliveryFailed("unreachable", permanent=False, outage=True)
    return DeliveryFailed("mail_server_error", permanent=False, outage=True)


def _refusal(reason: str, code: int) -> DeliveryFailed:
    """5xx is for good, 4xx for now."""
    return DeliveryFailed(reason if code >= 500 else "try_later", permanent=code >= 500)
