"""Nothing ends in silence, and no error's words reach anybody."""

import re

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.delivery import DeliveryFailed
from bot.slack.troubles import end_of
from helpdesk import Intake, Origin, Outgoing
from tests.bot.slack.conftest import ORGANISATION, Workspace


def test_an_error_is_said_with_a_number_and_without_its_words(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    event = workspace.send.dm("U0ANN", "explode please")
    workspace.handle(event)
    [told] = workspace.slack.thread("D0ANN", event["event"]["ts"])
    number = re.search(r"this number: ([0-9a-f]{8})$", told["text"])
    assert number is not None
    assert "secret words" not in str(told)
    assert [record.__dict__.get("reference") for record in caplog.records] == [number[1]]
    workspace.work()
    assert len(workspace.slack.messages()) == 1


def test_an_error_of_a_command_is_said_to_the_one_who_typed_it(workspace: Workspace) -> None:
    workspace.handle(workspace.send.command("U0KEN", "explode please"))
    [told] = workspace.slack.said("response")
    assert "不具合" in told["text"]


def test_slack_asking_to_slow_down_delays_the_answer_and_loses_nothing(workspace: Workspace) -> None:
    workspace.slack.script("chat.startStream", 429)
    workspace.slack.script("chat.postMessage", 429)
    event = workspace.send.dm("U0ANN", "keep?")
    workspace.handle(event)
    assert len(workspace.slack.thread("D0ANN", event["event"]["ts"])) == 1


def test_a_longer_trouble_leaves_the_event_in_the_inbox(workspace: Workspace) -> None:
    workspace.slack.script("chat.startStream", 429)
    workspace.slack.script("chat.postMessage", 503, 503)
    event = workspace.send.dm("U0ANN", "keep?")
    workspace.handle(event)
    assert workspace.slack.messages() == []
    assert workspace.door.worker.run_once() == 0, "its lease has not ended"


def test_giving_up_is_said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.worker.ATTEMPTS", 1)
    workspace.slack.script("chat.startStream", 429)
    workspace.slack.script("chat.postMessage", "internal_error")
    event = workspace.send.dm("U0ANN", "keep?")
    workspace.handle(event)
    [told] = workspace.slack.thread("D0ANN", event["event"]["ts"])
    assert "Something went wrong" in told["text"]


def test_what_passes_and_what_does_not() -> None:
    def refusal(code: str, status: int = 200) -> SlackApiError:
        return SlackApiError(
            "no",
            SlackResponse(
                client=None,
                http_verb="POST",
                api_url="",
                req_args={},
                data={"ok": False, "error": code},
                headers={},
                status_code=status,
            ),
        )

    assert end_of(refusal("ratelimited")) == "later"
    assert end_of(refusal("", 503)) == "later"
    assert end_of(SlackApiError("no", {"status": 502, "body": "<html>"})) == "later"
    assert end_of(TimeoutError()) == "later"
    assert end_of(refusal("channel_not_found")) == "unreachable"
    assert end_of(refusal("token_revoked")) == "disconnected"
    assert end_of(ValueError()) == "defect"


@pytest.mark.parametrize(
    ("failure", "reason", "permanent"),
    [
        ("channel_not_found", "channel_not_found", True),
        ("user_disabled", "user_disabled", True),
        ("token_revoked", "token_revoked", True),
        ("missing_scope", "missing_scope:chat:write", True),
    ],
)
def test_slacks_refusals_become_reasons(
    workspace: Workspace, failure: str, reason: str, permanent: bool
) -> None:
    workspace.slack.script("chat.postMessage", failure)
    with pytest.raises(DeliveryFailed) as failed:
        workspace.door.channel.send(_reply(workspace, "T0DESK/D0ANN/1800000000.1"))
    assert (failed.value.reason, failed.value.permanent) == (reason, permanent)


@pytest.mark.parametrize("address", ["T0DESK/C0ALL/1800000000.1", "nowhere"])
def test_a_reply_never_goes_where_others_read(workspace: Workspace, address: str) -> None:
    with pytest.raises(DeliveryFailed) as failed:
        workspace.door.channel.send(_reply(workspace, address))
    assert failed.value.permanent
    assert workspace.slack.messages() == []


def test_a_long_reply_goes_out_whole(workspace: Workspace) -> None:
    words = "".join(f"{number:05d} " for number in range(4000))
    first = workspace.door.channel.send(_reply(workspace, "T0DESK/D0ANN/1800000000.1", words))
    posted = workspace.slack.said("chat.postMessage")
    sections = [block for one in posted for block in one["blocks"] if block["type"] == "section"]
    assert "".join(block["text"]["text"] for block in sections).replace(" ", "") == words.replace(" ", "")
    assert len(posted) == 3
    assert first
    assert "ask_assistant" in str(posted[-1])


def _reply(workspace: Workspace, address: str, text: str = "Yes.") -> Outgoing:
    origin = Origin("slack", address)
    intake = Intake(ORGANISATION, "inquiry", None, origin, "en", "employees", "Cats?", {})
    receipt = workspace.desk.open(intake, key=address)
    return Outgoing(
        id="o1",
        ticket_id=receipt.ticket_id,
        kind="reply",
        route="slack",
        origin=origin,
        text=text,
        reference=receipt.reference,
        author_name="Mai",
        attempt=1,
        language="en",
        key="o1",
    )
