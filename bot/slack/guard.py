"""Before a question is stored: does it say more of a person than it needs? Then they choose how to ask."""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import ButtonElement

from bot.sensitive import sensitive, without
from bot.slack.blocks import Rendered, context, payloads, row, section
from bot.slack.mrkdwn import clipped, plain, quoted
from bot.slack.people import Language
from bot.slack.threads import Thread
from bot.slack.wording import say
from bot.triage import judge

if TYPE_CHECKING:
    from bot.slack.assistant import Assistant

WITHOUT, AS_IS, DROP = "guard_without", "guard_as_is", "guard_drop"
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Held:
    """Which message waits for its writer's word: its time stamp and event; its words stay in Slack."""

    ts: str
    key: str

    def packed(self) -> str:
        """As text for Slack to carry."""
        return json.dumps(asdict(self))

    @classmethod
    def unpacked(cls, text: str) -> "Held":
        """Back from text."""
        return cls(**json.loads(text))


def says_too_much(text: str) -> bool:
    """True for questions only: a request or a complaint is taken as it is given, and never held back."""
    return bool(sensitive(text)) and judge(text).kind is None


def warning(text: str, held: Held, language: Language) -> Rendered:
    """What was noticed, how the question reads without it, and the choice."""
    buttons = [
        ButtonElement(
            text=say(language, f"guard.{action}"), action_id=action, value=held.packed(), style=style
        )
        for action, style in ((WITHOUT, "primary"), (AS_IS, None), (DROP, None))
    ]
    blocks = [
        section(say(language, "guard")),
        section(quoted(clipped(without(text), _LONGEST))),
        context(say(language, "guard.help")),
        *row(buttons),
    ]
    return Rendered(say(language, "guard"), payloads(blocks))


def fetched(assistant: "Assistant", thread: Thread, held: Held, user: str) -> str | None:
    """The words of a message that waits, read in Slack; None when it is gone or is somebody else's.

    Raises SlackApiError.
    """
    window: dict[str, Any] = {"latest": held.ts, "oldest": held.ts, "inclusive": True, "limit": 1}
    if held.ts == thread.ts:
        told = assistant.client.conversations_history(channel=thread.channel, **window)
    else:
        told = assistant.client.conversations_replies(channel=thread.channel, ts=thread.ts, **window)
    for message in told.get("messages") or ():
        if message.get("ts") == held.ts and message.get("user") == user:
            return plain(message.get("text") or "")
    return None
