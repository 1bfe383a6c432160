"""The fake is worth what it refuses: what Slack would not take, it does not take."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakes.slack import FakeSlack, words


def control(slack: FakeSlack, what: str, **args: Any) -> dict[str, Any]:
    """Ask the fake as another process would."""
    told: dict[str, Any] = httpx.post(slack.url.replace("/api/", f"/control/{what}"), json=args).json()
    return told


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    """An app's client."""
    return WebClient("xoxb-test", base_url=slack.url)


def section(text: str) -> dict[str, Any]:
    """A block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def test_a_conversation_is_read_and_failures_are_scripted_from_outside(
    slack: FakeSlack, client: WebClient
) -> None:
    control(slack, "script", method="chat.postMessage", failures=["user_disabled"])
    with pytest.raises(SlackApiError, match="user_disabled"):
        client.chat_postMessage(channel="D1", thread_ts="1.0", text="hello")
    client.chat_postMessage(channel="D1", thread_ts="1.0", text="hello", blocks=[section("hello")])
    [seen] = control(slack, "thread", channel="D1", ts="1.0")["messages"]
    assert words(seen) == "hello"
    assert len(control(slack, "said", method="chat.postMessage")["calls"]) == 1


def test_a_revoked_token_opens_nothing(slack: FakeSlack, client: WebClient) -> None:
    control(slack, "revoke", token="xoxb-test")
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.chat_postMessage(channel="D1", text="hello")


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([section("x" * 3001)], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([section("x")] * 51, "invalid_blocks"),
        ([section("x" * 2900)] * 5, "msg_blocks_too_long"),
        ([{"type": "unheard_of"}], "invalid_blocks"),
    ],
)
def test_what_breaks_a_limit_is_refused(client: WebClient, blocks: list[dict[str, Any]], error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        client.chat_postMessage(channel="D1", text="hello", blocks=blocks)


def test_a_stream_that_has_ended_takes_nothing_more(client: WebClient) -> None:
    stream = client.chat_stream(channel="D1", thread_ts="1.0", recipient_team_id="T1", recipient_user_id="U1")
    stream.append(markdown_text="x" * 300)
    stream.stop()
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        client.chat_appendStream(channel="D1", ts=str(stream.ts), markdown_text="more")
