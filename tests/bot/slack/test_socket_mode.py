"""The same app where Slack cannot reach it: it connects by itself."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from bot.slack.app import SlackDoor
from bot.slack.config import SlackSettings
from tests.bot.slack.conftest import ORGANISATION, QUOTE
from tests.fakes.slack import FakeSlack, FakeSocket, Payloads


@pytest.fixture
def socket(socket_enabled: None) -> Iterator[FakeSocket]:
    """Slack's WebSocket."""
    with FakeSocket() as socket:
        yield socket


def test_events_and_commands_come_in_and_are_acknowledged(
    slack: FakeSlack, socket: FakeSocket, house: Any
) -> None:
    slack.socket_url = socket.url
    slack.member("U0ANN")
    door = SlackDoor.of(
        house,
        SlackSettings(
            bot_token=SecretStr("xoxb-test"),
            app_token=SecretStr("xapp-test"),
            organisation=ORGANISATION,
            base_url=slack.url,
        ),
    )
    assert not door.router.routes
    send = Payloads(slack)
    door.start()
    try:
        connection = socket.connected()
        event = send.dm("U0ANN", "keep?")
        for _ in range(3):
            assert "payload" not in socket.send(connection, "events_api", event)
        command = {"command": "/privacy", "text": "help", "user_id": "U0ANN", "team_id": "T0DESK"}
        help = socket.send(connection, "slash_commands", command)
        assert "/privacy status" in json.dumps(help["payload"])
    finally:
        door.stop()
    [answer] = slack.thread("D0ANN", event["event"]["ts"])
    assert QUOTE.replace("&", "&amp;") in str(answer["blocks"])


def test_an_app_that_cannot_connect_stops_all_the_same(slack: FakeSlack, house: Any) -> None:
    slack.script("apps.connections.open", "invalid_auth")
    settings = SlackSettings(
        bot_token=SecretStr("xoxb-test"),
        app_token=SecretStr("xapp-test"),
        organisation=ORGANISATION,
        base_url=slack.url,
    )
    door = SlackDoor.of(house, settings)
    door.start()
    door.stop()
