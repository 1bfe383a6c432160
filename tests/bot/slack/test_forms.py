"""Requests and complaints by form."""

import json
from typing import Any

import pytest

from bot.slack.forms import FormRef, answers, modal
from helpdesk import Form, FormField
from tests.bot.slack.conftest import Workspace
from tests.fakes.slack.server import TEAM

BUTTON = {"action_id": "open_form:opt_out:marketing_opt_out", "type": "button"}
BUTTON["value"] = json.dumps({"kind": "opt_out", "right": "marketing_opt_out"})


def opened(workspace: Workspace, root: str | None = None) -> dict[str, Any]:
    """The opt-out form, opened below a direct message."""
    if root is None:
        event = workspace.send.dm("U0ANN", "stop the newsletter")
        workspace.handle(event)
        root = event["event"]["ts"]
    workspace.post(workspace.send.click("U0ANN", BUTTON, "D0ANN", "1800000000.7", root))
    view: dict[str, Any] = workspace.slack.said("views.open")[-1]["view"]
    return view


def test_the_form_opens_before_any_work_and_carries_ids_only(workspace: Workspace) -> None:
    view = opened(workspace)
    assert len(view["title"]["text"]) <= 24
    ref = json.loads(view["private_metadata"])
    assert set(ref) == {"kind", "right", "language", "thread"}
    assert ref["kind"] == "opt_out"
    assert all(block["optional"] for block in view["blocks"] if block["type"] == "input")


def test_what_cannot_be_taken_is_said_beside_the_field(workspace: Workspace) -> None:
    view = opened(workspace)
    empty = workspace.post(workspace.send.submission("U0ANN", view, {})).json()
    assert empty["response_action"] == "errors"
    assert list(empty["errors"]) == ["contact"]
    wrong = workspace.post(workspace.send.submission("U0ANN", view, {"contact": "ann@"})).json()
    assert list(wrong["errors"]) == ["contact"]
    workspace.work()
    assert workspace.desk.tickets().total == 0


def test_a_form_is_filed_once_in_the_thread_it_came_from(workspace: Workspace) -> None:
    event = workspace.send.dm("U0ANN", "stop the newsletter")
    workspace.handle(event)
    root = event["event"]["ts"]
    submission = workspace.send.submission(
        "U0ANN", opened(workspace, root), {"contact": "ann@shop.example", "scope": "all"}
    )
    for _ in range(3):
        assert workspace.handle(submission).json()["response_action"] == "update"
    page = workspace.desk.tickets()
    assert page.total == 1
    ticket = workspace.desk.ticket(page.rows[0].id)
    assert ticket is not None
    assert ticket.origin is not None
    assert ticket.origin.address == f"{TEAM}/D0ANN/{root}"
    assert {answer.name: answer.value for answer in ticket.answers} == {
        "contact": "ann@shop.example",
        "scope": "all",
    }
    workspace.deliver()
    assert page.rows[0].reference in str(workspace.slack.thread("D0ANN", root)[-1]["blocks"])


def test_the_shortcut_opens_a_complaint_with_the_message_to_shorten(workspace: Workspace) -> None:
    workspace.handle(workspace.send.shortcut("U0ANN", "All our <mailto:a@b.example|a@b.example> numbers"))
    view = workspace.slack.said("views.open")[0]["view"]
    details = next(block for block in view["blocks"] if block.get("block_id") == "details")
    assert details["element"]["initial_value"] == "All our a@b.example numbers"
    assert "numbers" not in view["private_metadata"]
    workspace.handle(workspace.send.submission("U0ANN", view, {"details": "Numbers were posted."}))
    [row] = workspace.desk.tickets().rows
    assert row.kind == "complaint"
    [root] = workspace.slack.said("chat.postMessage")
    workspace.deliver()
    assert row.reference in str(workspace.slack.said("chat.postMessage")[-1]["blocks"])
    assert root["channel"] == "D0ANN"


def test_an_expired_trigger_is_said(workspace: Workspace) -> None:
    workspace.slack.script("views.open", "expired_trigger_id")
    workspace.handle(workspace.send.command("U0ANN", "complaint"))
    [told] = workspace.slack.said("response")
    assert "Something went wrong" in told["text"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_field_fits_slack(language: Any) -> None:
    fields = (
        FormField("name", "n" * 3000, "text", True, help="h" * 3000),
        FormField("relationship", "Who", "choice", True, (("self", "I" * 200), ("proxy", "Other"))),
        FormField("fee_acknowledged", "Fee", "checkbox", False),
        FormField("details", "What", "long_text", True),
    )
    form = Form(
        "minato",
        "complaint",
        None,
        "t" * 60,
        ("notice " * 1000,),
        ("step",),
        "1,000 JPY",
        "self",
        fields,
        (),
        1,
    )
    ref = FormRef("complaint", None, language, f"{TEAM}/D0ANN/1.2")
    view = modal(form, ref, {"details": "x" * 9000})
    assert FormRef.unpacked(view["private_metadata"]) == ref
    assert "1,000 JPY" in str(view)
    filled = {
        "name": {"value": {"type": "plain_text_input", "value": " Ann "}},
        "relationship": {"value": {"type": "static_select", "selected_option": {"value": "self"}}},
        "fee_acknowledged": {"value": {"type": "checkboxes", "selected_options": [{"value": "yes"}]}},
        "details": {"value": {"type": "plain_text_input", "value": None}},
    }
    given = answers({"state": {"values": filled}})
    assert given == {"name": "Ann", "relationship": "self", "fee_acknowledged": "yes"}


def test_the_form_is_filled_in_with_what_was_said(workspace: Workspace) -> None:
    words = "stop sending me the paper catalogue, I am ann@shop.example"
    event = workspace.send.dm("U0ANN", words)
    workspace.handle(event)
    root, store = event["event"]["ts"], workspace.conversation.store
    conversation = store.by_address("slack", f"{TEAM}/D0ANN/{root}")
    assert conversation is not None
    store.append(conversation.id, "person", {"text": words})
    view = opened(workspace, root)
    elements = {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}
    assert elements["contact"]["initial_value"] == "ann@shop.example"
    assert "catalogue" in elements["scope"]["initial_value"]
