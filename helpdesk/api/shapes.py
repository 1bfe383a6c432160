"""What the API takes and gives. Times are ISO 8601 with their offset."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from helpdesk.moments import Moment
from helpdesk.tickets import Kind, Right, Status
from helpdesk.timeline import LONGEST
from helpdesk.views import TicketView

Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Channel = Literal["phone", "letter", "email", "visit"]


class Given(BaseModel):
    """Read from the desk's own values."""

    model_config = ConfigDict(from_attributes=True)


class TicketLine(Given):
    """A ticket of the list, without personal data."""

    reference: str
    kind: Kind
    rights: tuple[str, ...]
    status: Status
    version: int
    organisation: str
    owner_name: str | None
    channel: str
    language: str
    received_at: datetime
    updated_at: datetime
    due_at: datetime | None


class TicketList(BaseModel):
    """A page of tickets, newest first; ``total`` counts all that match."""

    items: tuple[TicketLine, ...]
    total: int
    limit: int
    offset: int


class Message(Given):
    """A message of the timeline: in from the requester, out to them, or a note of the desk."""

    id: str
    at: datetime
    direction: Literal["in", "out", "note"]
    author_name: str | None
    text: str
    delivery: str


class FieldValue(Given):
    """One answer of the form."""

    name: str
    value: str


class RightAsked(Given):
    """A right that is asked for, and what was decided on it."""

    right: str
    outcome: str | None
    ground: str | None
    clause: str | None


class Ticket(TicketLine):
    """A ticket in full, with personal data; each reading of one is on record."""

    message: str
    answers: tuple[FieldValue, ...]
    open_fields: tuple[str, ...]
    messages: tuple[Message, ...]
    rights_asked: tuple[RightAsked, ...]
    onward: tuple[Status, ...]
    erased: bool

    @classmethod
    def of(cls, view: TicketView) -> Self:
        """The ticket as an agent sees it."""
        return cls(
            **TicketLine.model_validate(view.row).model_dump(),
            message=view.message,
            answers=tuple(map(FieldValue.model_validate, view.answers)),
            open_fields=view.open_fields,
            messages=tuple(map(Message.model_validate, view.messages)),
            rights_asked=tuple(map(RightAsked.model_validate, view.rights)),
            onward=view.onward,
            erased=view.erased,
        )


class NewTicket(BaseModel):
    """A ticket for somebody who called, wrote or came. ``received_at`` is when they did; default: now."""

    model_config = ConfigDict(extra="forbid")

    organisation: Annotated[str, Field(max_length=100)]
    kind: Kind
    right: Right | None = None
    channel: Channel
    language: Literal["en", "ja"]
    message: Text
    answers: Annotated[dict[str, Annotated[str, Field(max_length=4000)]], Field(max_length=40)] = {}
    received_at: Moment | None = None


class Opened(Given):
    """What was opened."""

    reference: str
    received_at: datetime
    open_fields: tuple[str, ...]
    expected_reply: datetime | None


class NewMessage(BaseModel):
    """``reply`` goes to the requester where they asked; ``requester`` writes down what they said."""

    model_config = ConfigDict(extra="forbid")

    sender: Literal["reply", "requester"] = "reply"
    text: Text
    version: Annotated[StrictInt | None, Field(description="Refused with 409 at another one.")] = None


class NewNote(BaseModel):
    """An internal note, which is never sent to anybody."""

    model_config = ConfigDict(extra="forbid")

    text: Text


class NewStatus(BaseModel):
    """A step of the transition table; ``reason`` is one of its codes, where it needs one."""

    model_config = ConfigDict(extra="forbid")

    status: Status
    reason: Annotated[str | None, Field(max_length=40)] = None
    version: StrictInt | None = None


class Done(Given):
    """The ticket after a command."""

    version: int
    status: Status
    message_id: str | None


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
