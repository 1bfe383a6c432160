"""Settings."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.slack import build_slack
from bot.slack.config import SlackSettings
from bot.slack.wording import CATALOGUES

TOKENS = {"bot_token": "xoxb-1", "organisation": "minato"}


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
        ({"client_id": "1.2"}, "MADOGUCHI_SLACK_CLIENT_SECRET"),
        (
            {"client_id": "1.2", "client_secret": "s", "signing_secret": "s", "desk_channel": "C0DESK"},
            "MADOGUCHI_SLACK_DESK_CHANNEL",
        ),
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


def test_both_languages_say_the_same_things() -> None:
    assert CATALOGUES["en"].keys() == CATALOGUES["ja"].keys()
