"""Errors that a user can mend, told in one line instead of a traceback."""

from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from bot.backup.stream import BackupError
from bot.database import DatabaseBusy
from bot.drills.killing import DrillError
from bot.schema import SchemaError
from bot.settings import SettingsError, settings_in_force
from bot.sites import SiteError
from helpdesk import HelpdeskError
from ingest import IngestError
from knowledge import KnowledgeError

FAMILIES = (
    BackupError,
    DatabaseBusy,
    DrillError,
    SchemaError,
    SettingsError,
    SiteError,
    HelpdeskError,
    IngestError,
    KnowledgeError,
)
"""Every room's errors say in one clear line what is wrong and what to do."""


def line_for(error: Exception) -> str | None:
    """The line to show; None when the error is nobody's mistake and deserves its traceback."""
    if isinstance(error, FAMILIES):
        return str(error)
    if isinstance(error, ValidationError):
        try:
            settings_in_force()
        except SettingsError as named:
            return str(named)
    if isinstance(error, DatabaseError):
        said = str(error.orig).strip().partition("\n")[0]  # the statement has values, which are somebody's
        return f"the database refused: {said}; --data, --database or MADOGUCHI_BOT_DATABASE_URL names it"
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return "MADOGUCHI_BOT_DATABASE_URL is no database URL: sqlite:///file or postgresql+psycopg://…"
    if isinstance(error, PermissionError | FileExistsError | NotADirectoryError):
        return f"{error.filename}: {error.strerror}; choose another file or --data"
    return None
