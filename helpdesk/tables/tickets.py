"""Tickets, what is said on them, and what is on its way from them. Personal data stand in sealed columns."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from helpdesk.columns import Sealed, UtcDateTime
from helpdesk.tables.metadata import Table, new_id


class TicketRecord(Table, table=True):
    """A ticket. Without ``data_key`` it is erased: a tombstone that keeps dates and kinds alone.

    ``expected_reply_at``, ``legal_due_at`` and ``due_at``, the next of both that is still owed, are caches of
    what `reckoning` computes, as is ``alert_at``, when the desk is told of one next. ``opened_by`` is the
    agent who filed it for somebody who called, wrote or came. ``regime_added`` is the law of a residence that
    the person volunteered, once an agent has confirmed it.
    """

    __tablename__ = "helpdesk_ticket"
    __table_args__ = (
        Index(None, "status", "due_at"),
        Index(None, "status", "received_at"),
        Index("ix_helpdesk_ticket_pace", "organisation", "kind", "first_human_reply_at", "received_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    reference: str = Field(unique=True)
    version: int = 1
    kind: str
    right: str | None = None
    status: str
    organisation: str = Field(foreign_key="helpdesk_organisation.id")
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
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    alert_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    regime_proposed: str | None = None
    regime_added: str | None = None
    opened_by: str | None = Field(default=None, foreign_key="helpdesk_agent.id")
    merged_into: str | None = Field(default=None, foreign_key="helpdesk_ticket.id", index=True)
    legal_hold: bool = False
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    end_reason: str | None = None
    unfinished: bool = False
    engine: str | None = None
    open_fields: list[str] = Field(sa_type=JSON)
    transcript: bytes | None = Field(sa_type=Sealed)
    satisfied: bool | None = None
    vouched: bytes | None = Field(default=None, sa_type=Sealed)
    token_hash: str | None = Field(unique=True)
    token_expires_at: datetime = Field(sa_type=UtcDateTime)
    data_key: bytes | None = Field(sa_type=Sealed)


class RightRecord(Table, table=True):
    """One right asked for; its outcome is empty until it is decided.

    A decision that needs a second agent counts once ``approved_by`` is set; ``clause`` is an address.
    """

    __tablename__ = "helpdesk_right"
    __table_args__ = (UniqueConstraint("ticket_id", "right"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id")
    right: str
    outcome: str | None = None
    reason_code: str | None = None
    legal_basis: str | None = None
    clause: str | None = None
    explanation: bytes | None = Field(default=None, sa_type=Sealed)
    decided_by: str | None = Field(default=None, foreign_key="helpdesk_agent.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_by: str | None = Field(default=None, foreign_key="helpdesk_agent.id")
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fulfilled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AnswerRecord(Table, table=True):
    """One answered field of the form."""

    __tablename__ = "helpdesk_answer"
    __table_args__ = (UniqueConstraint("ticket_id", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id")
    name: str
    value: bytes = Field(sa_type=Sealed)


class MessageRecord(Table, table=True):
    """A message of the timeline; ``number`` orders them within the ticket. ``citations``: what it quotes."""

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
    citations: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)


class CitationRecord(Table, table=True):
    """A clause quoted to the requester before the ticket."""

    __tablename__ = "helpdesk_citation"
    __table_args__ = (UniqueConstraint("ticket_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id")
    number: int
    address: str
    quote: str = Field(sa_type=Text)
    text_hash: str


class OutboxRecord(Table, table=True):
    """A message on its way, to the requester or to the desk; ``body`` is emptied once it is sent.

    ``route`` is the channel it is tried on now; see `routing` for what comes after.
    """

    __tablename__ = "helpdesk_outbox"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'leased', 'sent', 'failed', 'dead')", name="state"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    dedupe_key: str = Field(unique=True)
    kind: str
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id", index=True)
    message_id: str | None = Field(default=None, foreign_key="helpdesk_message.id")
    route: str
    body: bytes | None = Field(sa_type=Sealed)
    state: str = Field(default="pending", index=True)
    attempts: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    next_at: datetime = Field(sa_type=UtcDateTime, index=True)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    provider_id: str | None = None
    error_class: str | None = None
