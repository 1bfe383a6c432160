"""Tickets in the desk's channel: a card each, with buttons that work as the console's do."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.alerting import DeskChannel
from bot.delivery import Delivery
from bot.slack.app import SlackDoor
from bot.slack.config import SlackSettings
from helpdesk import Agent, Desk, Intake, Origin, Vault, open_desk
from tests.bot.slack.conftest import ORGANISATION, PUBLIC_URL, SECRET, Workspace, database_folder
from tests.fakes.slack import FakeSlack, Payloads

CHANNEL = "C0DESK"


class Room:
    """The desk's channel, its people and the tickets in it."""

    def __init__(self, workspace: Workspace, door: SlackDoor) -> None:
        assert door.desk is not None
        self.workspace, self.slack, self.desk = workspace, workspace.slack, workspace.desk
        channel = DeskChannel([door.desk], PUBLIC_URL, door.desk)
        self.delivery = Delivery(self.desk.outbox, (channel,), ())
        self.mei = self.desk.agents.add_agent("mei@desk.example", "Mei Tanaka", "a long enough password")

    def file(self, key: str = "1", **changes: Any) -> str:
        """A complaint from the web, with its card posted."""
        values: dict[str, Any] = {
            "organisation": ORGANISATION,
            "kind": "complaint",
            "right": None,
            "origin": Origin("web", f"conversation-{key}"),
            "language": "en",
            "audience": "public",
            "message": "Rin Sato: you gave my number away.",
            "answers": {"contact": "rin@mail.example"},
        }
        ticket = self.desk.open(Intake(**(values | changes)), key=key).ticket_id
        self.delivery.run_once()
        return ticket

    def cards(self, method: str = "chat.postMessage") -> list[dict[str, Any]]:
        """The cards posted, or renewed (``chat.update``), in order."""
        return [one for one in self.slack.said(method) if one["channel"] == CHANNEL and one.get("blocks")]

    def click(self, user: str, action: str, ticket: str) -> None:
        """Press a button of the ticket's card; the card is renewed."""
        button = {"type": "button", "action_id": action, "value": ticket}
        self.workspace.handle(self.workspace.send.click(user, button, CHANNEL, "1800000000.1", ""))
        self.delivery.run_once()

    def submit(self, user: str, text: str) -> dict[str, Any]:
        """Send the modal opened last, and what Slack is answered."""
        view = self.slack.said("views.open")[-1]["view"]
        answer = self.workspace.handle(self.workspace.send.submission(user, view, {"text": text}))
        self.delivery.run_once()
        return dict(answer.json()) if answer.content else {}


@pytest.fixture
def house(house: Any, database: Any) -> Any:
    """The rooms, with a desk that reads in a channel."""
    vault = Vault.open(database_folder(database) / "master.key")
    house.desk = open_desk(database, vault, shows_cards=True)
    house.conversation.desk = house.desk
    return house


@pytest.fixture
def room(slack: FakeSlack, house: Any, workspace: Workspace) -> Iterator[Room]:
    door = SlackDoor.of(
        house,
        SlackSettings(
            bot_token=SecretStr("xoxb-test"),
            signing_secret=SecretStr(SECRET),
            organisation=ORGANISATION,
            base_url=slack.url,
            desk_channel=CHANNEL,
        ),
    )
    slack.member("U0MEI", profile={"email": "Mei@desk.example"})
    slack.member("U0ANN", profile={"email": "ann@shop.example"})
    slack.member("U0GUEST", is_restricted=True, profile={"email": "mei@desk.example"})
    app = FastAPI()
    app.include_router(door.router)
    with TestClient(app) as client:
        yield Room(Workspace(slack, Payloads(slack), door, house.desk, house.conversation, client), door)


def row_of(desk: Desk, ticket: str) -> Any:
    view = desk.ticket(ticket)
    assert view is not None
    return view.row


def buttons(card: dict[str, Any]) -> list[str]:
    blocks = card["blocks"] if isinstance(card["blocks"], list) else json.loads(card["blocks"])
    return [one["action_id"] for block in blocks if block["type"] == "actions" for one in block["elements"]]


def test_a_card_names_category_and_reference_alone(room: Room) -> None:
    reference = row_of(room.desk, room.file()).reference
    [card] = room.cards()
    assert card["text"] == f"Complaint {reference}"
    assert f"{PUBLIC_URL}/desk/tickets/{reference}" in str(card["blocks"])
    assert buttons(card) == ["desk_take", "desk_reply", "desk_close"]
    assert "Rin" not in str(card)
    assert "rin@mail.example" not in str(card)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8", categories=["L"]), min_size=12, max_size=40), st.uuids())
def test_no_word_of_the_requester_is_on_a_card(room: Room, words: str, key: Any) -> None:
    room.file(str(key), message=words)
    assert words not in str(room.cards()[-1])


def test_delivered_forty_times_there_is_one_card(room: Room) -> None:
    def file(_: int) -> str:
        return room.file()

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(file, range(40)))) == 1
    assert len(room.cards()) == 1


def test_a_press_takes_the_ticket_and_the_card_says_so(room: Room) -> None:
    ticket = room.file()
    room.click("U0MEI", "desk_take", ticket)
    assert row_of(room.desk, ticket).owner == room.mei.id
    [renewed] = room.cards("chat.update")
    assert "Mei Tanaka" in str(renewed["blocks"])
    assert buttons(renewed) == ["desk_reply", "desk_close"]
    assert len(room.cards()) == 1


def test_a_reply_goes_to_the_requester_once(room: Room) -> None:
    ticket = room.file()
    room.click("U0MEI", "desk_reply", ticket)
    view = room.slack.said("views.open")[-1]["view"]
    sent = room.workspace.send.submission("U0MEI", view, {"text": "We look into it."})
    for _ in range(3):
        assert not room.workspace.handle(sent).content
    found = room.desk.ticket(ticket)
    assert found is not None
    assert [one.text for one in found.messages if one.author_id == room.mei.id] == ["We look into it."]
    assert found.row.status == "open"


@pytest.mark.parametrize("user", ["U0ANN", "U0GUEST", "U0NOBODY"])
def test_who_is_not_of_the_desk_is_told_so_and_does_nothing(room: Room, user: str) -> None:
    ticket = room.file()
    for action in ("desk_take", "desk_reply", "desk_close"):
        room.click(user, action, ticket)
    whispered = room.slack.said("chat.postEphemeral")
    assert [one["user"] for one in whispered] == [user] * 3
    assert "member of the desk" in whispered[0]["text"]
    assert room.slack.said("views.open") == []
    assert row_of(room.desk, ticket).owner is None


def auditor(desk: Desk, mei: Agent) -> None:
    desk.agents.change_role(mei.id, "auditor", by=boss(desk))


def elsewhere(desk: Desk, mei: Agent) -> None:
    desk.register_name("other")
    desk.agents.change_membership(mei.id, "other", "agent", by=boss(desk))


def closed(desk: Desk, mei: Agent) -> None:
    desk.agents.close(mei.id, by=boss(desk))


def boss(desk: Desk) -> str:
    return desk.agents.add_agent("boss@desk.example", "Boss", "a long enough password", "administrator").id


@pytest.mark.parametrize("become", [auditor, elsewhere, closed])
def test_an_account_that_may_not_work_on_it_does_nothing(
    room: Room, become: Callable[[Desk, Agent], None]
) -> None:
    ticket = room.file()
    room.click("U0MEI", "desk_reply", ticket)
    become(room.desk, room.mei)
    answer = room.submit("U0MEI", "Too late.")
    assert "member of the desk" in json.dumps(answer["view"])
    room.click("U0MEI", "desk_take", ticket)
    assert row_of(room.desk, ticket).owner is None
    found = room.desk.ticket(ticket)
    assert found is not None
    assert "Too late." not in [one.text for one in found.messages]


def test_a_complaint_is_closed_with_its_last_words(room: Room) -> None:
    ticket = room.file()
    room.click("U0MEI", "desk_reply", ticket)
    room.submit("U0MEI", "We look into it.")
    room.click("U0MEI", "desk_close", ticket)
    assert room.submit("U0MEI", "It was a mistake of ours.") == {}
    assert row_of(room.desk, ticket).status == "resolved"
    room.click("U0MEI", "desk_close", ticket)
    assert room.submit("U0MEI", "") == {}
    assert row_of(room.desk, ticket).status == "closed"
    assert buttons(room.cards("chat.update")[-1]) == []


def test_what_the_procedure_keeps_open_is_refused_in_words_and_the_text_stays(room: Room) -> None:
    ticket = room.file(kind="rights_request", right="disclosure")
    room.click("U0MEI", "desk_take", ticket)
    room.click("U0MEI", "desk_close", ticket)
    answer = room.submit("U0MEI", "Done.")
    assert answer["response_action"] == "update"
    shown = json.dumps(answer["view"])
    assert "in the console" in shown
    assert "Done." in shown
    assert row_of(room.desk, ticket).status in ("new", "open")


def test_what_somebody_changed_meanwhile_is_said_and_sent_at_the_second_press(room: Room) -> None:
    ticket = room.file()
    room.click("U0MEI", "desk_reply", ticket)
    room.desk.note(ticket, room.mei.id, "Careful.", key="meanwhile")
    answer = room.submit("U0MEI", "We look into it.")
    assert "meanwhile" in json.dumps(answer["view"])
    again = room.workspace.send.submission("U0MEI", answer["view"], {"text": "We look into it."})
    assert not room.workspace.handle(again).content
    assert row_of(room.desk, ticket).status == "open"


def test_two_presses_at_once_leave_one_owner(room: Room) -> None:
    ken = room.desk.agents.add_agent("ken@desk.example", "Ken Ito", "a long enough password")
    room.slack.member("U0KEN", profile={"email": "ken@desk.example"})
    ticket = room.file()
    room.click("U0MEI", "desk_take", ticket)
    room.click("U0KEN", "desk_take", ticket)
    assert row_of(room.desk, ticket).owner == ken.id
    assert "Ken Ito" in str(room.cards("chat.update")[-1]["blocks"])


def test_slack_being_busy_or_away_loses_no_card(room: Room) -> None:
    room.slack.script("chat.postMessage", 429, 500)
    ticket = room.file()
    for waited in room.desk.outbox.lease(10, 60):
        assert waited.kind != "card", "tried again later"
    room.desk.assign(ticket, room.mei.id, by=room.mei.id, key="renews it")
    room.delivery.run_once()
    [card] = room.cards()
    assert "Mei Tanaka" in str(card["blocks"])


def test_a_card_that_was_deleted_is_posted_anew(room: Room) -> None:
    ticket = room.file()
    room.slack.script("chat.update", "message_not_found")
    room.click("U0MEI", "desk_take", ticket)
    assert len(room.cards()) == 2


def test_a_ticket_that_changes_while_its_card_is_under_way_gets_another(room: Room) -> None:
    ticket = room.desk.open(
        Intake(ORGANISATION, "inquiry", None, Origin("web", "c"), "en", "public", "Why?", {}), key="k"
    ).ticket_id
    [card] = [one for one in room.desk.outbox.lease(10, 0) if one.kind == "card"]
    room.desk.assign(ticket, room.mei.id, by=room.mei.id, key="meanwhile")
    room.desk.outbox.sent({card.id: "1800000000.77"})
    [again] = [one for one in room.desk.outbox.lease(10, 60) if one.kind == "card"]
    assert again.replaces == "1800000000.77"


def test_without_a_channel_there_are_no_cards(database: Any, house: Any) -> None:
    vault = Vault.open(database_folder(database) / "master.key")
    desk = open_desk(database, vault)
    intake = Intake(ORGANISATION, "inquiry", None, Origin("web", "c"), "en", "public", "Why?", {})
    desk.open(intake, key="k")
    assert {one.kind for one in desk.outbox.lease(10, 60)} == {"acknowledgement"}
