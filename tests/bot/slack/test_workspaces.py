"""Several workspaces: connected by a link, kept apart, and gone without a trace when they leave."""

import sqlite3
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from pydantic import SecretStr

from bot.slack.app import SlackDoor
from bot.slack.config import SlackSettings
from bot.slack.passes import LINK, STATE, Passes
from tests.bot.slack.conftest import PUBLIC_URL, SECRET, Workspace
from tests.fakes.slack import FakeSlack, Payloads

NORTH, SOUTH = "T0NORTH", "T0SOUTH"


class Two:
    """Two workspaces of two organisations, connected by OAuth."""

    def __init__(self, workspace: Workspace, passes: Passes) -> None:
        self.workspace, self.slack, self.passes = workspace, workspace.slack, passes
        self.installations = workspace.door.workspaces.installations
        self.client = workspace.client

    def connect(self, team: str, organisation: str) -> Response:
        """As an administrator does it: the link, Slack's page, and back."""
        begun: Any = self.client.get(f"/slack/install?link={self.passes.link(organisation)}")
        asked = parse_qs(urlsplit(begun.headers["location"]).query)
        self.slack.grant(f"code-{team}", team, f"xoxb-{team}")
        back: Response = self.client.get(f"/slack/oauth_redirect?code=code-{team}&state={asked['state'][0]}")
        return back

    def said_in(self, team: str, payload: dict[str, Any]) -> dict[str, Any]:
        """The same payload, from that workspace; it has been handled."""
        event = {**payload, "team_id": team}
        self.workspace.handle(event)
        return event


@pytest.fixture
def two(slack: FakeSlack, house: Any) -> Iterator[Two]:
    """The app without a token of its own."""
    house.desk.register_name("kita")
    house.desk.register_name("minami")
    settings = SlackSettings(
        signing_secret=SecretStr(SECRET),
        client_id="1.2",
        client_secret=SecretStr("a client's secret"),
        base_url=slack.url,
    )
    door = SlackDoor.of(house, settings)
    for team in (NORTH, SOUTH):
        slack.member(f"U{team}", team_id=team)
    app = FastAPI()
    app.include_router(door.router)
    with TestClient(app, base_url=PUBLIC_URL, follow_redirects=False) as client:
        workspace = Workspace(slack, Payloads(slack), door, house.desk, house.conversation, client)
        yield Two(workspace, Passes(house.database, house.clock))


def test_a_workspace_is_connected_by_a_link(two: Two) -> None:
    done = two.connect(NORTH, "kita")
    assert (done.status_code, "Workspace T0NORTH is connected" in done.text) == (200, True)
    [installed] = two.installations.all()
    assert (installed.team, installed.organisation, installed.scopes) == (
        NORTH,
        "kita",
        ("chat:write", "commands"),
    )
    assert two.slack.said("oauth.v2.access")[0]["redirect_uri"] == f"{PUBLIC_URL}/slack/oauth_redirect"


def test_neither_link_nor_state_works_twice(two: Two) -> None:
    link = two.passes.link("kita")
    begun: Any = two.client.get(f"/slack/install?link={link}")
    state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
    for code in ("first", "second"):
        two.slack.grant(code, NORTH, f"xoxb-{code}")
    back = f"/slack/oauth_redirect?state={state}"
    assert two.client.get(f"{back}&code=first").status_code == 200
    assert two.client.get(f"{back}&code=second").status_code == 401
    assert two.client.get(f"/slack/install?link={link}").status_code == 404
    assert two.installations.token(NORTH) == "xoxb-first"


def test_a_consent_begun_in_another_browser_is_refused(two: Two) -> None:
    begun: Any = two.client.get(f"/slack/install?link={two.passes.link('kita')}")
    state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
    two.client.cookies.clear()
    two.slack.grant("code", NORTH, "xoxb-1")
    assert two.client.get(f"/slack/oauth_redirect?code=code&state={state}").status_code == 401
    assert two.installations.all() == ()


@pytest.mark.parametrize(("lifetime", "what"), [(LINK, "link"), (STATE, "state")])
def test_links_and_states_have_an_end(house: Any, lifetime: Any, what: str) -> None:
    now = house.clock()
    early, late = (Passes(house.database, lambda at=at: at) for at in (now, now + lifetime))
    link = early.link("kita")
    if what == "link":
        assert late.state(link) is None
    else:
        state = early.state(link)
        assert state is not None
        assert late.redeem(state) is None


def test_a_workspace_does_not_change_its_organisation_unasked(two: Two) -> None:
    two.connect(NORTH, "kita")
    assert two.connect(NORTH, "minami").status_code == 409
    assert [one.organisation for one in two.installations.all()] == ["kita"]


def test_what_slack_refuses_is_said_without_its_words(two: Two) -> None:
    two.slack.script("oauth.v2.access", "invalid_code")
    answer = two.connect(NORTH, "kita")
    assert answer.status_code == 502
    assert "invalid_code" not in answer.text


def test_tokens_lie_sealed_in_the_database(two: Two, house: Any) -> None:
    two.connect(NORTH, "kita")
    with sqlite3.connect(str(house.database.url.database)) as connection:
        assert not any(b"xoxb-T0NORTH" in line.encode() for line in connection.iterdump())
    assert two.installations.token(NORTH) == "xoxb-T0NORTH"


def test_two_workspaces_see_nothing_of_each_other(two: Two) -> None:
    for team, organisation in ((NORTH, "kita"), (SOUTH, "minami")):
        two.connect(team, organisation)
    send = two.workspace.send
    for team in (NORTH, SOUTH):
        event = two.said_in(team, send.dm(f"U{team}", "Do you keep cats?"))
        click = send.click(
            f"U{team}", {"action_id": "talk_to_person"}, f"D{team}", "1800000000.7", event["event"]["ts"]
        )
        two.workspace.handle({**click, "team": {"id": team}})
    heard = two.workspace.conversation.heard
    assert [one.organisation for one in heard] == ["kita", "minami"]
    assert sorted(row.organisation for row in two.workspace.desk.tickets().rows) == ["kita", "minami"]
    posted = [call for call in two.slack.calls if call.method.startswith("chat.")]
    assert {(call.team, call.args["channel"]) for call in posted} == {
        (NORTH, "DT0NORTH"),
        (SOUTH, "DT0SOUTH"),
    }
    store = two.workspace.conversation.store
    assert len(store.under("slack", NORTH)) == len(store.under("slack", f"{SOUTH}/DT0SOUTH")) == 1
    two.workspace.deliver()
    receipts = [call for call in two.slack.calls if call.method == "chat.postMessage"][-2:]
    assert {(call.team, call.args["channel"]) for call in receipts} == {
        (NORTH, "DT0NORTH"),
        (SOUTH, "DT0SOUTH"),
    }


def test_requests_of_another_workspace_are_unknown(two: Two) -> None:
    two.connect(NORTH, "kita")
    two.connect(SOUTH, "minami")
    send = two.workspace.send
    event = two.said_in(NORTH, send.dm("U0ANN", "Do you keep cats?"))
    click = send.click("U0ANN", {"action_id": "talk_to_person"}, "D0ANN", "1.7", event["event"]["ts"])
    two.workspace.handle({**click, "team": {"id": NORTH}})
    [row] = two.workspace.desk.tickets().rows
    for team, known in ((NORTH, True), (SOUTH, False)):
        two.workspace.handle(send.command("U0ANN", f"status {row.reference}").replace("T0DESK", team))
        assert (row.reference in two.slack.said("response")[-1]["text"]) is known


def test_in_a_shared_channel_it_is_the_workspace_that_authorised(two: Two) -> None:
    two.connect(NORTH, "kita")
    event = two.workspace.send.mention("U0ANN", "how long do you keep e-mails?")
    two.said_in(SOUTH, {**event, "authorizations": [{"team_id": NORTH}]})
    [heard] = two.workspace.conversation.heard
    assert (heard.organisation, heard.audience) == ("kita", "public")


def test_an_unknown_workspace_gets_nothing_and_costs_nothing(two: Two, caplog: Any) -> None:
    two.said_in("T0NOBODY", two.workspace.send.dm("U0ANN", "keep my secret?"))
    assert two.slack.calls == []
    assert "secret" not in caplog.text
    assert [record.__dict__["team"] for record in caplog.records] == ["T0NOBODY"]


def test_a_workspace_that_leaves_takes_everything_but_its_tickets(two: Two, caplog: Any) -> None:
    two.connect(NORTH, "kita")
    two.connect(SOUTH, "minami")
    send, store = two.workspace.send, two.workspace.conversation.store
    event = two.said_in(NORTH, send.dm("U0ANN", "Do you keep cats?"))
    two.said_in(SOUTH, send.dm("U0KEN", "keep?"))
    click = send.click("U0ANN", {"action_id": "talk_to_person"}, "D0ANN", "1.7", event["event"]["ts"])
    two.workspace.handle({**click, "team": {"id": NORTH}})
    two.workspace.door.workspaces.choices.choose(NORTH, "U0ANN", "ja")
    caplog.set_level("INFO")
    two.said_in(NORTH, send.event({"type": "app_uninstalled"}))
    [told] = [record.__dict__ for record in caplog.records if record.message == "slack workspace purged"]
    assert (told["installations"], told["choices"]) == (1, 1)
    assert told["conversations"] > 1
    assert told["events"] == 3
    assert two.installations.find(NORTH) is None
    assert store.under("slack", NORTH) == ()
    assert len(store.under("slack", SOUTH)) == 1
    assert two.workspace.desk.tickets().total == 1
    before = len(two.slack.calls)
    two.said_in(NORTH, send.dm("U0ANN", "keep?"))
    assert len(two.slack.calls) == before


def test_a_revoked_token_is_noted(two: Two) -> None:
    two.connect(NORTH, "kita")
    two.said_in(NORTH, two.workspace.send.event({"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}))
    [installed] = two.installations.all()
    assert installed.trouble == "token_revoked"
    two.connect(NORTH, "kita")
    assert two.installations.all()[0].trouble is None
