"""Who asks: ways to reach them, proof that it is they, for whom they ask, and what they have chosen."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from helpdesk.columns import Sealed, UtcDateTime
from helpdesk.tables.metadata import Table, new_id


class ContactRecord(Table, table=True):
    """A way to reach the requester or the person they ask for; found by its keyed index alone."""

    __tablename__ = "helpdesk_contact"
    __table_args__ = (
        UniqueConstraint("ticket_id", "party", "channel", "address_index"),
        CheckConstraint("party IN ('requester', 'principal')", name="party"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id")
    party: str
    channel: str
    address: bytes = Field(sa_type=Sealed)
    address_index: str = Field(index=True)
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class VerificationRecord(Table, table=True):
    """One attempt to prove that a contact or a person is who they say; ``code_mac`` is of the code sent."""

    __tablename__ = "helpdesk_verification"
    __table_args__ = (CheckConstraint("state IN ('pending', 'good', 'failed', 'expired')", name="state"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id", index=True)
    contact_id: str | None = Field(default=None, foreign_key="helpdesk_contact.id")
    party: str
    method: str
    state: str = "pending"
    code_mac: str | None = None
    attempts: int = 0
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str | None = Field(default=None, foreign_key="helpdesk_agent.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RepresentationRecord(Table, table=True):
    """That somebody asks for another: good once the authority was checked and the principal confirmed."""

    __tablename__ = "helpdesk_representation"

    ticket_id: str = Field(primary_key=True, foreign_key="helpdesk_ticket.id")
    basis: str
    authority_checked_by: str | None = Field(default=None, foreign_key="helpdesk_agent.id")
    authority_checked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    principal_confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_by: str | None = None


class PreferenceRecord(Table, table=True):
    """What a person has chosen, append-only: the newest row of a person and purpose holds.

    It outlives its ticket, so its contact is sealed with a data key of its own.
    """

    __tablename__ = "helpdesk_preference"
    __table_args__ = (CheckConstraint("state IN ('opted_out', 'opted_in')", name="state"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(foreign_key="helpdesk_organisation.id", index=True)
    person_index: str = Field(index=True)
    channel: str
    contact: bytes | None = Field(sa_type=Sealed)
    data_key: bytes | None = Field(sa_type=Sealed)
    purpose: str
    state: str
    effective_at: datetime = Field(sa_type=UtcDateTime)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    recorded_by: str
    method: str
    ticket_id: str | None = Field(default=None, foreign_key="helpdesk_ticket.id", index=True)
    key_hash: str = Field(unique=True)


class StatusLinkRecord(Table, table=True):
    """A link to the status page that went out with a notice; it lives as long as its ticket's own."""

    __tablename__ = "helpdesk_status_link"

    token_hash: str = Field(primary_key=True)
    ticket_id: str = Field(foreign_key="helpdesk_ticket.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
