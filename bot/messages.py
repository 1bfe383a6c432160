"""What comes in from a channel and what goes back to it, before any rendering."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge import Audience, Citation

Language = Literal["en", "ja"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of the conversation."""

    role: Literal["person", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A person's words. `conversation` is None where nothing may be stored (the command line).

    `key` is the same when the channel sends the same words again.
    """

    conversation: str | None
    organisation: str
    text: str
    channel: Literal["web", "slack", "cli"]
    audience: Audience
    language: Language | None
    as_of: date | None
    history: tuple[Turn, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done while the person waits."""

    step: Literal["searching", "reading", "writing"]


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text. `notice` is ours to say; the other roles say what the cited clauses say."""

    text: str
    citations: tuple[Citation, ...] = ()
    role: Literal["answer", "related", "near", "notice"] = "notice"


ActionId = Literal["open_form", "talk_to_person", "choose_organisation", "ask_assistant", "decline", "status"]


@dataclass(frozen=True, slots=True)
class Action:
    """A next step the person may choose; nothing happens until they do."""

    id: ActionId
    label: str
    kind: str | None = None
    right: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The next steps, the most likely first."""

    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a reply: its outcome by name, and what a ticket would still ask for."""

    outcome: str
    kind: str | None = None
    right: str | None = None
    fields: tuple[str, ...] = ()
    engine: str = "quotes"
    answer_id: str | None = None


ReplyPart = Progress | Said | Offer | Done


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    text: str
    citations: tuple[Citation, ...]
    outcome: str
    kind: str | None
    right: str | None
    fields: tuple[str, ...]
    actions: tuple[Action, ...]
    engine: str

    @classmethod
    def of(cls, parts: Iterable[ReplyPart]) -> "Reply":
        """Put the parts together. ValueError when they end without `Done`."""
        listed = list(parts)
        said = [part for part in listed if isinstance(part, Said)]
        done = next((part for part in listed if isinstance(part, Done)), None)
        if done is None:
            raise ValueError("a reply ended without its outcome")
        return cls(
            text="\n\n".join(part.text for part in said if part.role != "related"),
            citations=tuple(citation for part in said for citation in part.citations),
            outcome=done.outcome,
            kind=done.kind,
            right=done.right,
            fields=done.fields,
            actions=tuple(action for part in listed if isinstance(part, Offer) for action in part.actions),
            engine=done.engine,
        )
