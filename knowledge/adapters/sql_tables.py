"""Tables of the room: versions and their clauses, vectors by clause hash, and which build is live."""

from datetime import UTC, date, datetime

from sqlalchemy import (
    JSON,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import registry
from sqlalchemy.types import DateTime, TypeDecorator
from sqlmodel import Field, SQLModel

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time in UTC; SQLite would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class KnowledgeTable(SQLModel, registry=registry(metadata=metadata)):
    """Root of the room's tables."""

    metadata = metadata


class VersionRow(KnowledgeTable, table=True):
    """One dated text of a policy, whole; its id changes when the text under the same version name does."""

    __tablename__ = "knowledge_version"
    __table_args__ = (UniqueConstraint("organisation", "policy", "version"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    organisation: str = Field(index=True)
    policy: str
    version: str
    title: str
    language: str
    audience: str
    effective: date | None = None
    source: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    fingerprint: str
    """SHA-256 (hex) of the text and its clauses: equal means nothing changed."""
    imported_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ClauseRow(KnowledgeTable, table=True):
    """One clause; its text is the version's `[start, end)` and is not stored again."""

    __tablename__ = "knowledge_clause"
    __table_args__ = (UniqueConstraint("version_id", "place"),)

    version_id: int = Field(
        sa_column=Column(Integer, ForeignKey("knowledge_version.id", ondelete="CASCADE"), primary_key=True)
    )
    ordinal: int = Field(primary_key=True, description="its rank in reading order, from 0")
    place: str
    parent: str
    kind: str
    number: str | None = None
    heading_path: list[str] = Field(sa_column=Column(JSON, nullable=False))
    lead_in: str | None = Field(default=None, sa_column=Column(Text))
    start: int
    end: int
    page: int | None = None
    hash: str = Field(index=True)


class EmbeddingRow(KnowledgeTable, table=True):
    """Vectors of one clause hash under one model; they outlive the versions that need them."""

    __tablename__ = "knowledge_embedding"

    hash: str = Field(primary_key=True)
    model: str = Field(primary_key=True)
    pooled: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """float32, little endian."""
    tokens: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """`knowledge.tokens.pack`."""


class BuildRow(KnowledgeTable, table=True):
    """The live index build of one organisation and audience."""

    __tablename__ = "knowledge_build"

    organisation: str = Field(primary_key=True)
    audience: str = Field(primary_key=True)
    name: str
    """Its folder under the index directory."""
    model: str
    versions: list[int] = Field(sa_column=Column(JSON, nullable=False))
    """Ids of the versions it holds: those in force when it was made."""
    built_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class AllowanceRow(KnowledgeTable, table=True):
    """Tokens that a language model was allowed on a day (UTC)."""

    __tablename__ = "knowledge_allowance"

    day: date = Field(primary_key=True)
    tokens: int = 0
