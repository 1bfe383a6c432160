"""Settings and manifests."""

import json
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from bot.slack import build_slack
from bot.slack.config import SlackSettings
from bot.slack.listeners.on_command import COMMAND
from bot.slack.listeners.on_shortcut import CALLBACK
from bot.slack.wording import CATALOGUES, PROMPTS

TOKENS = {"bot_token": "xoxb-1", "organisation": "minato"}


def manifest(name: str) -> dict[str, Any]:
    """A manifest that we ship."""
    parsed: dict[str, Any] = json.loads((files("bot.slack") / "manifest" / f"{name}.json").read_text())
    return parsed


def test_without_a_bot_token_there_is_no_slack_app() -> None:
    assert build_slack(None) is None  # type: ignore[arg-type]  # the house is not even looked at


def test_an_app_token_chooses_socket_mode() -> None:
    assert SlackSettings(**TOKENS, app_token="xapp-1").transport == "socket"
    assert SlackSettings(**TOKENS, signing_secret="s").transport == "http"


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        (TOKENS, "MADOGUCHI_SLACK_SIGNING_SECRET"),
        ({"bot_token": "xoxb-1", "signing_secret": "s"}, "MADOGUCHI_SLACK_ORGANISATION"),
    ],
)
def test_what_is_missing_is_named(settings: dict[str, Any], missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        SlackSettings(**settings)


def test_secrets_do_not_show() -> None:
    with pytest.raises(ValidationError) as refused:
        SlackSettings(bot_token="xoxb-1")
    assert "xoxb-1" not in str(refused.value)
    assert "xoxb-1" not in repr(SlackSettings(**TOKENS, app_token="xapp-1"))


@pytest.mark.parametrize("name", ["socket-mode", "http"])
def test_the_manifests_ask_for_what_is_listened_to_and_no_more(name: str) -> None:
    shipped = manifest(name)
    features, settings = shipped["features"], shipped["settings"]
    assert settings["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention", "message.im"]
    assert [one["command"] for one in features["slash_commands"]] == [COMMAND]
    assert [one["callback_id"] for one in features["shortcuts"]] == [CALLBACK]
    assert [one["message"] for one in features["agent_view"]["suggested_prompts"]] == list(PROMPTS["en"])
    assert shipped["oauth_config"]["scopes"]["bot"] == [
        "app_mentions:read",
        "assistant:write",
        "chat:write",
        "commands",
        "im:history",
        "im:write",
        "users:read",
        "users:read.email",
    ]
    about = shipped["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert len(features["agent_view"]["agent_description"]) <= 300


def test_the_manifests_differ_in_transport_alone() -> None:
    socket, http = manifest("socket-mode"), manifest("http")
    assert socket["settings"].pop("socket_mode_enabled") is True
    assert http["settings"].pop("socket_mode_enabled") is False
    address = http["settings"]["event_subscriptions"].pop("request_url")
    assert address.endswith("/slack/events")
    assert http["settings"]["interactivity"].pop("request_url") == address
    assert http["features"]["slash_commands"][0].pop("url") == address
    assert socket == http


def test_both_languages_say_the_same_things() -> None:
    assert CATALOGUES["en"].keys() == CATALOGUES["ja"].keys()
