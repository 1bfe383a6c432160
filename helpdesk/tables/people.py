"""The people and programs that work at the desk, and what they have looked at."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field

from helpdesk.columns import Sealed, UtcDateTime
from helpdesk.tables.metadata import Table, new_id


class AgentRecord(Table, table=True):
    """A person who works at the desk; ``role`` holds where no membership names another.

    ``password_until`` is when a one-time password ends; None for one that its owner has chosen.
    ``totp_secret`` is sealed with the row's own ``data_key``; ``totp_step`` is the last time step used.
    """

    __tablename__ = "helpdesk_agent"

    id: str = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True)
    name: str
    role: str
    password_hash: str
    password_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    active: bool = True
    subject: str | None = Field(default=None, unique=True)
    data_key: bytes | None = Field(default=None, sa_type=Sealed)
    totp_secret: bytes | None = Field(default=None, sa_type=Sealed)
    totp_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    totp_step: int | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


class MembershipRecord(Table, table=True):
    """An agent's role in one organisation. Whoever has memberships sees those organisations only."""

    __tablename__ = "helpdesk_membership"

    agent_id: str = Field(primary_key=True, foreign_key="helpdesk_agent.id")
    organisation: str = Field(primary_key=True, foreign_key="helpdesk_organisation.id")
    role: str


class RecoveryCodeRecord(Table, table=True):
    """A recovery code that has not been used; only its hash is kept."""

    __tablename__ = "helpdesk_recovery_code"

    code_hash: str = Field(primary_key=True)
    agent_id: str = Field(foreign_key="helpdesk_agent.id", index=True)


class SessionRecord(Table, table=True):
    """A sign-in; only the hash of its token is kept."""

    __tablename__ = "helpdesk_session"

    token_hash: str = Field(primary_key=True)
    agent_id: str = Field(foreign_key="helpdesk_agent.id", index=True)
    method: str = "password"
    client: str | None = None
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AttemptRecord(Table, table=True):
    """When somebody tried to sign in; ``key`` is a keyed hash of the door and the account or network.

    ``times`` are seconds since 1970, ``at`` is the last of them.
    """

    __tablename__ = "helpdesk_attempt"

    key: str = Field(primary_key=True)
    times: list[float] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcDateTime, index=True)


class ApiTokenRecord(Table, table=True):
    """A token for programs; only its hash is kept. Without ``organisation`` it is good for all."""

    __tablename__ = "helpdesk_api_token"

    id: str = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(unique=True)
    name: str
    scopes: list[str] = Field(sa_type=JSON)
    organisation: str | None = Field(default=None, foreign_key="helpdesk_organisation.id")
    created_by: str = Field(foreign_key="helpdesk_agent.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AccessRecord(Table, table=True):
    """Who has looked at personal data, of which ticket, and what for; append-only, without such data."""

    __tablename__ = "helpdesk_access"

    id: int | None = Field(default=None, primary_key=True)
    actor: str
    action: str
    ticket_id: str | None = Field(default=None, index=True)
    purpose: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
