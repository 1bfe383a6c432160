"""`/privacy`, whose answers only the person who typed it sees."""

from typing import Any

from tests.bot.slack.conftest import QUOTE, Workspace


def test_help_is_given_at_once(workspace: Workspace) -> None:
    for text in ("", "help", " HELP "):
        answer = workspace.post(workspace.send.command("U0ANN", text))
        assert "/privacy status" in answer.text
    assert "/privacy status" in workspace.post(workspace.send.command("U0KEN", "help")).text


def test_a_question_is_answered_to_the_asker_alone(workspace: Workspace) -> None:
    acknowledged = workspace.post(workspace.send.command("U0ANN", "how long do you keep e-mails?"))
    assert (acknowledged.status_code, acknowledged.text) == (200, "")
    workspace.work()
    [answer] = workspace.slack.said("response")
    assert answer["response_type"] == "ephemeral"
    assert QUOTE.replace("&", "&amp;") in str(answer["blocks"])
    assert workspace.slack.said("chat.postMessage") == []


def test_a_request_goes_on_in_a_direct_message(workspace: Workspace) -> None:
    workspace.handle(workspace.send.command("U0ANN", "stop the newsletter"))
    assert "direct message" in workspace.slack.said("response")[0]["text"]
    assert {one["channel"] for one in workspace.slack.said("chat.postMessage")} == {"D0ANN"}


def test_forms_open_from_the_command(workspace: Workspace) -> None:
    workspace.handle(workspace.send.command("U0ANN", "complaint"))
    workspace.handle(workspace.send.command("U0KEN", "request"))
    complaint, request = [call["view"] for call in workspace.slack.said("views.open")]
    assert _fields(complaint) == ["details", "incident_date", "desired_outcome", "contact"]
    assert _fields(request)[:2] == ["name", "contact"]
    assert request["submit"]["text"] == "送信"


def test_status_is_told_to_the_person_who_filed_and_to_nobody_else(workspace: Workspace) -> None:
    workspace.handle(workspace.send.command("U0ANN", "complaint"))
    view = workspace.slack.said("views.open")[0]["view"]
    workspace.handle(workspace.send.submission("U0ANN", view, {"details": "They sold my number."}))
    reference = workspace.desk.tickets().rows[0].reference
    workspace.handle(workspace.send.command("U0ANN", f"status {reference.lower()}"))
    workspace.handle(workspace.send.command("U0KEN", f"status {reference}"))
    workspace.handle(workspace.send.command("U0ANN", "status PR-0000-000"))
    own, foreign, unknown = [answer["text"] for answer in workspace.slack.said("response")]
    assert own.startswith(f"*Complaint*  `{reference}` · received")
    assert foreign == "この受付番号のお申し出は見つかりません。"
    assert unknown == "You have no request with this reference."


def _fields(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
