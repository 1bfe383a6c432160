"""What comes in at the desk: who asks for what, from where, and the receipt that is given for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from helpdesk.tickets import Kind


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a ticket came from and its replies go to.

    ``address`` is for the channel to read: web, the conversation id; slack, ``team/channel/thread_ts``.
    ``phone``, ``letter``, ``email`` and ``visit`` are written down by an agent. ``desk`` is where the desk
    itself is told something; no ticket comes from there.
    """

    channel: Literal["web", "slack", "cli", "console", "phone", "letter", "email", "visit", "desk"]
    address: str


WRITTEN_DOWN: tuple[Literal["phone", "letter", "email", "visit"], ...] = ("phone", "letter", "email", "visit")
"""The channels by which somebody may reach an agent who then opens the ticket."""


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause quoted to the requester: its address with version, the quote, and the clause's hash."""

    address: str
    quote: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said in the conversation before the ticket."""

    author: Literal["requester", "assistant", "agent"]
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom a site says it is, by the site's name; ``subject`` is the site's own id of the person.

    It tells an agent more than a name typed into a form, and is no proof in the sense of `identity`.
    """

    by: str
    subject: str
    name: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything needed to open a ticket; a missing answer leaves its field open and stops nothing.

    ``received_at`` is when the words were said (default: now) and is where every clock starts.
    ``opened_by`` is the agent who wrote it down for somebody who called, wrote or came.
    """

    organisation: str
    kind: Kind
    right: str | None
    origin: Origin
    language: str
    audience: str
    message: str
    answers: Mapping[str, str]
    transcript: tuple[Line, ...] = ()
    citations: tuple[CitedClause, ...] = ()
    received_at: datetime | None = None
    unfinished: bool = False
    engine: str | None = None
    opened_by: str | None = None
    vouched: Vouched | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the requester is given: ``text`` says it in their language; ``status_token`` is their secret."""

    ticket_id: str
    reference: str
    kind: Kind
    right: str | None
    received_at: datetime
    status_token: str
    open_fields: tuple[str, ...]
    expected_reply: datetime | None
    text: str
