"""E-mail against a real server: what is in it, what never is, and what each refusal means."""

import logging
import socket
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from bot.delivery import DeliveryFailed
from bot.email.channel import EmailChannel
from helpdesk import Outgoing
from tests.bot.email.conftest import Postbox, settings

Make = Callable[..., Outgoing]
BASE = "https://desk.kita.example"


def refused(channel: EmailChannel, outgoing: Outgoing) -> tuple[str, bool]:
    with pytest.raises(DeliveryFailed) as failure:
        channel.send(outgoing)
    told = failure.value
    assert told.__context__ is None or told.__suppress_context__, "a server's words may hold the address"
    return told.reason, told.permanent


def words(message: EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n")


def test_a_notice_says_that_there_is_news_and_where(
    channel: EmailChannel, postbox: Postbox, outgoing: Make
) -> None:
    id = channel.send(outgoing())
    (message,) = postbox.messages
    assert postbox.envelopes[0].rcpt_tos == ["rin@example.org"]
    assert postbox.envelopes[0].mail_from == "desk@kita.example"
    assert message["Subject"] == "News on your request PR-ABCD-1234"
    assert message["From"] == "Kita Desk <desk@kita.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == id
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert words(message).splitlines() == [
        "There is news on your request PR-ABCD-1234 at Kita Ferries.",
        "",
        "Read it on your status page:",
        f"{BASE}/status#{'s' * 43}",
        "",
        "Keep this link to yourself: whoever has it can read your request.",
        "",
        "This message was sent automatically; answers to it are not read.",
    ]


def test_japanese_arrives_as_it_was_written(channel: EmailChannel, postbox: Postbox, outgoing: Make) -> None:
    text = "北フェリーのお問い合わせ PR-ABCD-1234 にお知らせがあります。"
    channel.send(outgoing(language="ja", text=text))
    (message,) = postbox.messages
    assert message["Subject"] == "お問い合わせ PR-ABCD-1234 についてのお知らせ"
    assert message["Content-Language"] == "ja"
    assert words(message).startswith(f"{text}\n\n内容は状況確認ページでご覧ください。\n{BASE}/status#sss")
    raw = postbox.envelopes[0].content
    assert isinstance(raw, bytes)
    assert raw.isascii(), "any server on the way can carry it"
    assert max(map(len, raw.splitlines())) <= 998


def test_the_secret_goes_only_where_the_desk_gave_it_along(
    channel: EmailChannel, postbox: Postbox, outgoing: Make
) -> None:
    channel.send(outgoing(status_token=None))
    (message,) = postbox.messages
    assert "#" not in words(message)
    assert f"\n{BASE}/status\n" in words(message)


def test_a_code_is_the_whole_message(channel: EmailChannel, postbox: Postbox, outgoing: Make) -> None:
    channel.send(outgoing(kind="code", text="Your code is 123456.", status_token=None))
    (message,) = postbox.messages
    assert message["Subject"] == "Your code for PR-ABCD-1234"
    assert words(message).startswith("Your code is 123456.\n\nThis message was sent automatically")


def test_a_repeat_is_recognised_by_its_message_id(channel: EmailChannel, outgoing: Make) -> None:
    first, again = channel.send(outgoing()), channel.send(outgoing(attempt=2))
    assert first == again
    assert first.endswith("@kita.example>")
    assert channel.send(outgoing(key="notice/m2")) != first


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "rin",
        "@example.org",
        "rin@",
        "rin@example.org\r\nBcc: eve@example.org",
        "rin@example.org\nBcc: eve@example.org",
        "rin\r\n@example.org",
        "rin@example.org\x00",
        "rin@example.org, eve@example.org",
        "林@example.org",
        f"rin@{'x' * 70}.org",
    ],
)
def test_no_address_gets_another_header_in(
    channel: EmailChannel, postbox: Postbox, outgoing: Make, address: str | None
) -> None:
    assert refused(channel, outgoing(address=address)) == ("bad_address", True)
    assert postbox.tries == 0


def test_a_japanese_domain_is_written_as_dns_has_it(
    channel: EmailChannel, postbox: Postbox, outgoing: Make
) -> None:
    channel.send(outgoing(address="rin@例え.jp"))
    assert postbox.envelopes[0].rcpt_tos == ["rin@xn--r8jz45g.jp"]


@pytest.mark.parametrize(
    ("command", "answer", "failure"),
    [
        ("RCPT", "550 no such mailbox rin@example.org", ("recipient_refused", True)),
        ("RCPT", "452 mailbox of rin@example.org is full", ("try_later", False)),
        ("DATA", "554 rejected", ("message_refused", True)),
        ("DATA", "451 greylisted", ("try_later", False)),
    ],
)
def test_what_a_refusal_means(
    channel: EmailChannel,
    postbox: Postbox,
    outgoing: Make,
    caplog: pytest.LogCaptureFixture,
    command: str,
    answer: str,
    failure: tuple[str, bool],
) -> None:
    caplog.set_level(logging.DEBUG, logger="aiosmtplib")
    caplog.set_level(logging.DEBUG, logger="bot")
    postbox.answers[command] = [answer]
    assert refused(channel, outgoing()) == failure
    assert not [one for one in caplog.records if one.name != "mail.log" and "rin@" in one.getMessage()]
    channel.send(outgoing(attempt=2))
    assert len(postbox.envelopes) == 1


def test_a_server_that_is_not_there(mail_port: int, outgoing: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    assert refused(EmailChannel(settings(port), None), outgoing()) == ("unreachable", False)


def test_a_server_that_says_nothing(socket_enabled: None, outgoing: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        channel = EmailChannel(settings(silent.getsockname()[1], timeout_seconds=0.2), None)
        assert refused(channel, outgoing()) == ("timeout", False)


def test_a_connection_is_never_left_open_to_readers(mail_port: int, postbox: Postbox, outgoing: Make) -> None:
    channel = EmailChannel(settings(mail_port, security="starttls"), None)
    assert refused(channel, outgoing()) == ("mail_server_error", False)
    assert postbox.tries == 0


def test_a_server_without_tls_is_not_spoken_to(mail_port: int, postbox: Postbox, outgoing: Make) -> None:
    reason, permanent = refused(EmailChannel(settings(mail_port, security="tls"), None), outgoing())
    assert reason in ("tls_failed", "unreachable")
    assert not permanent
    assert postbox.tries == 0


def test_a_login_that_is_refused_is_not_the_recipients_fault(mail_port: int, outgoing: Make) -> None:
    channel = EmailChannel(settings(mail_port, user="desk", password="wrong"), None)
    assert refused(channel, outgoing())[1] is False
