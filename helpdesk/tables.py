"""The desk's tables. Personal data stand only in sealed columns; where a value is sealed for is `sealing`."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from helpdesk.columns import Sealed, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Table(SQLModel, registry=registry(metadata=metadata)):
    pass


def new_id() -> str:
    """A random row id."""
    return str(uuid4())


class OrganisationRecord(_Table, table=True):
    """An organisation; ``procedure_version`` 0 means it is known by name alone."""

    __tablename__ = "helpdesk_organisation"

    id: str = Field(primary_key=True)
    procedure_version: int = 0
    registered_at: datetime = Field(sa_type=UtcDateTime)


class ProcedureRecord(_Table, table=True):
    """One version of an organisation's profile, as JSON; versions are never changed."""

    __tablename__ = "helpdesk_procedure"

    organisation: str = Field(primary_key=True, foreign_key="helpdesk_organisation.id")
    version: int = Field(primary_key=True)
    document: str = Field(sa_type=Text)
    hash: str
    at: datetime = Field(sa_type=UtcDateTime)


class AgentRecord(_Table, table=True):
    """A person who works at the desk."""

    __tablename__ = "helpdesk_agent"

    id: str = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True)
    name: str
    role: str
    password_hash: str
    active: bool = True
    created_at: datetime = Field(sa_type=UtcDateTime)


class SessionRecord(_Table, table=True):
    """A sign-in; only the hash of its token is kept."""

    __tablename__ = "helpdesk_session"

    token_hash: str = Field(primary_key=True)
    agent_id: str = Field(foreign_key="helpdesk_agent.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TicketRecord(_Table, table=True):
    """A ticket. Without ``data_key`` it is erased: a tombstone that keeps dates and kinds alone.

    ``expected_reply_at`` and ``legal_due_at`` are caches of what `clocks` computes.
    """

    __tablename__ = "helpdesk_ticket"

    id: str = Field(default_factory=new_id, primary_key=True)
    reference: str = Field(unique=True)
    version: int = 1
    kind: str = Field(index=True)
    right: str | None = None
    status: str = Field(index=True)
    organisation: str = Field(foreign_key="helpdesk_organisation.id", index=True)
    procedure_version: int
    owner: str | None = Field(default=None, foreign_key="helpdesk_agent.id", index=True)
    channel: str
    origin: bytes | None = Field(sa_type=Sealed)
    origin_index: str | None = Field(index=True)
    human_owns: bool = False
    language: str
    audience: str
    received_at: datetime = Field(sa_type=UtcDateTime, index=True)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    first_human_reply_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expected_reply_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    legal_due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    legal_rule: str | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    end_reason: str | None = None
    unfinished: bool = False
    engine: str | None = None
    open_fields: list[str] = Field(sa_type=JSON)
    transcript: bytes | None = Field(sa_type=Sealed)
    token_hash: str | None = Field(unique=True)
    token_expires_at: datetime = Field(sa_type=UtcDateTime)
    data_key: bytes | None = Field(sa_type=Sealed)


class RightRecord(_Table, table=True):
    """One right asked for; its outcome is empty until it is decided."""

    __tablename__ = "helpdesk_right"
    __table_args__ = (UniqueConstraint("ticket_id", "right"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id")
    right: str
    outcome: str | None = None


class AnswerRecord(_Table, table=True):
    """One answered field of the form."""

    __tablename__ = "helpdesk_answer"
    __table_args__ = (UniqueConstraint("ticket_id", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id")
    name: str
    value: bytes = Field(sa_type=Sealed)


class MessageRecord(_Table, table=True):
    """A message of the timeline; ``number`` orders them within the ticket."""

    __tablename__ = "helpdesk_message"
    __table_args__ = (
        UniqueConstraint("ticket_id", "number"),
        UniqueConstraint("ticket_id", "client_key"),
        CheckConstraint("direction IN ('in', 'out', 'note')", name="direction"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id")
    number: int
    direction: str
    author: str | None = Field(default=None, foreign_key="helpdesk_agent.id")
    body: bytes | None = Field(sa_type=Sealed)
    client_key: str
    at: datetime = Field(sa_type=UtcDateTime)


class CitationRecord(_Table, table=True):
    """A clause quoted to the requester before the ticket."""

    __tablename__ = "helpdesk_citation"
    __table_args__ = (UniqueConstraint("ticket_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id")
    number: int
    address: str
    quote: str = Field(sa_type=Text)
    text_hash: str


class OutboxRecord(_Table, table=True):
    """A message to a requester on its way; ``body`` is emptied once it is sent."""

    __tablename__ = "helpdesk_outbox"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'leased', 'sent', 'failed', 'dead')", name="state"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    dedupe_key: str = Field(unique=True)
    kind: str
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id", index=True)
    message_id: str = Field(foreign_key="helpdesk_message.id")
    body: bytes | None = Field(sa_type=Sealed)
    state: str = "pending"
    attempts: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    next_at: datetime = Field(sa_type=UtcDateTime, index=True)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    provider_id: str | None = None
    error_class: str | None = None


class ApprovedRecord(_Table, table=True):
    """An answer that an agent approved, as it stands now; without personal data."""

    __tablename__ = "helpdesk_approved"
    __table_args__ = (CheckConstraint("status IN ('live', 'suspended', 'retired')", name="status"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    version: int = 1
    status: str = Field(default="live", index=True)
    reason: str | None = None
    question: str = Field(sa_type=Text)
    organisations: list[str] = Field(sa_type=JSON)
    audience: str
    language: str
    sentences: list[dict[str, Any]] = Field(sa_type=JSON)
    review_by: date | None = None
    approved_by: str = Field(foreign_key="helpdesk_agent.id")
    approved_at: datetime = Field(sa_type=UtcDateTime)


class ApprovedStepRecord(_Table, table=True):
    """What was done to an approved answer: append-only; an approval keeps what was approved."""

    __tablename__ = "helpdesk_approved_step"

    approved_id: str = Field(primary_key=True, foreign_key="helpdesk_approved.id")
    number: int = Field(primary_key=True)
    type: str
    actor: str
    at: datetime = Field(sa_type=UtcDateTime)
    reason: str | None = None
    content: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    key_hash: str | None = Field(default=None, unique=True)


class CommandRecord(_Table, table=True):
    """A command that was carried out, by the hash of its key; ``result`` is sealed with its ticket's key."""

    __tablename__ = "helpdesk_command"

    key_hash: str = Field(primary_key=True)
    ticket_id: str | None = Field(default=None, index=True)
    result: bytes | None = Field(default=None, sa_type=Sealed)
    at: datetime = Field(sa_type=UtcDateTime)


class EventRecord(_Table, table=True):
    """An audit event: append-only, chained by hash, without personal data."""

    __tablename__ = "helpdesk_event"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    type: str
    ticket_id: str | None = Field(default=None, index=True)
    old: str | None = None
    new: str | None = None
    reason: str | None = None
    facts: dict[str, Any] = Field(sa_type=JSON)
    prev_hash: str
    hash: str = Field(unique=True)


class AuditHead(_Table, table=True):
    """The one row that names the last event, signed; writers of events queue on it."""

    __tablename__ = "helpdesk_audit_head"

    id: int = Field(default=1, primary_key=True)
    seq: int
    hash: str
    signature: str
