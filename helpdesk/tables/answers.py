"""Answers that agents approved, and the journal of what was asked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Text
from sqlmodel import Field

from helpdesk.columns import Sealed, UtcDateTime
from helpdesk.tables.metadata import Table, new_id


class ApprovedRecord(Table, table=True):
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


class ApprovedStepRecord(Table, table=True):
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


class QuestionRecord(Table, table=True):
    """A question that was answered or not, counted for the reports.

    Its words are kept only where the policy did not answer, sealed with a key of their own, until their end;
    ``example`` is wording that an agent released. ``addresses`` are the nearest clauses.
    """

    __tablename__ = "helpdesk_question"

    id: str = Field(default_factory=new_id, primary_key=True)
    key_hash: str = Field(unique=True)
    organisation: str = Field(index=True)
    channel: str
    language: str
    outcome: str
    topic: str | None = None
    addresses: list[str] = Field(sa_type=JSON)
    useful: bool | None = None
    useful_reason: str | None = None
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    question: bytes | None = Field(default=None, sa_type=Sealed)
    data_key: bytes | None = Field(default=None, sa_type=Sealed)
    example: str | None = Field(default=None, sa_type=Text)
    released_by: str | None = Field(default=None, foreign_key="helpdesk_agent.id")
