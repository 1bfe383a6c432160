"""A ticket's timeline as one list: what was written, and what happened, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from helpdesk.console.wording import Words
from helpdesk.views import TicketRow, TicketView, TimelineEvent, TimelineMessage

SHOWN_BY_MESSAGES = ("replied", "noted", "message_received", "delivered")
"""Events that only say what a message of the timeline shows itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline: a message, or the words of an event.

    ``source`` is the ticket that the message stands on, where that was merged into this one.
    """

    at: datetime
    words: str = ""
    message: TimelineMessage | None = None
    source: TicketRow | None = None


def timeline(
    view: TicketView, words: Words, names: Mapping[str, str], merged: Iterable[TicketView] = ()
) -> list[Entry]:
    """Messages and events, oldest first; ``names`` maps agent ids to names.

    The first message is left out: it is the request, which the page shows by itself. Of ``merged`` tickets
    every message is there.
    """
    messages = [Entry(message.at, message=message) for message in view.messages[1:]]
    for other in merged:
        messages += [Entry(message.at, message=message, source=other.row) for message in other.messages]
    events = [
        Entry(event.at, event_words(event, words, names))
        for event in view.events
        if event.type not in SHOWN_BY_MESSAGES
    ]
    # The first event is the filing; it stands before the receipt that was sent at the same moment.
    return sorted([*events[:1], *messages, *events[1:]], key=lambda entry: entry.at)


def last_seen(view: TicketView) -> int:
    """The number of the last event of a page, for its forms."""
    return max((event.seq for event in view.events), default=0)


def event_words(event: TimelineEvent, words: Words, names: Mapping[str, str]) -> str:
    """One event as a sentence; a type without a sentence of its own is named as it is."""

    def named(value: str | None) -> str:
        if value is None:
            return words("nobody")
        return names.get(value) or words.label("status", value)

    actor = names.get(event.actor) or words.label("actor", event.actor)
    key = f"event.{_kind_of(event)}"
    if words.knows(key):
        sentence = words(key, actor=actor, old=named(event.old), new=named(event.new))
    else:
        sentence = words("event.other", actor=actor, what=event.type.replace("_", " "))
    if event.reason:
        sentence += words("event.reason", reason=words.label("reason", event.reason))
    return sentence


def _kind_of(event: TimelineEvent) -> str:
    if event.type == "assigned" and event.new is None:
        return "released"
    return "taken" if event.type == "assigned" and event.new == event.actor else event.type
