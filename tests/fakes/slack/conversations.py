"""What stands in Slack's conversations: posted, streamed, changed and deleted messages."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]


@dataclass
class Conversations:
    """Messages by channel and time stamp."""

    messages: dict[tuple[str, str], Values] = field(default_factory=dict)
    written: dict[tuple[str, str], Values] = field(default_factory=dict)
    """What people wrote, apart from what the app did."""
    sessions: dict[tuple[str, str], Values] = field(default_factory=dict)
    _stamps: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def post(self, args: Values) -> Values:
        """A new message."""
        return self._put({**args, "ts": self.stamp()})

    def start(self, args: Values) -> Values:
        """A message that is still streaming."""
        message = self._put({**args, "ts": self.stamp(), "streaming": True, "blocks": [], "tasks": {}})
        return self._append(message, args.get("chunks") or ())

    def append(self, message: Values, chunks: Iterable[Values]) -> Values:
        """More of a streaming message."""
        return self._append(message, chunks)

    def stop(self, message: Values, args: Values) -> Values:
        """The end of a streaming message."""
        self._append(message, args.get("chunks") or ())
        message["blocks"] += args.get("blocks") or []
        message["streaming"] = False
        message["metadata"] = args.get("metadata")
        if status := args.get("session_status"):
            self.session({**args, "channel_id": message["channel"], "status": status}, message["thread_ts"])
        return message

    def session(self, args: Values, thread_ts: str) -> None:
        """Whose turn it is in a thread."""
        known = self.sessions.setdefault((args["channel_id"], thread_ts), {})
        known.update(status=args["status"], **({"title": args["title"]} if args.get("title") else {}))

    def thread(self, channel: str, ts: str) -> list[Values]:
        """The messages below a message, in order."""
        found = [one for (where, _), one in self.messages.items() if where == channel]
        return [one for one in found if one.get("thread_ts") == ts]

    def stamp(self) -> str:
        """A time stamp that never repeats."""
        return f"1800000000.{next(self._stamps):06d}"

    def _put(self, message: Values) -> Values:
        self.messages[message["channel"], message["ts"]] = message
        return message

    def _append(self, message: Values, chunks: Iterable[Values]) -> Values:
        for chunk in chunks:
            if chunk["type"] == "blocks":
                message["blocks"] += chunk["blocks"]
            if chunk["type"] == "task_update":
                message["tasks"][chunk["id"]] = chunk
        return message


def buttons(message: Values) -> list[Values]:
    """The buttons below a message, in order; feedback is not among them."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return [button for row in rows for button in row]


def words(message: Values) -> str:
    """Everything that can be read in a message's blocks."""
    return "\n".join(_texts(message.get("blocks") or message.get("text") or ""))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in ("text", "title", "child_blocks", "elements", "fields", "blocks", "element", "label"):
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
