"""Puts messages into Slack: paced, within its limits, and in plainer blocks where it knows no newer ones."""

import logging
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.slack.blocks import Payload, Rendered, paged
from bot.slack.budget import Pace
from bot.slack.threads import Thread

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

ANSWER = "madoguchi_answer"
"""The type of the metadata by which an answer of ours is recognised; it holds the key of what was asked."""
_NEWER = {"container", "context_actions"}
"""Blocks that an older Slack may not know (2026)."""


class Poster:
    """Writes into threads, to one person in a channel, and in answer to commands and clicks."""

    def __init__(self, client: "WebClient", pace: Pace) -> None:
        self._client = client
        self._pace = pace

    def post(self, thread: Thread, message: Rendered, key: str = "", begun: Sequence[str] = ()) -> list[str]:
        """Post into a thread; the time stamps of its messages, one or more. Raises SlackApiError, Busy.

        What was `begun` before is replaced, as far as it reaches.
        """
        stamps = []
        for page, ts in zip_longest(paged(message.blocks), begun):
            if page is None:
                self.delete(thread.channel, ts)
            else:
                part = Rendered(message.text, page)
                stamps.append((ts and self._renewed(thread, ts, part, key)) or self._post(thread, part, key))
        return stamps

    def begin(self, channel: str, message: Rendered, key: str = "") -> str:
        """Post a message outside of any thread; its time stamp."""
        self._pace.enter(channel)
        posted = self._sent(
            "chat.postMessage",
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            unfurl_links=False,
            **_mark(f"{key}/opening" if key else ""),
        )
        return str(posted["ts"])

    def posted(self, thread: Thread, key: str) -> list[str]:
        """The time stamps of our messages in a thread that answer this key; none where Slack refuses."""
        try:
            told = self._client.conversations_replies(
                channel=thread.channel, ts=thread.ts, limit=200, include_all_metadata=True
            )
        except SlackApiError as error:
            log.info("slack thread not read", extra={"reason": str(error.response.get("error"))})
            return []
        return [str(one["ts"]) for one in told.get("messages") or () if _key(one) == key]

    def whisper(self, thread: Thread, user: str, message: Rendered) -> None:
        """Post into a thread so that only this person sees it."""
        place = {"channel": thread.channel, "thread_ts": thread.ts, "user": user}
        self._sent("chat.postEphemeral", text=message.text, blocks=message.blocks, **place)

    def respond(self, url: str, message: Rendered) -> None:
        """Answer a command or a click so that only the person who gave it sees it."""
        from slack_sdk.webhook import WebhookClient

        WebhookClient(url).send(
            text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=False
        )

    def delete(self, channel: str, ts: str) -> None:
        """Take a message of ours back; one that is gone already is no error."""
        try:
            self._client.chat_delete(channel=channel, ts=ts)
        except SlackApiError as error:
            if error.response.get("error") != "message_not_found":
                raise

    def _renewed(self, thread: Thread, ts: str, page: Rendered, key: str) -> str | None:
        """The message's time stamp; None where it is gone."""
        place = {"channel": thread.channel, "ts": ts}
        try:
            self._sent("chat.update", text=page.text, blocks=page.blocks, **place, **_mark(key))
        except SlackApiError as error:
            if error.response.get("error") != "message_not_found":
                raise
            return None
        return ts

    def _post(self, thread: Thread, page: Rendered, key: str) -> str:
        self._pace.enter(thread.channel)
        place = {"channel": thread.channel, "thread_ts": thread.ts, "unfurl_links": False}
        posted = self._sent(
            "chat.postMessage", text=page.text, blocks=page.blocks, unfurl_media=False, **place, **_mark(key)
        )
        return str(posted["ts"])

    def _sent(self, method: str, *, blocks: list[Payload], **args: Any) -> Any:
        try:
            return self._client.api_call(method, json={**args, "blocks": blocks})
        except SlackApiError as error:
            plainer = [*_plainer(blocks)]
            if error.response.get("error") != "invalid_blocks" or plainer == blocks:
                raise
            return self._client.api_call(method, json={**args, "blocks": plainer})


def _plainer(blocks: list[Payload]) -> Iterator[Payload]:
    """The same without newer blocks: what a container holds stands open, feedback is left out."""
    for block in blocks:
        if block["type"] == "container":
            yield from block["child_blocks"]
        elif block["type"] not in _NEWER:
            yield block


def _mark(key: str) -> dict[str, Any]:
    return {"metadata": {"event_type": ANSWER, "event_payload": {"key": key}}} if key else {}


def _key(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    key: str | None = (metadata.get("event_payload") or {}).get("key")
    return key if metadata.get("event_type") == ANSWER else None
