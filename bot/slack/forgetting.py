"""A person wants what was said between them and the assistant deleted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.slack.telling import POSTED
from bot.slack.threads import Thread

if TYPE_CHECKING:
    from bot.slack.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many conversations were deleted here, and messages of the assistant in Slack."""

    conversations: int
    messages: int


def forget(assistant: "Assistant", user: str) -> Forgotten:
    """Delete the person's conversations and what the assistant posted in them; a repeat goes on.

    What was plainly asked and not declined is filed first. Tickets stay, and the desk's words in them; what
    the person wrote in Slack only they can delete there. Raises SlackApiError, after which a repeat goes on.
    """
    store = assistant.house.store
    held = store.under("slack", f"{assistant.team}/{assistant.direct(user)}")
    messages = 0
    for conversation in held:
        channel = Thread.parse(conversation.address or "").channel
        posted = {str(event.body["ts"]) for event in store.events(conversation.id) if event.kind == POSTED}
        for ts in sorted(posted):
            assistant.poster.delete(channel, ts)
        messages += len(posted)
        assistant.house.conversation.delete(conversation.id)
    return Forgotten(len(held), messages)
