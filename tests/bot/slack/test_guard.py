"""A question that says more of a person than it needs is held until its writer has decided."""

from typing import Any

import pytest

from bot.sensitive import sensitive, without
from bot.slack.guard import says_too_much
from tests.bot.slack.conftest import Workspace
from tests.fakes.slack import buttons, words

DM = "D0ANN"
PRIVATE = "I was diagnosed with leukaemia; how long do you keep my sick notes?"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (PRIVATE, ["health", "health"]),
        ("My colleague is pregnant, may HR tell her team?", ["health"]),
        ("I joined a union. Do you store that?", ["union"]),
        ("He was convicted of theft, is that in his file?", ["criminal record"]),
        ("Is my neighbour's number 03-1234-5678 shared with partners?", ["details of somebody else"]),
        ("私はうつ病で休職中です。会社はいつまで記録を保存しますか?", ["health", "health"]),
        ("同僚が逮捕されたそうですが、記録は残りますか?", ["criminal record"]),
        ("Do you collect health data or data on religion?", []),
        ("How long do you keep my e-mail address?", []),
        ("Do you process data on trade union membership?", []),
        ("健康情報は取得しますか?", []),
        ("What is your policy on criminal records of applicants?", []),
    ],
)
def test_what_is_said_of_a_person_is_noticed_and_asking_about_it_is_not(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in sensitive(text)] == kinds
    assert all(text[one.start : one.end] not in without(text) for one in sensitive(text))


def test_what_is_left_out_is_named_in_the_language_of_the_question() -> None:
    assert without("私はうつ病です。会社は記録を保存しますか?") == "私は[健康]です。会社は記録を保存しますか?"


def test_requests_and_complaints_are_never_held() -> None:
    assert not says_too_much("I have diabetes. Delete my health records, please.")
    assert not says_too_much("You told my boss that I am pregnant. I want to complain.")
    assert says_too_much(PRIVATE)


@pytest.fixture
def held(workspace: Workspace) -> tuple[str, dict[str, Any]]:
    """A question that waits: its thread, and the warning."""
    event = workspace.send.dm("U0ANN", PRIVATE)
    workspace.handle(event)
    root = event["event"]["ts"]
    [warning] = workspace.slack.thread(DM, root)
    return root, warning


def press(workspace: Workspace, held: tuple[str, dict[str, Any]], which: int, user: str = "U0ANN") -> None:
    """Press a button of the warning."""
    root, warning = held
    workspace.handle(workspace.send.click(user, buttons(warning)[which], DM, warning["ts"], root))


def test_nothing_is_stored_before_the_choice(workspace: Workspace, held: tuple[str, dict[str, Any]]) -> None:
    assert workspace.conversation.heard == []
    assert workspace.conversation.store.under("slack", "T0DESK") == ()
    shown = words(held[1])
    assert "I was [health] with [health]" in shown
    assert "leukaemia" not in str(held[1])
    assert [button["text"]["text"] for button in buttons(held[1])] == [
        "Ask it like this",
        "Ask it as I wrote it",
        "Do not ask",
    ]


@pytest.mark.parametrize(("which", "asked"), [(0, "[health]"), (1, "leukaemia")])
def test_it_is_asked_in_the_words_that_were_chosen_and_once(
    workspace: Workspace, held: tuple[str, dict[str, Any]], which: int, asked: str
) -> None:
    press(workspace, held, which)
    press(workspace, held, which)
    assert {asked in one.text for one in workspace.conversation.heard} == {True}
    answers = [one for one in workspace.slack.thread(DM, held[0]) if one["ts"] != held[1]["ts"]]
    assert len(answers) == 1


def test_not_asking_is_confirmed(workspace: Workspace, held: tuple[str, dict[str, Any]]) -> None:
    press(workspace, held, 2)
    assert workspace.conversation.heard == []
    assert "kept nothing" in words(workspace.slack.thread(DM, held[0])[-1])


def test_only_its_writer_decides(workspace: Workspace, held: tuple[str, dict[str, Any]]) -> None:
    press(workspace, held, 1, user="U0KEN")
    assert workspace.conversation.heard == []
