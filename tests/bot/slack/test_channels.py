"""Asking the app where others read along."""

from tests.bot.slack.conftest import QUOTE, Workspace
from tests.fakes.slack import buttons


def test_a_mention_is_answered_in_its_thread_from_public_policies(workspace: Workspace) -> None:
    event = workspace.send.mention("U0ANN", "how long do you keep e-mails?")
    workspace.handle(event)
    [answer] = workspace.slack.thread("C0ALL", event["event"]["ts"])
    assert QUOTE.replace("&", "&amp;") in str(answer["blocks"])
    [heard] = workspace.conversation.heard
    assert heard.audience == "public"
    assert heard.text == "how long do you keep e-mails?"
    assert heard.conversation is None, "what is said in a channel is not stored"


def test_a_request_moves_to_a_direct_message(workspace: Workspace) -> None:
    event = workspace.send.mention("U0ANN", "stop sending me your newsletter")
    workspace.handle(event)
    assert workspace.slack.thread("C0ALL", event["event"]["ts"]) == []
    [hint] = workspace.slack.said("chat.postEphemeral")
    assert hint["user"] == "U0ANN"
    assert "newsletter" not in str(hint)
    root, offer = workspace.slack.messages()
    assert root["channel"] == offer["channel"] == "D0ANN"
    assert "open_form:opt_out:marketing_opt_out" in str(offer["blocks"])


def test_a_person_is_reached_from_a_channel_by_a_form(workspace: Workspace) -> None:
    workspace.handle(workspace.send.mention("U0ANN", "do you like cats?"))
    [answer] = workspace.slack.said("chat.postMessage")
    assert "talk_to_person" not in [button["action_id"] for button in buttons(answer)]
    assert "open_form:inquiry:" in str(buttons(answer))


def test_an_app_mentioning_the_app_is_ignored(workspace: Workspace) -> None:
    event = workspace.send.mention("U0ANN", "keep?")
    event["event"]["bot_id"] = "B0OTHER"
    workspace.handle(event)
    assert workspace.slack.calls == []


def test_a_mention_without_a_question_gets_help(workspace: Workspace) -> None:
    event = workspace.send.mention("U0ANN", "")
    workspace.handle(event)
    [told] = workspace.slack.thread("C0ALL", event["event"]["ts"])
    assert "What I can do" in told["text"]
