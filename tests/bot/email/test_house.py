"""From a reply at the desk to the requester's mailbox, through a mail server that has its moods."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.config import BotSettings
from bot.delivery import Delivery
from bot.email import build_email
from bot.web import Bells, WebChannel
from bot.wiring import House
from helpdesk import Agent, Intake, Origin
from helpdesk.tables import ContactRecord
from tests.bot.email.conftest import Postbox

ANSWER = "We have deleted your telephone number."


class Desk:
    """A house that sends e-mail, one ticket in it, and its time."""

    def __init__(self, data: Path) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        settings = BotSettings.model_validate({"public_url": "https://desk.aoba.example"})
        self.house = House(data, settings, lambda: self.now)
        self.house.desk.register_name("aoba")
        self.agent: Agent = self.house.desk.agents.add_agent("a@aoba.example", "A", "a long enough password")

    def file(self) -> str:
        conversation = self.house.store.start("web", "aoba", "en", "public").id
        intake = Intake(
            organisation="aoba",
            kind="rights_request",
            right="deletion",
            origin=Origin("web", conversation),
            language="en",
            audience="public",
            message="Please delete my number 090-1234-5678.",
            answers={"contact": "rin@example.org"},
        )
        return self.house.desk.open(intake, key="filing").ticket_id

    def deliver(self) -> None:
        email = build_email(self.house)
        assert email is not None
        web = WebChannel(self.house.store, Bells(self.house.store, self.house.stopping))
        Delivery(self.house.desk.outbox, [web, email], ()).run_once()
        self.now += timedelta(minutes=10)

    def ways(self, ticket: str, message: int = -1) -> list[tuple[str, str, str | None]]:
        view = self.house.desk.ticket(ticket)
        assert view is not None
        return [(post.route, post.state, post.error_class) for post in view.messages[message].posts]


@pytest.fixture
def desk(tmp_path: Path, mail_port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    settings = {
        "HOST": "127.0.0.1",
        "PORT": f"{mail_port}",
        "SECURITY": "none",
        "SENDER": "desk@aoba.example",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"MADOGUCHI_EMAIL_{name}", value)
    desk = Desk(tmp_path)
    with desk.house:
        yield desk


def test_a_reply_reaches_the_conversation_and_word_of_it_the_mailbox(desk: Desk, postbox: Postbox) -> None:
    ticket = desk.file()
    desk.deliver()
    desk.house.desk.reply(ticket, desk.agent.id, ANSWER, key="r")
    desk.deliver()
    assert desk.ways(ticket) == [("web", "sent", None), ("email", "sent", None)]
    assert len(postbox.messages) == 2
    for envelope, message in zip(postbox.envelopes, postbox.messages, strict=True):
        text = f"{message.as_string()}{message.get_content()}".replace("rin@example.org", "")
        assert envelope.rcpt_tos == ["rin@example.org"]
        assert not re.search(r"delet|telephone|090-?1234|number|Aiko|\brin\b", text)


def test_the_link_in_the_mail_opens_the_answer(desk: Desk, postbox: Postbox) -> None:
    ticket = desk.file()
    with desk.house.database.write() as session:
        session.exec(
            select(ContactRecord).where(ContactRecord.ticket_id == ticket)
        ).one().verified_at = desk.now
    desk.house.desk.reply(ticket, desk.agent.id, ANSWER, key="r")
    desk.deliver()
    desk.house.desk.reply(ticket, desk.agent.id, ANSWER, key="r2")
    desk.deliver()
    link = re.search(r"https://desk\.aoba\.example/status#(\S+)", str(postbox.messages[-1].get_content()))
    assert link is not None
    status = desk.house.desk.status(link[1])
    assert status is not None
    assert status.messages[-1].text == ANSWER


def test_a_mailbox_that_is_full_for_now_gets_it_later(desk: Desk, postbox: Postbox) -> None:
    ticket = desk.file()
    postbox.answers["RCPT"] = ["452 full"]
    desk.deliver()
    assert desk.ways(ticket) == [("web", "sent", None), ("email", "failed", "try_later")]
    desk.deliver()
    assert desk.ways(ticket) == [("web", "sent", None), ("email", "sent", None)]
    assert len(postbox.messages) == 1


def test_a_mailbox_that_does_not_exist_shows_on_the_ticket(desk: Desk, postbox: Postbox) -> None:
    ticket = desk.file()
    postbox.answers["RCPT"] = ["550 unknown rin@example.org"]
    for _ in range(3):
        desk.deliver()
    assert desk.ways(ticket) == [("web", "sent", None), ("email", "dead", "recipient_refused")]
    assert postbox.tries == 1


def test_without_a_mail_server_there_is_no_channel(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MADOGUCHI_EMAIL_HOST")
    assert build_email(desk.house) is None
