"""What the desk gets to see of a conversation, once the person has gone through it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.masking import redact_forbidden
from bot.stored import StoredEvent

Changes = Mapping[int, str]
"""By the number of an event of their own, the words the person wants the desk to read; empty: none at all."""

NONE: Changes = MappingProxyType({})


def shared(events: tuple[StoredEvent, ...], changes: Changes) -> tuple[StoredEvent, ...]:
    """The events with the person's own words as they changed them, without those they took out.

    What the assistant replied to words that were taken out is left out too: it may repeat them.
    """
    removed = {event.body.get("message") for event in events if _changed(event, changes) == ""}
    kept = (event for event in events if event.body.get("message") not in removed - {None})
    return tuple(_with(event, _changed(event, changes)) for event in kept)


def shared_words(words: str, events: tuple[StoredEvent, ...], changes: Changes) -> str:
    """The words in which something was asked for, as they were changed."""
    for event in events:
        changed = _changed(event, changes)
        if changed is not None and event.body["text"] == words:
            return changed
    return words


def _changed(event: StoredEvent, changes: Changes) -> str | None:
    return changes.get(event.seq) if event.kind == "person" else None


def _with(event: StoredEvent, text: str | None) -> StoredEvent:
    if text is None:
        return event
    return replace(event, body={**event.body, "text": redact_forbidden(text)})
