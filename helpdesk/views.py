"""What the desk shows to agents and hands to channels: plain, decrypted values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from helpdesk.intake import CitedClause, Line, Origin, Vouched
from helpdesk.tickets import Kind, Status

DeliveryState = Literal["none", "pending", "leased", "sent", "failed", "dead"]
ThreadState = Literal["assistant", "waiting", "human"]
OutgoingKind = Literal["acknowledgement", "reply", "notice", "code", "alert", "card"]
Route = Literal["slack", "web", "email", "status", "desk"]
"""The ways to a requester, and the one to the desk itself."""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation the desk serves; ``procedure_version`` 0 means it is known by name alone."""

    id: str
    name: str
    short_name: str
    parent: str | None
    language: str
    unofficial: bool
    procedure_version: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The result of a command on a ticket; a repeated command returns the first one's."""

    ticket_id: str
    version: int
    status: Status
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that a law names. An acknowledgement is owed at first, where the law says so; else an answer."""

    due_at: datetime
    regime: str
    source: str
    duty: Literal["answer", "acknowledge"]


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A line of the queue; holds no personal data. ``delivery`` is the worst state of its messages.

    ``due_at`` is the next date still owed. ``legal_stopped``: the law names a period that stands still now.
    """

    id: str
    reference: str
    kind: Kind
    rights: tuple[str, ...]
    status: Status
    version: int
    organisation: str
    owner: str | None
    owner_name: str | None
    channel: str
    language: str
    received_at: datetime
    updated_at: datetime
    first_human_reply_at: datetime | None
    expected_reply: datetime | None
    legal_due: Deadline | None
    legal_stopped: bool
    due_at: datetime | None
    unfinished: bool
    delivery: DeliveryState
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One page of the queue; ``total`` counts all that match."""

    rows: tuple[TicketRow, ...]
    total: int
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Post:
    """A message or a notice of it on its way; ``error_class`` is why it was last not delivered."""

    id: str
    kind: OutgoingKind
    route: Route
    state: DeliveryState
    error_class: str | None


@dataclass(frozen=True, slots=True)
class TimelineMessage:
    """A message of the timeline; ``posts`` are its ways to the requester, the message itself first.

    An "out" message without author is the receipt.
    """

    id: str
    at: datetime
    direction: Literal["in", "out", "note"]
    author_id: str | None
    author_name: str | None
    text: str
    posts: tuple[Post, ...] = ()
    citations: tuple[CitedClause, ...] = ()

    @property
    def delivery(self) -> DeliveryState:
        """The state of the message itself; "none" for what is not sent anywhere."""
        return self.posts[0].state if self.posts else "none"


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An audit event of the ticket; holds no personal data.

    ``message_id`` is of the message it tells of, ``fields`` are the names of form fields that it changed.
    """

    seq: int
    at: datetime
    actor: str
    type: str
    old: str | None
    new: str | None
    reason: str | None
    message_id: str | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered form field, with its label in the desk's language."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class RightLine:
    """A right asked for, and what was decided on it; ``clause`` is the address of the clause it rests on."""

    right: str
    outcome: str | None
    ground: str | None
    basis: str | None
    clause: str | None
    explanation: str
    decided_by: str | None
    approved_by: str | None
    fulfilled_at: datetime | None
    needs_second: bool


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as an agent sees it, decrypted. ``onward`` are the statuses it may go to now.

    ``missing`` says of the other steps of the transition table which codes of `guards` keep them shut.
    After erasure ``erased`` is true and every text is empty.
    """

    row: TicketRow
    origin: Origin | None
    message: str
    answers: tuple[Answer, ...]
    open_fields: tuple[str, ...]
    transcript: tuple[Line, ...]
    citations: tuple[CitedClause, ...]
    messages: tuple[TimelineMessage, ...]
    events: tuple[TimelineEvent, ...]
    onward: tuple[Status, ...]
    missing: Mapping[Status, tuple[str, ...]]
    rights: tuple[RightLine, ...]
    procedure_version: int
    engine: str | None
    audience: str
    erased: bool
    vouched: Vouched | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A leased outbox row, decrypted, for a channel to send. ``key`` is the same at every attempt.

    ``status_token`` comes with an acknowledgement: the channel adds the link ``/status#<token>``.
    ``route`` names the channel. An alert is for the desk itself: its origin is ``desk``, its address the
    organisation.
    ``replaces`` is the provider's id under which a card was posted before.
    ``address`` comes with what goes by e-mail: a code, or a notice that there is news, without the news.
    """

    id: str
    ticket_id: str
    kind: OutgoingKind
    route: Route
    origin: Origin
    text: str
    reference: str
    author_name: str | None
    attempt: int
    language: str
    key: str
    status_token: str | None = None
    address: str | None = None
    replaces: str | None = None
