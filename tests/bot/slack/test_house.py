"""The whole way with nothing scripted but Slack: question, clause, ticket, reply."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from bot.config import BotSettings
from bot.slack.app import SlackDoor
from bot.slack.config import SlackSettings
from bot.wiring import House, open_house
from helpdesk import load_profile
from ingest import read_policy
from tests.bot.slack.conftest import PUBLIC_URL, SECRET, Workspace
from tests.fakes.slack import FakeSlack, Payloads, buttons

EXAMPLES = Path(__file__).parents[3] / "examples"
ORGANISATION = "tokiwa-moving"


@pytest.fixture
def sample_house(tmp_path: Path) -> Iterator[House]:
    """A house with one sample organisation in it."""
    profile = load_profile(EXAMPLES / "organisations" / f"{ORGANISATION}.toml")
    with open_house(tmp_path, BotSettings(public_url=PUBLIC_URL)) as house:
        house.desk.register(load_profile(EXAMPLES / "organisations" / "tokiwa.toml"))
        house.desk.register(profile)
        source = profile.policies[1]
        reading = read_policy(
            EXAMPLES / source.file,
            organisation=profile.id,
            policy=source.slug,
            effective=source.effective,
            audience=source.audience,
            language=source.language,
        )
        house.knowledge.indexer.replace(reading.version)
        yield house


@pytest.fixture
def real(slack: FakeSlack, sample_house: House) -> Iterator[Workspace]:
    """The app in that house."""
    settings = SlackSettings(
        bot_token=SecretStr("xoxb-test"),
        signing_secret=SecretStr(SECRET),
        organisation=ORGANISATION,
        base_url=slack.url,
    )
    door = SlackDoor.of(sample_house, settings)
    slack.member("U0ANN")
    app = FastAPI()
    app.include_router(door.router)
    with TestClient(app) as client:
        yield Workspace(slack, Payloads(slack), door, sample_house.desk, sample_house.conversation, client)  # type: ignore[arg-type]


def test_from_a_question_to_the_reply_of_a_person(real: Workspace, sample_house: House) -> None:
    question = real.send.dm("U0ANN", "Are calls to the customer office recorded?")
    real.handle(question)
    root = question["event"]["ts"]
    [answer] = real.slack.thread("D0ANN", root)
    assert "https://desk.example/policies/tokiwa-moving/privacy-policy-en/2024-04-01?start=" in str(answer)
    assert "version in force since 2024-04-01" in str(answer)

    real.handle(real.send.dm("U0ANN", "Please delete all the data you have about me.", thread_ts=root))
    offer = real.slack.thread("D0ANN", root)[-1]
    form_button, decline = buttons(offer)[:2]
    assert decline["action_id"] == "decline"
    real.handle(real.send.click("U0ANN", form_button, "D0ANN", "1800000000.7", root))
    view = real.slack.said("views.open")[0]["view"]
    filled = {"name": "Ann Example", "contact": "ann@example.com", "target_data": "all of it"}
    real.handle(real.send.submission("U0ANN", view, filled))
    [row] = real.desk.tickets().rows
    assert row.kind == "rights_request"
    assert row.rights == ("deletion",)

    delivery = sample_house.delivery((real.door.channel,))
    delivery.run_once()
    assert row.reference in str(real.slack.thread("D0ANN", root)[-1])
    agent = real.desk.agents.add_agent("mai@desk.example", "Mai", "a long enough password 1")
    real.desk.reply(row.id, agent.id, "It will be gone by Friday.", key="r1")
    delivery.run_once()
    assert "It will be gone by Friday." in str(real.slack.thread("D0ANN", root)[-1])

    posted = len(real.slack.thread("D0ANN", root))
    real.handle(real.send.dm("U0ANN", "Thank you!", thread_ts=root))
    assert len(real.slack.thread("D0ANN", root)) == posted
    view_of_ticket = real.desk.ticket(row.id)
    assert view_of_ticket is not None
    assert view_of_ticket.messages[-1].text == "Thank you!"
    assert sample_house.conversation.file_unfinished() == 0


def test_a_complaint_in_a_channel_leaves_nothing_there(real: Workspace) -> None:
    event = real.send.mention("U0ANN", "You sold my phone number to somebody. I want to complain.")
    real.handle(event)
    assert real.slack.thread("C0ALL", event["event"]["ts"]) == []
    assert {one["channel"] for one in real.slack.messages()} == {"D0ANN"}
