"""Alerts by e-mail to the desk."""

from dataclasses import replace

import pytest

from bot.alerting import DeskChannel
from bot.delivery import DeliveryFailed
from bot.email.channel import EmailChannel
from tests.bot.core.test_alerting import ALERT, Place
from tests.bot.email.conftest import Postbox, settings


def test_the_desk_is_mailed_where_slack_does_not_take_the_alert(mail_port: int, postbox: Postbox) -> None:
    channel = EmailChannel(settings(mail_port, desk_address="alerts@kita.example"), None)
    assert channel.desk is not None
    DeskChannel([Place("not_in_channel"), channel.desk], "https://desk.kita.example").send(ALERT)
    [mail] = postbox.messages
    assert (mail["To"], mail["Subject"]) == ("alerts@kita.example", ALERT.text)
    link = f"https://desk.kita.example/desk/tickets/{ALERT.reference}"
    assert mail.get_content().splitlines() == [ALERT.text, link]


def test_without_an_address_no_mail_is_sent(mail_port: int) -> None:
    assert EmailChannel(settings(mail_port), None).desk is None


def test_an_address_that_cannot_be_is_a_failure(mail_port: int) -> None:
    channel = EmailChannel(settings(mail_port, desk_address="nobody"), None)
    assert channel.desk is not None
    with pytest.raises(DeliveryFailed, match="bad_address"):
        channel.desk.tell(replace(ALERT, key="other"))
