"""Alerts reach the desk on the first way that works, and hold up nothing where none is set up."""

import pytest

from bot.alerting import ON_CONSOLE, DeskChannel
from bot.delivery import DeliveryFailed
from bot.wiring import House
from helpdesk import Intake, Origin, Outgoing

ALERT = Outgoing(
    id="1",
    ticket_id="t",
    kind="alert",
    route="desk",
    origin=Origin("desk", "minato"),
    text="PR-7K3M-9QX (Complaint, Minato): the first reply was due yesterday.",
    reference="PR-7K3M-9QX",
    author_name=None,
    attempt=1,
    language="en",
    key="alert/t/service/missed/yesterday",
)


class Place:
    """Where the desk reads; it may be out of order."""

    def __init__(self, failure: str | None = None) -> None:
        self.told: list[Outgoing] = []
        self.failure = failure

    def tell(self, alert: Outgoing) -> str:
        if self.failure:
            raise DeliveryFailed(self.failure, permanent=False)
        self.told.append(alert)
        return "posted"


def test_the_first_way_that_works_is_told_once_with_a_link() -> None:
    broken, first, second = Place("unreachable"), Place(), Place()
    assert DeskChannel([broken, first, second], "https://desk.example/").send(ALERT) == "posted"
    assert [one.text for one in first.told] == [
        f"{ALERT.text}\nhttps://desk.example/desk/tickets/PR-7K3M-9QX"
    ]
    assert second.told == []


def test_without_any_way_an_alert_is_on_the_console_alone() -> None:
    assert DeskChannel([], None).send(ALERT) == ON_CONSOLE


def test_when_every_way_fails_it_is_tried_again_later() -> None:
    with pytest.raises(DeliveryFailed, match="timeout"):
        DeskChannel([Place("unreachable"), Place("timeout")], None).send(ALERT)


def test_an_incident_is_told_by_the_delivery(house: House) -> None:
    house.desk.register_name("minato")
    request = Intake(
        "minato", "incident_report", None, Origin("cli", "here"), "en", "public", "I see others' orders.", {}
    )
    reference = house.desk.open(request, key="one").reference
    place = Place()
    delivery = house.delivery((DeskChannel([place], None),))
    delivery.run_once()
    delivery.run_timers()
    delivery.run_once()
    assert [one.text.split(":")[0] for one in place.told] == [reference]
    assert "orders" not in place.told[0].text
