"""A workspace with the app in it: a real desk, inbox and store, a scripted conversation, a fake Slack."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from pydantic import SecretStr
from sqlalchemy import MetaData

import bot.records
import helpdesk
from bot.config import BotSettings
from bot.database import Database
from bot.inbox import Inbox
from bot.messages import Action, Done, Message, Offer, ReplyPart, Said
from bot.slack.app import SlackDoor
from bot.slack.config import SlackSettings
from bot.storage import ConversationStore
from helpdesk import Desk, Intake, Kind, Origin, Receipt, Vault, open_desk
from knowledge import Address, Citation
from tests.fakes.slack import FakeSlack, Payloads, signed
from tests.fakes.slack.payloads import as_form

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
ORGANISATION = "minato"
PUBLIC_URL = "https://desk.example"
QUOTE = "We keep your contact details for two years & no longer."


POLICY = SimpleNamespace(policy="privacy-policy", version="2024-04-01", audience="public")


def citation(quote: str = QUOTE, role: Any = "answer") -> Citation:
    """A quote from a small policy."""
    return Citation(
        address=Address(ORGANISATION, "privacy-policy", "2024-04-01", "3.1"),
        number="(1)",
        heading_path=("3. Storage", "Contact <details>"),
        start=10,
        end=10 + len(quote),
        quote=quote,
        role=role,
        effective=date(2024, 4, 1),
        title="Privacy Policy",
        language="en",
    )


ANSWERED: tuple[ReplyPart, ...] = (
    Said(QUOTE, (citation(),), "answer"),
    Said("See also", (citation("Backups last a month.", "related"),), "related"),
    Offer((Action("talk_to_person", "Talk to a person"),)),
    Done("Answered"),
)
NOT_COVERED: tuple[ReplyPart, ...] = (
    Said("The policy does not say."),
    Said("Near it stands:"),
    Said("Backups last a month.", (citation("Backups last a month.", "near"),), "near"),
    Offer((Action("open_form", "Ask the help desk", "inquiry"),)),
    Done("NotCovered"),
)
WANTS_ACTION: tuple[ReplyPart, ...] = (
    Said("You can ask for that here."),
    Offer(
        (
            Action("open_form", "Opt out", "opt_out", "marketing_opt_out"),
            Action("decline", "No, do not send anything", "opt_out", "marketing_opt_out"),
        )
    ),
    Done("WantsAction", "opt_out", "marketing_opt_out"),
)


@dataclass
class ScriptedConversation:
    """Answers by a word of the question; files with the real desk."""

    desk: Desk
    store: ConversationStore
    heard: list[Message] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def handle(self, message: Message) -> Iterator[ReplyPart]:
        """The scripted parts."""
        self.heard.append(message)
        if "explode" in message.text:
            raise ValueError(f"secret words: {message.text}")
        self.meanwhile()
        if "keep" in message.text or "保存" in message.text:
            yield from ANSWERED
        elif "stop" in message.text:
            yield from WANTS_ACTION
        else:
            yield from NOT_COVERED

    def file(
        self, conversation_id: str, kind: Kind, right: str | None, answers: dict[str, str], key: str
    ) -> Receipt:
        """Open a ticket at the conversation's address."""
        return self._open(conversation_id, kind, right, "", answers, key)

    def delete(self, conversation_id: str) -> int:
        """Nothing is left to file."""
        return self.store.delete(conversation_id)

    def decline(self, conversation_id: str) -> None:
        """Nothing was remembered here."""
        self.declined.append(conversation_id)

    def talk_to_person(self, conversation_id: str, message: str, key: str) -> Receipt:
        """Open an inquiry at the conversation's address."""
        return self._open(conversation_id, "inquiry", None, message, {}, key)

    def _open(
        self, id: str, kind: Kind, right: str | None, message: str, answers: dict[str, str], key: str
    ) -> Receipt:
        held = self.store.find(id)
        assert held is not None
        assert held.address is not None
        origin = Origin("slack", held.address)
        intake = Intake(
            held.organisation, kind, right, origin, held.language, held.audience, message, answers
        )
        return self.desk.open(intake, key=key)


@dataclass
class Workspace:
    """What a test of the app needs at hand."""

    slack: FakeSlack
    send: Payloads
    door: SlackDoor
    desk: Desk
    conversation: ScriptedConversation
    client: TestClient

    def post(self, payload: dict[str, Any] | str) -> Response:
        """What Slack sends: an event, a command (a form already), or an interaction."""
        if isinstance(payload, str):
            body = payload
        else:
            body = json.dumps(payload) if payload["type"] == "event_callback" else as_form(payload)
        answer: Response = self.client.post("/slack/events", content=body, headers=signed(body, SECRET))
        return answer

    def work(self) -> None:
        """Do everything that waits in the inbox."""
        while self.door.worker.run_once():
            pass

    def handle(self, payload: dict[str, Any] | str) -> Response:
        """Post it and do what follows from it."""
        answer = self.post(payload)
        assert answer.status_code == 200, answer.text
        self.work()
        return answer

    def deliver(self) -> None:
        """Send what the desk has to say."""
        for outgoing in self.desk.outbox.lease(10, 60):
            self.desk.outbox.sent({outgoing.id: self.door.channel.send(outgoing)})


@pytest.fixture
def slack(socket_enabled: None) -> Iterator[FakeSlack]:
    """Slack, on the loopback."""
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def house(database: Database) -> Any:
    """The rooms that the app uses."""
    tables: tuple[MetaData, ...] = (helpdesk.metadata, bot.records.metadata)
    for metadata in tables:
        metadata.create_all(database.engine)
    vault = Vault.open(database_folder(database) / "master.key")
    desk, store = open_desk(database, vault), ConversationStore(database, vault, now)
    desk.register_name(ORGANISATION)
    conversation = ScriptedConversation(desk, store)
    return SimpleNamespace(
        desk=desk,
        store=store,
        database=database,
        vault=vault,
        clock=now,
        inbox=Inbox(database, vault, now),
        conversation=conversation,
        knowledge=SimpleNamespace(shelf=SimpleNamespace(policies=lambda _organisation: [POLICY])),
        settings=BotSettings(public_url=PUBLIC_URL),
    )


@pytest.fixture
def workspace(slack: FakeSlack, house: Any) -> Iterator[Workspace]:
    """The app over HTTP, with two members, a guest, and a worker that the test runs."""
    settings = SlackSettings(
        bot_token=SecretStr("xoxb-test"),
        signing_secret=SecretStr(SECRET),
        organisation=ORGANISATION,
        base_url=slack.url,
    )
    door = SlackDoor.of(house, settings)
    slack.member("U0ANN")
    slack.member("U0KEN", locale="ja-JP")
    slack.member("U0GUEST", is_restricted=True)
    app = FastAPI()
    app.include_router(door.router)
    with TestClient(app) as client:
        yield Workspace(slack, Payloads(slack), door, house.desk, house.conversation, client)


def database_folder(database: Database) -> Any:
    """Where the test's files lie."""
    from pathlib import Path

    return Path(str(database.url.database)).parent


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)
