"""Deleting what was said, choosing a language, rating an answer: what a person can do for themselves."""

from typing import Any

import pytest
from slack_sdk.models.views import View

from tests.bot.slack.conftest import Workspace
from tests.fakes.slack import words
from tests.fakes.slack.server import TEAM

DM = "D0ANN"


def home_of(workspace: Workspace, user: str = "U0ANN") -> dict[str, Any]:
    """The Home tab as it was drawn last."""
    workspace.handle(workspace.send.home(user))
    view: dict[str, Any] = workspace.slack.said("views.publish")[-1]["view"]
    View(**view).to_dict()
    return view


def on_home(workspace: Workspace, action: dict[str, Any]) -> dict[str, Any]:
    """Use something on the Home tab; the page that follows."""
    click = workspace.send.click("U0ANN", action, DM, "1", "1")
    for gone in ("channel", "message", "response_url"):
        del click[gone]
    click["container"] = {"type": "view", "view_id": "V1"}
    workspace.handle(click)
    view: dict[str, Any] = workspace.slack.said("views.publish")[-1]["view"]
    return view


def test_home_shows_ones_own_requests_with_their_dates(workspace: Workspace) -> None:
    assert "You have made no request" in str(home_of(workspace))
    event = workspace.send.dm("U0ANN", "Do you like cats?")
    workspace.handle(event)
    button = {"action_id": "talk_to_person"}
    workspace.handle(workspace.send.click("U0ANN", button, DM, "1800000000.7", event["event"]["ts"]))
    [row] = workspace.desk.tickets().rows
    shown = str(home_of(workspace))
    assert row.reference in shown
    assert "Received <!date^" in shown
    assert row.reference not in str(home_of(workspace, "U0KEN"))


def test_deleting_takes_our_words_and_leaves_the_requests(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "keep?")
    workspace.handle(event)
    workspace.handle(workspace.send.dm("U0ANN", "and cats?", thread_ts=event["event"]["ts"]))
    workspace.handle(workspace.send.dm("U0KEN", "keep?"))
    button = {"action_id": "talk_to_person"}
    workspace.handle(workspace.send.click("U0ANN", button, DM, "1800000000.7", event["event"]["ts"]))
    workspace.deliver()
    assert len(workspace.slack.messages(DM)) == 3
    page = on_home(workspace, {"type": "button", "action_id": "forget_me"})
    assert "Deleted: 1 conversations, 2 messages of mine." in str(page)
    [left] = workspace.slack.messages(DM)
    assert workspace.desk.tickets().rows[0].reference in words(left), "the receipt of the request stays"
    store = workspace.conversation.store
    assert store.under("slack", f"{TEAM}/{DM}") == ()
    assert len(store.under("slack", f"{TEAM}/D0KEN")) == 1


def test_deleting_goes_on_where_it_was_interrupted(workspace: Workspace) -> None:
    for text in ("keep?", "keep more?"):
        workspace.handle(workspace.send.dm("U0ANN", text))
    workspace.slack.script("chat.delete", "message_not_found", 429)
    click = workspace.send.click("U0ANN", {"action_id": "forget_me"}, DM, "1", "1")
    workspace.handle(click)
    workspace.door.workspaces.of(TEAM)
    assert workspace.conversation.store.under("slack", f"{TEAM}/{DM}") == ()


def test_the_command_asks_before_it_deletes(workspace: Workspace) -> None:
    answer = workspace.handle(workspace.send.command("U0ANN", "delete")).json()
    [asked] = [block for block in answer["blocks"] if block["type"] == "actions"]
    assert asked["elements"][0]["action_id"] == "forget_me"
    assert asked["elements"][0]["confirm"]["confirm"]["text"] == "Delete"


def test_a_chosen_language_goes_before_slacks(workspace: Workspace) -> None:
    page = on_home(workspace, {"action_id": "language", "selected_option": {"value": "ja"}})
    assert "プライバシー窓口" in str(page)
    workspace.handle(workspace.send.dm("U0ANN", "keep?"))
    assert workspace.conversation.heard[-1].language == "ja"
    page = on_home(workspace, {"action_id": "language", "selected_option": {"value": "auto"}})
    assert "Privacy desk" in str(page)


@pytest.mark.parametrize(("how", "told"), [("good", "Thank you."), ("bad", "What was missing?")])
def test_an_answer_can_be_rated(
    workspace: Workspace, how: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rated: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        type(workspace.conversation),
        "rate",
        lambda _, _id, key, good: rated.append((key, good)),
        raising=False,
    )
    event = workspace.send.dm("U0ANN", "keep?")
    workspace.handle(event)
    [answer] = workspace.slack.thread(DM, event["event"]["ts"])
    pair = answer["blocks"][-1]["elements"][0]
    side = "positive_button" if how == "good" else "negative_button"
    click = {"action_id": pair["action_id"], "value": pair[side]["value"]}
    workspace.handle(workspace.send.click("U0ANN", click, DM, answer["ts"], answer["thread_ts"]))
    assert rated == [(event["event_id"], how == "good")]
    [said] = workspace.slack.said("response")
    assert told in said["text"]
    assert ("open_form:inquiry:" in str(said["blocks"])) is (how == "bad")
