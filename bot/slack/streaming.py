"""An answer that appears while it is made, in one message of Slack's streaming kind."""

import logging
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.models.messages.chunk import BlocksChunk, Chunk, TaskUpdateChunk

from bot.slack.blocks import MESSAGE, MESSAGE_BLOCKS, Payload, characters
from bot.slack.threads import Thread

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

EVERY = 0.7
"""Seconds between two calls of one stream, so that a quick answer takes two calls and no more."""
LONGEST = 240.0
"""Seconds after which a stream is left: Slack ends it by itself after about five minutes."""

Session = Literal["active", "processing", "suspended", "closed"]


class Broken(Exception):
    """The stream cannot go on; the message it began stands at `ts`, if it began one."""

    def __init__(self, ts: str | None) -> None:
        super().__init__("the stream broke")
        self.ts = ts


class Stream:
    """One streamed message. What could not be appended goes along with the next call or the last."""

    def __init__(self, client: "WebClient", thread: Thread, user: str) -> None:
        self._stream = client.chat_stream(
            channel=thread.channel,
            thread_ts=thread.ts,
            recipient_team_id=thread.team,
            recipient_user_id=user,
            task_display_mode="timeline",
        )
        self._waiting: list[Chunk] = []
        self._blocks: list[Payload] = []
        self._began = self._called = time.monotonic()
        self._task: tuple[str, str] | None = None

    @property
    def ts(self) -> str | None:
        """The message's time stamp, once it is begun."""
        return self._stream.ts

    def begin(self, id: str, title: str) -> str:
        """Open the message with what is done first; its time stamp. Broken, also when Slack is busy."""
        self.step(id, title)
        self._call()
        if self.ts is None:
            raise Broken(None)
        return self.ts

    def step(self, id: str, title: str) -> None:
        """What is done now; what was done before is complete."""
        self._complete()
        self._task = (id, title)
        self._put(TaskUpdateChunk(id=id, title=title, status="in_progress"))

    def add(self, blocks: Sequence[Payload], sources: Sequence[tuple[str, str]] = ()) -> None:
        """Show more of the answer; `sources` (url, text) belong to the step that ends with it. Broken."""
        if len(self._blocks) + len(blocks) > MESSAGE_BLOCKS or characters([*self._blocks, *blocks]) > MESSAGE:
            raise Broken(self.ts)
        self._complete(sources)
        self._blocks += blocks
        self._put(BlocksChunk(blocks=list(blocks)))

    def end(self, blocks: Sequence[Payload], session: Session, metadata: dict[str, Any]) -> None:
        """Finish the message with its last blocks. Broken."""
        self._complete()
        if characters([*self._blocks, *blocks]) > MESSAGE:
            raise Broken(self.ts)
        try:
            self._stream.stop(
                chunks=self._waiting, blocks=list(blocks), metadata=metadata, session_status=session
            )
        except (SlackApiError, SlackRequestError, OSError) as error:
            raise self._broken(error) from error

    def _complete(self, sources: Sequence[tuple[str, str]] = ()) -> None:
        if self._task is None:
            return
        id, title = self._task
        named = [{"type": "url", "url": url, "text": text} for url, text in sources]
        self._waiting.append(TaskUpdateChunk(id=id, title=title, status="complete", sources=named or None))
        self._task = None

    def _put(self, chunk: Chunk) -> None:
        self._waiting.append(chunk)
        now = time.monotonic()
        if now - self._began > LONGEST:
            raise Broken(self.ts)
        if self.ts and now - self._called >= EVERY:
            self._call()

    def _call(self) -> None:
        self._called = time.monotonic()
        try:
            self._stream.append(chunks=self._waiting)
        except (SlackApiError, SlackRequestError, OSError) as error:
            if self.ts and _busy(error):
                return  # what waits goes along with the next call
            raise self._broken(error) from error
        self._waiting = []

    def _broken(self, error: Exception) -> Broken:
        reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
        log.info("slack stream left", extra={"reason": str(reason)})
        return Broken(self.ts)


def _busy(error: Exception) -> bool:
    return isinstance(error, SlackApiError) and error.response.get("error") in ("ratelimited", "rate_limited")
