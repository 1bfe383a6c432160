"""What was done: carried-out commands, and the chained audit events."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from helpdesk.columns import Sealed, UtcDateTime
from helpdesk.tables.metadata import Table


class CommandRecord(Table, table=True):
    """A command that was carried out, by the hash of its key; ``result`` is sealed with its ticket's key."""

    __tablename__ = "helpdesk_command"

    key_hash: str = Field(primary_key=True)
    ticket_id: str | None = Field(default=None, index=True)
    result: bytes | None = Field(default=None, sa_type=Sealed)
    at: datetime = Field(sa_type=UtcDateTime)


class EventRecord(Table, table=True):
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


class AuditHead(Table, table=True):
    """The one row that names the last event, signed; writers of events queue on it."""

    __tablename__ = "helpdesk_audit_head"

    id: int = Field(default=1, primary_key=True)
    seq: int
    hash: str
    signature: str
