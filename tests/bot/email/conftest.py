"""A real mail server on this machine, and messages for it."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.email.channel import EmailChannel
from bot.email.config import EmailSettings
from helpdesk import Origin, Outgoing


@dataclass
class Postbox:
    """Takes e-mail in, after the answers that the test has laid out for each command."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    envelopes: list[Envelope] = field(default_factory=list)
    tries: int = 0

    async def handle_RCPT(  # aiosmtpd names it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.tries += 1
        if refused := self.answers.get("RCPT"):
            return refused.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if refused := self.answers.get("DATA"):
            return refused.pop(0)
        self.envelopes.append(envelope)
        return "250 OK"

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(cast(bytes, one.content), policy=default) for one in self.envelopes]


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def mail_port(postbox: Postbox, socket_enabled: None) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port: int = unused.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield port
    controller.stop()


def settings(port: int, **changes: object) -> EmailSettings:
    return EmailSettings.model_validate(
        {"host": "127.0.0.1", "port": port, "security": "none", "sender": "Kita Desk <desk@kita.example>"}
        | changes
    )


@pytest.fixture
def channel(mail_port: int) -> EmailChannel:
    return EmailChannel(settings(mail_port), "https://desk.kita.example/")


@pytest.fixture
def outgoing() -> Callable[..., Outgoing]:
    def make(**changes: object) -> Outgoing:
        plain: dict[str, object] = {
            "id": "1",
            "ticket_id": "t1",
            "kind": "notice",
            "route": "email",
            "origin": Origin("web", "conversation-1"),
            "text": "There is news on your request PR-ABCD-1234 at Kita Ferries.",
            "reference": "PR-ABCD-1234",
            "author_name": None,
            "attempt": 1,
            "language": "en",
            "key": "notice/m1",
            "status_token": "s" * 43,
            "address": "rin@example.org",
        }
        return Outgoing(**(plain | changes))  # type: ignore[arg-type]

    return make
