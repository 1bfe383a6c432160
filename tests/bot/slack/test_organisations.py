"""An employee's way in Slack at eleven organisations, from the question to the desk's reply.

The policies of five of them lie outside the checkout and are read in place; without them the others remain.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from bot.bringing import bring_in
from bot.config import BotSettings
from bot.slack.app import SlackDoor
from bot.slack.config import SlackSettings
from bot.wiring import House, open_house
from helpdesk import Agent, load_profile
from ingest import read_policy
from tests.bot.slack.conftest import PUBLIC_URL, SECRET, Workspace
from tests.conftest import POLICIES
from tests.fakes.slack import FakeSlack, Payloads, buttons, words
from tests.faults.burst import EXAMPLES

REAL = ("kokusai", "kai", "nic", "kaji", "casio")
FICTIONAL = ("hanashizuku", "kurosaki", "pennywhistle", "shiosai", "tokiwa", "tokiwa-moving")
DM = "D0ANN"
QUESTION, FOLLOW_UP = "Who is my personal data shared with?", "And for what purposes do you use it?"
BEYOND = "What is the name of your president's dog?"
OPT_OUT = "Please stop sending me e-mails."


@dataclass
class Office:
    """The workspace of one organisation, with an agent at its desk."""

    workspace: Workspace
    house: House
    agent: Agent

    @property
    def slack(self) -> FakeSlack:
        """Slack."""
        return self.workspace.slack

    def ask(self, text: str, root: str | None = None) -> tuple[str, dict[str, Any]]:
        """Put it in a thread; the thread, and what was answered."""
        event = self.workspace.send.dm("U0ANN", text, thread_ts=root)
        self.workspace.handle(event)
        thread = root or event["event"]["ts"]
        return thread, self.slack.thread(DM, thread)[-1]

    def press(self, label: str, message: dict[str, Any], root: str) -> None:
        """Press the button whose action begins so."""
        button = next(one for one in buttons(message) if one["action_id"].startswith(label))
        self.workspace.handle(self.workspace.send.click("U0ANN", button, DM, message["ts"], root))

    def submit(self, answers: dict[str, str]) -> None:
        """Fill in the modal that was opened last, what is asked for and there, and send it."""
        view = self.slack.said("views.open")[-1]["view"]
        self.workspace.handle(self.workspace.send.submission("U0ANN", view, answers))
        self.deliver()

    def deliver(self) -> None:
        """Send what the desk has to say."""
        self.house.delivery((self.workspace.door.channel,)).run_once()

    def status(self) -> str:
        """What `/privacy status` says."""
        self.workspace.handle(self.workspace.send.command("U0ANN", "status"))
        text: str = self.slack.said("response")[-1]["text"]
        return text


def settle(house: House, organisation: str) -> None:
    """Register an organisation and bring its policies in."""
    profile = load_profile(EXAMPLES / "organisations" / f"{organisation}.toml")
    if profile.parent:
        settle(house, profile.parent)
    house.desk.register(profile)
    if organisation in REAL:
        bring_in(house, read_policy(POLICIES / f"{organisation}.txt", organisation=organisation))
    for source in profile.policies if organisation in FICTIONAL else ():
        facts = {"policy": source.slug, "effective": source.effective, "audience": source.audience}
        reading = read_policy(
            EXAMPLES / source.file, organisation=organisation, language=source.language, **facts
        )
        bring_in(house, reading)


@pytest.fixture(params=[*FICTIONAL, *REAL])
def office(request: pytest.FixtureRequest, slack: FakeSlack, tmp_path: Any) -> Iterator[Office]:
    """The app for one organisation, over HTTP."""
    organisation = request.param
    if organisation in REAL and not POLICIES.is_dir():
        pytest.skip("the acceptance policies (shared/policies beside the checkout) are not here")
    with ExitStack() as open_things:
        house = open_things.enter_context(open_house(tmp_path, BotSettings(public_url=PUBLIC_URL)))
        settle(house, organisation)
        settings = SlackSettings(
            bot_token=SecretStr("xoxb-test"),
            signing_secret=SecretStr(SECRET),
            organisation=organisation,
            base_url=slack.url,
        )
        door = SlackDoor.of(house, settings)
        slack.member("U0ANN")
        app = FastAPI()
        app.include_router(door.router)
        client = open_things.enter_context(TestClient(app))
        conversation: Any = house.conversation
        workspace = Workspace(slack, Payloads(slack), door, house.desk, conversation, client)
        agent = house.desk.agents.add_agent("mai@desk.example", "Mai", "a long enough password 1")
        yield Office(workspace, house, agent)


def test_an_employee_is_served(office: Office) -> None:
    root, answer = office.ask(QUESTION)
    assert "Evidence: " in words(answer)
    _, more = office.ask(FOLLOW_UP, root)
    assert more["ts"] != answer["ts"]
    assert "Evidence: " in words(more)

    beyond, unknown = office.ask(BEYOND)
    office.press("talk_to_person", unknown, beyond)
    office.deliver()
    [inquiry] = office.house.desk.tickets().rows
    assert inquiry.reference in words(office.slack.thread(DM, beyond)[-1])
    office.house.desk.reply(inquiry.id, office.agent.id, "He is called Pochi.", key="r1")
    office.deliver()
    assert "He is called Pochi." in words(office.slack.thread(DM, beyond)[-1])

    wish, offer = office.ask(OPT_OUT)
    office.press("open_form:", offer, wish)
    office.submit({"name": "Ann Example", "contact": "ann@example.com", "scope": "all e-mails"})
    receipt = words(office.slack.thread(DM, wish)[-1])
    shortcut = office.workspace.send.shortcut("U0ANN", "They passed my number on to an agency.")
    office.workspace.handle(shortcut)
    form = office.slack.said("views.open")[-1]["view"]
    assert "They passed my number on to an agency." in str(form)
    office.submit({"details": "They passed my number on to an agency.", "contact": "ann@example.com"})

    rows = {row.kind: row for row in office.house.desk.tickets().rows}
    assert set(rows) >= {"inquiry", "complaint"}
    assert re.search("PR-[0-9A-Z]{4}-[0-9A-Z]{3}", receipt)
    assert len(rows) == 3
    told = office.status()
    assert all(row.reference in told for row in rows.values())
    assert office.house.conversation.file_unfinished() == 0, "nothing that was asked is left open"
