"""The app's own pages."""

from slack_sdk.models.views import View

from bot.slack.wording import PROMPTS
from tests.bot.slack.conftest import Workspace


def test_the_home_tab_says_what_it_does_in_the_persons_language(workspace: Workspace) -> None:
    workspace.handle(workspace.send.home("U0KEN"))
    [published] = workspace.slack.said("views.publish")
    assert published["user_id"] == "U0KEN"
    View(**published["view"]).to_dict()
    assert "AI アシスタント" in str(published["view"])
    assert PROMPTS["ja"][0] in str(published["view"])


def test_questions_are_suggested_in_the_messages_tab_outside_any_thread(workspace: Workspace) -> None:
    workspace.handle(workspace.send.home("U0ANN", tab="messages"))
    [suggested] = workspace.slack.said("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in suggested
    assert [prompt["message"] for prompt in suggested["prompts"]] == list(PROMPTS["en"])


def test_a_form_opened_from_the_home_tab_begins_a_thread(workspace: Workspace) -> None:
    workspace.handle(workspace.send.home("U0ANN"))
    view = workspace.slack.said("views.publish")[0]["view"]
    button = next(block for block in view["blocks"] if block["type"] == "actions")["elements"][1]
    click = workspace.send.click("U0ANN", button, "D0ANN", "1", "1")
    for gone in ("channel", "message", "response_url"):
        del click[gone]
    click["container"] = {"type": "view", "view_id": "V1"}
    workspace.handle(click)
    form = workspace.slack.said("views.open")[0]["view"]
    workspace.handle(workspace.send.submission("U0ANN", form, {"details": "Somebody read my mail."}))
    [root] = workspace.slack.said("chat.postMessage")
    assert root["channel"] == "D0ANN"
    assert workspace.desk.tickets().total == 1
