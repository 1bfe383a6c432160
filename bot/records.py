"""The bot's tables: transient personal data, every body sealed, every row with an end."""

from datetime import datetime

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, UniqueConstraint

from helpdesk import Sealed, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """A table of the bot."""

    metadata = metadata


class ConversationRecord(Table, table=True):
    """A conversation; unless a ticket still needs it, it is removed at `expires_at`.

    `home_index` and `room_index` find what is held at the same first part of an address (a Slack workspace)
    and at the same first two (the direct messages of one person). `next_token_hash` is of a token that is
    offered and takes the place of the other when it is first used. `identity` is what a site vouches for.
    """

    __tablename__ = "bot_conversation"

    id: str = Field(primary_key=True)
    channel: str
    organisation: str
    language: str
    audience: str
    address_index: str | None = Field(default=None, unique=True)
    address: bytes | None = Field(default=None, sa_type=Sealed)
    home_index: str | None = Field(default=None, index=True)
    room_index: str | None = Field(default=None, index=True)
    token_hash: str
    token_issued_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_token_hash: str | None = None
    remembered: bool = False
    site: str | None = None
    identity: bytes | None = Field(default=None, sa_type=Sealed)
    data_key: bytes = Field(sa_type=Sealed)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class EventRecord(Table, table=True):
    """One thing that happened in a conversation; `mark` is what its body is sealed for."""

    __tablename__ = "bot_event"
    __table_args__ = (UniqueConstraint("conversation_id", "key"),)

    seq: int | None = Field(default=None, primary_key=True)
    conversation_id: str = Field(foreign_key="bot_conversation.id", index=True)
    kind: str
    key: str | None = None
    mark: str
    body: bytes = Field(sa_type=Sealed)
    at: datetime = Field(sa_type=UtcDateTime)


class SiteRecord(Table, table=True):
    """A site that may carry the widget; `origins` stand one a line."""

    __tablename__ = "bot_site"

    key: str = Field(primary_key=True)
    organisation: str
    name: str
    origins: str
    takes_files: bool = False
    data_key: bytes | None = Field(default=None, sa_type=Sealed)
    secret: bytes | None = Field(default=None, sa_type=Sealed)
    created_at: datetime = Field(sa_type=UtcDateTime)


class VouchRecord(Table, table=True):
    """A token of a site that was taken, as its hash, and the one conversation in which it counts."""

    __tablename__ = "bot_vouch"

    mark: str = Field(primary_key=True)
    conversation: str
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class InboxRecord(Table, table=True):
    """An event of the outside that was acknowledged; the payload goes when it is handled."""

    __tablename__ = "bot_inbox"
    __table_args__ = (UniqueConstraint("source", "event_id"),)

    id: str = Field(primary_key=True)
    source: str
    event_id: str
    data_key: bytes | None = Field(default=None, sa_type=Sealed)
    payload: bytes | None = Field(default=None, sa_type=Sealed)
    received_at: datetime = Field(sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    attempts: int = 0
    state: str = Field(default="waiting", index=True)


class IntentRecord(Table, table=True):
    """A request, complaint or incident that was plainly asked; `key` is of the filing that claimed it."""

    __tablename__ = "bot_intent"

    id: str = Field(primary_key=True)
    conversation_id: str = Field(foreign_key="bot_conversation.id", index=True)
    kind: str
    right: str | None = None
    message: bytes = Field(sa_type=Sealed)
    state: str = "open"
    key: str | None = None
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    said_at: datetime = Field(sa_type=UtcDateTime, index=True)
