"""The Slack app's tables: where it is installed, who may install it, and what a person chose."""

from datetime import datetime

from sqlmodel import Field

from bot.records import Table
from helpdesk import Sealed, UtcDateTime


class InstallationRecord(Table, table=True):
    """A workspace that the app is installed in; without a token of its own it has that of the settings."""

    __tablename__ = "bot_slack_installation"

    team: str = Field(primary_key=True)
    name: str
    organisation: str
    bot_user: str
    scopes: str
    data_key: bytes | None = Field(default=None, sa_type=Sealed)
    token: bytes | None = Field(default=None, sa_type=Sealed)
    installed_at: datetime = Field(sa_type=UtcDateTime)
    trouble: str | None = None
    trouble_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PassRecord(Table, table=True):
    """A secret that opens a way once, as its hash: a link to install by, or a step of an installation."""

    __tablename__ = "bot_slack_pass"

    mark: str = Field(primary_key=True)
    purpose: str
    organisation: str
    link: str | None = None
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class ChoiceRecord(Table, table=True):
    """The language that a person chose; `mark` is of their workspace and number."""

    __tablename__ = "bot_slack_choice"

    mark: str = Field(primary_key=True)
    team: str = Field(index=True)
    language: str
