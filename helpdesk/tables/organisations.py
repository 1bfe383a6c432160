"""Organisations, and the versions of their procedures."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from helpdesk.columns import UtcDateTime
from helpdesk.tables.metadata import Table


class OrganisationRecord(Table, table=True):
    """An organisation; ``procedure_version`` 0 means it is known by name alone."""

    __tablename__ = "helpdesk_organisation"

    id: str = Field(primary_key=True)
    procedure_version: int = 0
    registered_at: datetime = Field(sa_type=UtcDateTime)


class ProcedureRecord(Table, table=True):
    """One version of an organisation's profile, as JSON; versions are never changed."""

    __tablename__ = "helpdesk_procedure"

    organisation: str = Field(primary_key=True, foreign_key="helpdesk_organisation.id")
    version: int = Field(primary_key=True)
    document: str = Field(sa_type=Text)
    hash: str
    at: datetime = Field(sa_type=UtcDateTime)


class RetentionRuleRecord(Table, table=True):
    """How many days personal data of a kind are kept for a purpose after their end; see `retention`."""

    __tablename__ = "helpdesk_retention_rule"

    purpose: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    days: int
    changed_by: str = Field(foreign_key="helpdesk_agent.id")
    changed_at: datetime = Field(sa_type=UtcDateTime)
