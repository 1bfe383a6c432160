"""Everything that Slack can tell the app, for every kind of person, with what is theirs and what is not."""

import json
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from bot.slack.desk_cards import Written, modal
from bot.slack.listeners import register
from helpdesk.permissions import Role
from tests.bot.slack.conftest import ORGANISATION
from tests.bot.slack.test_desk_cards import Room, boss, house, room, row_of  # noqa: F401  # two are fixtures
from tests.fakes.slack.server import TEAM

ELSEWHERE = "kita"
DESK, OWN, ALL = "people of the desk", "one's own conversation", "everybody, of what is public or theirs"
LISTENERS = {
    ("action", "ask_assistant"): OWN,
    ("action", "decline"): OWN,
    ("action", "desk_close"): DESK,
    ("action", "desk_reply"): DESK,
    ("action", "desk_take"): DESK,
    ("action", "feedback"): OWN,
    ("action", "forget_me"): OWN,
    ("action", "guard_as_is"): OWN,
    ("action", "guard_drop"): OWN,
    ("action", "guard_without"): OWN,
    ("action", "language"): OWN,
    ("action", "talk_to_person"): OWN,
    ("action", "web_form"): ALL,
    ("action", "^open_form:"): ALL,
    ("command", "/privacy"): ALL,
    ("event", "agent_session_stopped"): OWN,
    ("event", "app_home_opened"): OWN,
    ("event", "app_mention"): ALL,
    ("event", "app_uninstalled"): ALL,
    ("event", "message"): OWN,
    ("event", "tokens_revoked"): ALL,
    ("shortcut", "report_concern"): ALL,
    ("view", "desk_close"): DESK,
    ("view", "desk_reply"): DESK,
    ("view", "file"): OWN,
}
"""Whom each listener serves; what DESK and OWN mean is held against every person below."""

PEOPLE: dict[str, tuple[str, Role] | None] = {
    "employee": None,
    "guest": None,
    "stranger": None,
    "agent": (ORGANISATION, "agent"),
    "elsewhere": (ELSEWHERE, "agent"),
    "lead": (ORGANISATION, "lead"),
    "officer": (ORGANISATION, "privacy_officer"),
    "auditor": (ORGANISATION, "auditor"),
}
WORKS = ("agent", "lead", "officer")
"""Who may do what a card offers, for tickets of their organisation."""


class Recorder:
    """Takes the place of Bolt and remembers what is listened to."""

    def __init__(self) -> None:
        self.heard: set[tuple[str, str]] = set()

    def __getattr__(self, kind: str) -> Callable[[Any], Callable[[Any], Any]]:
        def listen(wanted: Any) -> Callable[[Any], Any]:
            self.heard.add((kind, wanted.pattern if isinstance(wanted, re.Pattern) else str(wanted)))
            return lambda listener: listener

        return listen


def test_every_listener_is_in_the_table() -> None:
    recorder, worker = Recorder(), SimpleNamespace(does=lambda *_: None)
    register(recorder, worker, SimpleNamespace())  # type: ignore[arg-type]  # they only write down
    assert recorder.heard - LISTENERS.keys() == set(), (
        "say in tests/bot/slack/test_matrix.py whom these serve"
    )
    assert LISTENERS.keys() - recorder.heard == set(), "these are listened to no more"


@pytest.fixture
def people(room: Room) -> dict[str, str]:  # noqa: F811
    """One of each kind in the workspace; their ids there."""
    room.desk.register_name(ELSEWHERE)
    by, found = boss(room.desk), {}
    for name, place in PEOPLE.items():
        user, email = f"U0{name.upper()}", f"{name}@desk.example"
        found[name] = user
        if place:
            id = room.desk.agents.add_agent(email, name, "a long enough password").id
            room.desk.agents.change_membership(id, *place, by=by)
        if name != "stranger":
            room.slack.member(user, profile={"email": email}, is_restricted=name == "guest")
    return found


def press(step: str) -> Callable[[Room, str, str], None]:
    def pressed(room: Room, user: str, ticket: str) -> None:  # noqa: F811
        room.click(user, step, ticket)

    return pressed


def forge(step: Any) -> Callable[[Room, str, str], None]:
    """A modal that was never opened for them comes back."""

    def forged(room: Room, user: str, ticket: str) -> None:  # noqa: F811
        row = row_of(room.desk, ticket)
        view = modal(step, Written(row.id, row.reference, row.version, "en"))
        room.workspace.handle(room.workspace.send.submission(user, view, {"text": "Written by a forger."}))
        room.delivery.run_once()

    return forged


STEPS: dict[tuple[str, str], Callable[[Room, str, str], None]] = {
    ("action", "desk_take"): press("desk_take"),
    ("action", "desk_reply"): press("desk_reply"),
    ("action", "desk_close"): press("desk_close"),
    ("view", "desk_reply"): forge("desk_reply"),
    ("view", "desk_close"): forge("desk_close"),
}


def test_a_card_serves_those_alone_who_work_for_its_organisation(
    room: Room,  # noqa: F811
    people: dict[str, str],
) -> None:
    assert {name for name, whom in LISTENERS.items() if whom == DESK} == STEPS.keys()
    cells, wrong = 0, []
    for name, user in people.items():
        for whose in (ORGANISATION, ELSEWHERE):
            may = name in WORKS if whose == ORGANISATION else name == "elsewhere"
            for step, act in STEPS.items():
                ticket = room.file(f"{name} {whose} {step}", organisation=whose)
                before, views = row_of(room.desk, ticket).version, len(room.slack.said("views.open"))
                act(room, user, ticket)
                changed = row_of(room.desk, ticket).version != before
                opened = len(room.slack.said("views.open")) > views
                if (changed or opened) != may:
                    wrong.append(f"{step} · {name} · {whose}: {'done' if changed or opened else 'refused'}")
                cells += 1
    print(f"{cells} cells")  # noqa: T201  # with -s
    assert wrong == []


@pytest.mark.parametrize(
    "thread", [f"{TEAM}/D0AGENT/1800000000.1", "T0OTHER/D0EMPLOYEE/1.1", f"{TEAM}/C0ALL/1.1"]
)
def test_a_form_is_filed_in_no_conversation_of_somebody_else(
    room: Room,  # noqa: F811
    people: dict[str, str],
    thread: str,
) -> None:
    button = {"action_id": "open_form:complaint:", "type": "button"}
    button["value"] = json.dumps({"kind": "complaint", "right": None})
    send = room.workspace.send
    room.workspace.post(send.click(people["employee"], button, "D0EMPLOYEE", "1800000000.7", "1800000000.6"))
    view = room.slack.said("views.open")[-1]["view"]
    forged = json.loads(view["private_metadata"]) | {"thread": thread}
    view["private_metadata"] = json.dumps(forged)
    room.workspace.handle(send.submission(people["employee"], view, {"details": "They posted numbers."}))
    [row] = room.desk.tickets().rows
    found = room.desk.ticket(row.id)
    assert found is not None
    assert found.origin is not None
    assert found.origin.address.startswith(f"{TEAM}/D0EMPLOYEE/")
    assert found.origin.address != thread
