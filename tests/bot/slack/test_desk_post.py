"""Alerts in the desk's own Slack channel."""

from typing import Any

import pytest
from pydantic import SecretStr

from bot.alerting import DeskChannel
from bot.delivery import DeliveryFailed
from bot.slack.app import SlackDoor
from bot.slack.config import SlackSettings
from bot.slack.desk_post import SlackDesk
from tests.bot.core.test_alerting import ALERT
from tests.bot.slack.conftest import ORGANISATION, PUBLIC_URL
from tests.fakes.slack import FakeSlack


def desk_of(slack: FakeSlack, house: Any) -> SlackDesk:
    door = SlackDoor.of(house, settings_for(slack, "C0DESK"))
    assert door.desk is not None
    return door.desk


def settings_for(slack: FakeSlack, channel: str | None) -> SlackSettings:
    return SlackSettings(
        bot_token=SecretStr("xoxb-test"),
        signing_secret=SecretStr("secret"),
        organisation=ORGANISATION,
        base_url=slack.url,
        desk_channel=channel,
    )


def test_an_alert_is_posted_into_the_desks_channel_with_its_link(slack: FakeSlack, house: Any) -> None:
    stamp = DeskChannel([desk_of(slack, house)], PUBLIC_URL).send(ALERT)
    [posted] = slack.said("chat.postMessage")
    assert posted["channel"] == "C0DESK"
    assert posted["text"] == f"{ALERT.text}\n{PUBLIC_URL}/desk/tickets/{ALERT.reference}"
    assert float(stamp)


def test_slacks_refusal_is_a_failure_with_its_code(slack: FakeSlack, house: Any) -> None:
    slack.script("chat.postMessage", "not_in_channel")
    with pytest.raises(DeliveryFailed, match="not_in_channel") as failure:
        desk_of(slack, house).tell(ALERT)
    assert failure.value.permanent


@pytest.mark.parametrize(("channel", "there"), [("C0DESK", True), (None, False)])
def test_the_app_has_a_desk_where_a_channel_is_set(
    slack: FakeSlack, house: object, channel: str | None, there: bool
) -> None:
    door = SlackDoor.of(house, settings_for(slack, channel))  # type: ignore[arg-type]
    assert (door.desk is not None) is there
