"""Tells one answer in a thread of direct messages: streamed where Slack lets us, whole otherwise, once."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.messages import Progress, ReplyPart, Said
from bot.slack.answers import said_blocks
from bot.slack.blocks import Rendered, context, payloads
from bot.slack.posting import ANSWER
from bot.slack.streaming import Broken, Stream
from bot.slack.threads import Thread
from bot.slack.troubles import end_of
from bot.slack.wording import say

if TYPE_CHECKING:
    from bot.slack.assistant import Asked, Assistant

log = logging.getLogger(__name__)

LOOK = 0.2
"""Seconds between looks for a Stop while an answer is being made."""
BEGUN, POSTED, STOPPED = "begun", "posted", "stopped"
"""Kinds of events of a conversation: an answer is about to appear in Slack, a message of ours does, and the
person's wish to hear no more."""


class Telling:
    """One answer. What it leaves in Slack is noted in the conversation, so that a repeat tells it once."""

    def __init__(self, assistant: "Assistant", asked: "Asked", thread: Thread, conversation: str) -> None:
        self._assistant = assistant
        self._asked = asked
        self._thread = thread
        self._conversation = conversation
        self._stream: Stream | None = None
        self._heard: list[ReplyPart] = []
        events = assistant.house.store.events(conversation)
        mine = [event for event in events if event.body.get("message") == asked.key]
        self.is_first = not any(event.kind in ("answer", POSTED) and event not in mine for event in events)
        self._seen = events[-1].seq if events else 0
        self._posted = [str(event.body["ts"]) for event in mine if event.kind == POSTED]
        self._repeat = any(event.kind in ("person", BEGUN) for event in mine)

    def tell(self, parts: Iterator[ReplyPart], *, silent: bool) -> None:
        """Tell it to the end. `silent`: a person of the desk has the word, who gets what was said instead."""
        if self._repeat and not self._posted:
            self._look_around()
        if not silent and not self._posted and self._assistant.may_stream():
            self._open()
        try:
            stopped = not self._listen(parts)
            if self._assistant.is_with_the_desk(self._asked, self._thread):
                self._take_back()
            else:
                self._finish(self._cut() if stopped else self._whole())
        except Exception as error:
            if (
                end_of(error) != "later"
            ):  # else the next attempt puts the whole in the place of what was begun
                self._take_back()
            raise

    def _look_around(self) -> None:
        """After a crash: what of this answer stands in Slack? A message just being sent does not yet."""
        self._posted = self._assistant.poster.posted(self._thread, self._asked.key)
        if not self._posted:
            log.warning("slack answer may come twice", extra={"reason": "begun before"})

    def _open(self) -> None:
        self._assistant.working(self._thread, self._asked.language)
        stream = Stream(self._assistant.quick, self._thread, self._asked.person.id)
        self._store(BEGUN, BEGUN, {})
        try:
            self._note(stream.begin("searching", self._say("step.searching")))
            self._stream = stream
            if self.is_first:
                stream.add(payloads([context(self._say("ai"))]))
        except Broken:
            self._leave()

    def _listen(self, parts: Iterator[ReplyPart]) -> bool:
        """Hear the answer out; False when the person stopped it."""
        if self._stream is None:
            self._heard = [*parts]
            return True
        for part in pumped(parts, self._is_stopped):
            if part is None:
                return False
            self._heard.append(part)
            self._show(part)
        return True

    def _show(self, part: ReplyPart) -> None:
        if self._stream is None:
            return
        try:
            if isinstance(part, Progress):
                self._stream.step(part.step, self._say(f"step.{part.step}"))
            elif isinstance(part, Said):
                blocks = payloads(said_blocks(part, self._asked.language, self._assistant.clause_url))
                self._stream.add(blocks, self._sources(part))
        except Broken:
            self._leave()

    def _sources(self, part: Said) -> list[tuple[str, str]]:
        named = [(self._assistant.clause_url(each), each) for each in part.citations]
        return [(url, " › ".join(each.heading_path) or each.title) for url, each in named if url]

    def _finish(self, whole: Rendered) -> None:
        if self._stream is not None:
            body = len(self._shown())
            mark = {"event_type": ANSWER, "event_payload": {"key": self._asked.key}}
            try:
                self._stream.end(whole.blocks[body:], "active", mark)
                return
            except Broken:
                self._leave()
        self._put(whole)

    def _whole(self) -> Rendered:
        return self._assistant.answer_of(self._heard, self._asked, is_first=self.is_first)

    def _put(self, whole: Rendered) -> None:
        """In one piece: in the place of what was begun, or as a message of its own."""
        begun = [*self._posted]
        for ts in self._assistant.poster.post(self._thread, whole, self._asked.key, begun):
            self._note(ts)
        if begun:
            self._assistant.session(self._thread, "active")

    def _take_back(self) -> None:
        """What the assistant had begun to say goes: it failed, or a person has taken the word meanwhile."""
        if self._posted:
            with suppress(SlackApiError, OSError):
                for ts in self._posted:
                    self._assistant.poster.delete(self._thread.channel, ts)
            self._assistant.session(self._thread, "active")

    def _cut(self) -> Rendered:
        shown = [*self._shown(), *payloads([context(self._say("stopped"))])]
        return Rendered(self._say("stopped"), shown)

    def _shown(self) -> list[dict[str, object]]:
        """The blocks that the stream holds: of every part that was said."""
        parts = [part for part in self._heard if isinstance(part, Said)]
        first = [context(self._say("ai"))] if self.is_first else []
        language, url_of = self._asked.language, self._assistant.clause_url
        return payloads([*first, *(block for one in parts for block in said_blocks(one, language, url_of))])

    def _is_stopped(self) -> bool:
        events = self._assistant.house.store.events(self._conversation, self._seen)
        return any(event.kind == STOPPED for event in events)

    def _leave(self) -> None:
        self._stream = None

    def _note(self, ts: str) -> None:
        self._posted.append(ts)
        self._store(POSTED, f"{POSTED}/{ts}", {"ts": ts})

    def _store(self, kind: str, name: str, body: dict[str, Any]) -> None:
        key = self._asked.key
        self._assistant.house.store.append(self._conversation, kind, body | {"message": key}, f"{key}/{name}")

    def _say(self, key: str) -> str:
        return say(self._asked.language, key)


def pumped(parts: Iterator[ReplyPart], stopped: Callable[[], bool]) -> Iterator[ReplyPart | None]:
    """The parts as they come; None, and the end, when it is `stopped` meanwhile.

    They are drawn by a thread of their own: what makes an answer may take long over one part.
    """
    drawn: queue.Queue[Drawn] = queue.Queue()
    over = threading.Event()

    def draw() -> None:
        try:
            for part in parts:
                if over.is_set():
                    break
                drawn.put(part)
            drawn.put(None)
        except BaseException as error:  # noqa: BLE001  # raised again where it is waited for
            drawn.put(error)

    threading.Thread(target=draw, name="slack-answer", daemon=True).start()
    try:
        while (part := _next(drawn)) is not None:
            if isinstance(part, BaseException):
                raise part
            if stopped():
                yield None
                return
            if not isinstance(part, _Looking):
                yield part
    finally:
        over.set()


class _Looking:
    """Nothing came yet."""


def _next(drawn: "queue.Queue[Drawn]") -> "Drawn | _Looking":
    try:
        return drawn.get(timeout=LOOK)
    except queue.Empty:
        return _Looking()


Drawn = ReplyPart | BaseException | None
