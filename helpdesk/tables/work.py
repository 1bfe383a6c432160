"""What agents make of tickets: tags, links, files, words to find them by, and their own tools."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Text
from sqlmodel import Field

from helpdesk.columns import Sealed, UtcDateTime
from helpdesk.tables.metadata import Table, new_id


class TagRecord(Table, table=True):
    """A tag on a ticket; tags are words of the desk, never of a person."""

    __tablename__ = "helpdesk_tag"

    ticket_id: str = Field(primary_key=True, foreign_key="helpdesk_ticket.id")
    tag: str = Field(primary_key=True, index=True)


class LinkRecord(Table, table=True):
    """That two tickets belong together; of ``merged`` ones, ``other_id`` goes on."""

    __tablename__ = "helpdesk_link"
    __table_args__ = (CheckConstraint("kind IN ('related', 'duplicate', 'merged', 'follows')", name="kind"),)

    ticket_id: str = Field(primary_key=True, foreign_key="helpdesk_ticket.id")
    other_id: str = Field(primary_key=True, foreign_key="helpdesk_ticket.id", index=True)
    kind: str = Field(primary_key=True)
    made_by: str
    at: datetime = Field(sa_type=UtcDateTime)


class WordRecord(Table, table=True):
    """A keyed token of a word that stands on a ticket: what it reveals is said in ADR 0013."""

    __tablename__ = "helpdesk_word"

    token: str = Field(primary_key=True)
    ticket_id: str = Field(primary_key=True, foreign_key="helpdesk_ticket.id", index=True)


class AttachmentRecord(Table, table=True):
    """A file of a ticket, sealed with the ticket's key; ``shared`` ones stand on the status page."""

    __tablename__ = "helpdesk_attachment"
    __table_args__ = (
        CheckConstraint("purpose IN ('identity_document', 'mandate', 'disclosure', 'other')", name="purpose"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id", index=True)
    purpose: str
    name: bytes | None = Field(sa_type=Sealed)
    media_type: str
    size: int
    content: bytes | None = Field(sa_type=Sealed)
    shared: bool = False
    added_by: str
    at: datetime = Field(sa_type=UtcDateTime)
    delete_after: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PresenceRecord(Table, table=True):
    """That an agent has a ticket open, or writes on it; stale after half a minute."""

    __tablename__ = "helpdesk_presence"

    ticket_id: str = Field(primary_key=True, foreign_key="helpdesk_ticket.id")
    agent_id: str = Field(primary_key=True, foreign_key="helpdesk_agent.id")
    writing: bool
    at: datetime = Field(sa_type=UtcDateTime)


class AlertRecord(Table, table=True):
    """That the desk was alerted: once for each clock, kind and date due; unseen until an agent says so."""

    __tablename__ = "helpdesk_alert"

    ticket_id: str = Field(primary_key=True, foreign_key="helpdesk_ticket.id")
    clock: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    due_at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    seen_by: str | None = Field(default=None, foreign_key="helpdesk_agent.id")


class SavedViewRecord(Table, table=True):
    """Filters of the queue under a name; a ``shared`` one is everybody's; old ones have no owner."""

    __tablename__ = "helpdesk_saved_view"

    id: str = Field(default_factory=new_id, primary_key=True)
    owner: str | None = Field(default=None, foreign_key="helpdesk_agent.id", index=True)
    shared: bool = False
    name: str
    query: str
    at: datetime = Field(sa_type=UtcDateTime)


class CannedReplyRecord(Table, table=True):
    """Words ready to send, with the clauses they quote; a change makes a new version."""

    __tablename__ = "helpdesk_canned_reply"

    id: str = Field(default_factory=new_id, primary_key=True)
    version: int = 1
    organisation: str | None = Field(default=None, foreign_key="helpdesk_organisation.id")
    language: str
    name: str
    body: str = Field(sa_type=Text)
    citations: list[dict[str, Any]] = Field(sa_type=JSON)
    retired: bool = False
    changed_by: str = Field(foreign_key="helpdesk_agent.id")
    changed_at: datetime = Field(sa_type=UtcDateTime)
