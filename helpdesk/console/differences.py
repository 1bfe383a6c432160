"""What has changed on a ticket since a page was drawn: as it was, as it is, and what was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpdesk.console.timeline import SHOWN_BY_MESSAGES, Entry, event_words
from helpdesk.console.wording import Words
from helpdesk.views import TicketView, TimelineEvent, TimelineMessage


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different now; ``old`` is empty where it is not kept what stood there."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Differences:
    """``changes`` of status, owner and fields, ``messages`` written since, and other events in words."""

    changes: tuple[Change, ...]
    messages: tuple[TimelineMessage, ...]
    events: tuple[Entry, ...]


def differences(view: TicketView, seen: int, words: Words, names: Mapping[str, str]) -> Differences:
    """What happened after the event number ``seen``; ``names`` maps agent ids to names."""
    since = [event for event in view.events if event.seq > seen]
    written = {event.message_id for event in since if event.message_id}
    told = ("status_changed", "assigned", "completed", *SHOWN_BY_MESSAGES)
    return Differences(
        changes=tuple(_changes(view, since, words, names)),
        messages=tuple(message for message in view.messages if message.id in written),
        events=tuple(
            Entry(event.at, event_words(event, words, names)) for event in since if event.type not in told
        ),
    )


def _changes(
    view: TicketView, since: Sequence[TimelineEvent], words: Words, names: Mapping[str, str]
) -> Iterator[Change]:
    if moved := [event for event in since if event.type == "status_changed"]:
        old, new = (words.label("status", one) for one in (moved[0].old, moved[-1].new))
        yield Change(words("status"), old, new)
    if given := [event for event in since if event.type == "assigned"]:
        old, new = (names.get(one or "", words("nobody")) for one in (given[0].old, given[-1].new))
        yield Change(words("queue.owner"), old, new)
    values = {answer.name: answer.value for answer in view.answers}
    for name in dict.fromkeys(name for event in since for name in event.fields):
        yield Change(words.label("field", name), "", values.get(name, ""))
