"""The manifest: what Slack takes, what the app listens to, and no more."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from slack_bolt import App
from typer.testing import CliRunner

from bot.cli.main import build_cli
from bot.slack.app import SlackDoor, build_app
from bot.slack.listeners import register
from bot.slack.manifest import EVENTS, BadAddress, Manifest, manifest
from bot.slack.scopes import SCOPES
from bot.slack.wording import PROMPTS
from tests.bot.slack.conftest import Workspace

SCHEMA = json.loads((Path(__file__).parent / "manifest_schema.json").read_text())
DOCS = (Path(__file__).parents[3] / "docs" / "slack.md").read_text()
URL = "https://desk.example.com"
BOTH = [manifest("socket"), manifest("http", URL)]


def check(made: Manifest) -> None:
    """Against the schema."""
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(made)


@pytest.mark.parametrize("made", BOTH, ids=["socket", "http"])
def test_slack_would_take_it(made: Manifest) -> None:
    check(made)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made["display_information"].update(name="x" * 36),
        lambda made: made["features"].update(assistant_view={}),
        lambda made: made["settings"]["event_subscriptions"].pop("request_url"),
        lambda made: made["settings"]["event_subscriptions"]["bot_events"].append("assistant_thread_started"),
        lambda made: made["oauth_config"]["scopes"]["bot"].append("chat:write"),
        lambda made: made["features"]["slash_commands"][0].update(url="http://desk.example.com/slack"),
    ],
)
def test_the_schema_refuses_what_slack_would_refuse(spoil: Any) -> None:
    made = json.loads(json.dumps(manifest("http", URL)))
    spoil(made)
    with pytest.raises(ValidationError):
        check(made)


def test_it_subscribes_to_what_is_listened_to_and_to_nothing_else(workspace: Workspace) -> None:
    heard: set[str] = set()
    app = build_app(workspace.door.worker)
    event = app.event

    def listened(name: Any, *args: Any, **kwargs: Any) -> Any:
        heard.add("message.im" if name == "message" else str(name))
        return event(name, *args, **kwargs)

    app.event = listened  # type: ignore[method-assign]
    register(app, workspace.door.worker, workspace.door.workspaces)
    assert isinstance(app, App)
    assert isinstance(workspace.door, SlackDoor)
    assert heard == set(EVENTS)


def test_the_two_differ_in_transport_alone() -> None:
    socket, http = (json.loads(json.dumps(one)) for one in BOTH)
    assert socket["settings"].pop("socket_mode_enabled") is True
    assert http["settings"].pop("socket_mode_enabled") is False
    address = http["settings"]["event_subscriptions"].pop("request_url")
    assert address == f"{URL}/slack/events"
    assert http["settings"]["interactivity"].pop("request_url") == address
    assert http["features"]["slash_commands"][0].pop("url") == address
    assert http["oauth_config"].pop("redirect_urls") == [f"{URL}/slack/oauth_redirect"]
    assert socket == http


def test_every_scope_is_justified_where_administrators_read_it() -> None:
    rows = dict(re.findall(r"^\| `([a-z_:.]+)` \| (.+) \|$", DOCS, re.MULTILINE))
    assert {name: rows.get(name) for name in SCOPES} == SCOPES
    assert manifest("socket")["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)


def test_the_suggested_questions_are_those_of_the_app() -> None:
    prompts = manifest("socket")["features"]["agent_view"]["suggested_prompts"]
    assert [one["message"] for one in prompts] == list(PROMPTS["en"])


@pytest.mark.parametrize(
    "url",
    [
        None,
        "desk",
        "http://desk.example.com",
        "https://desk.example.com/x",
        "https://desk.example.com/#x",
        "https://me:word@desk.example.com",
        "https://:443",
    ],
)
def test_an_address_that_slack_cannot_call_is_refused(url: str | None) -> None:
    with pytest.raises(BadAddress, match="--url https://"):
        manifest("http", url)


def test_the_command_prints_it() -> None:
    cli, run = build_cli(), CliRunner()
    printed = run.invoke(cli, ["slack", "manifest", "--transport", "http", "--url", f"{URL}/"])
    assert json.loads(printed.stdout) == BOTH[1]
    assert json.loads(run.invoke(cli, ["slack", "manifest"]).stdout) == BOTH[0]
    refused = run.invoke(cli, ["slack", "manifest", "--transport", "http"])
    assert refused.exit_code == 1
    assert refused.stderr.strip().count("\n") == 0
