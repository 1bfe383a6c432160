"""Conversations and what happened in them, as they are read from where they are stored."""

from dataclasses import dataclass
from datetime import datetime

from bot.bodies import Body
from helpdesk import Origin


class ConversationGone(LookupError):
    """The conversation was deleted or its time is over."""


@dataclass(frozen=True, slots=True)
class Started:
    """A new conversation and its bearer token, which is not stored and cannot be shown again."""

    id: str
    token: str


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """A conversation without its content. `address` is the channel's own, e.g. team/channel/thread.

    `is_vouched`: a site has said who speaks in it.
    """

    id: str
    channel: str
    organisation: str
    language: str
    audience: str
    address: str | None
    created_at: datetime
    site: str | None = None
    is_vouched: bool = False

    @property
    def origin(self) -> Origin:
        """Where the desk's replies go: the channel's own address, or the conversation itself."""
        if self.channel == "slack":
            return Origin("slack", self.address or self.id)
        return Origin("web", self.id)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One thing that happened; `seq` rises within a conversation and over all of them."""

    seq: int
    kind: str
    body: Body
    at: datetime
