"""Takes a backup back into an empty data folder and an empty database, of either kind."""

import json
import shutil
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection, Table, func, inspect, select

from bot.backup import rows
from bot.backup.archive import FIRST, LAST, Backup
from bot.backup.stream import BackupError, SealedReader
from bot.config import BotSettings
from bot.database import Database
from bot.schema import migrate
from bot.wiring import key_source, open_house
from helpdesk import SealBroken, Vault

COMING = "documents.coming"
"""Where files lie until their rows are stored."""


def restore(file: Path, data: Path, settings: BotSettings | None = None) -> Backup:
    """All of it or nothing; the indexes are made anew.

    BackupError for a folder or database that is not empty, and for a backup that is damaged or of a newer
    release; helpdesk.KeyFileError when the keys of that time are not there.
    """
    settings = settings or BotSettings()
    data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url_for(data), data / "write.lock")
    try:
        _refuse_what_is_not_empty(database, data)
        vault = Vault(key_source(settings, data, make=False))
        with file.open("rb") as content:
            sealed = SealedReader(content, vault)
            with tarfile.open(fileobj=sealed, mode="r|gz") as tar:  # type: ignore[call-overload]  # a stream needs `read` alone
                taken = _take(tar, database, data)
    except (SealBroken, tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"the backup is damaged ({type(error).__name__}); take another one") from error
    finally:
        database.close()
        shutil.rmtree(data / COMING, ignore_errors=True)
    _check(data, settings, taken)
    return taken


def _refuse_what_is_not_empty(database: Database, data: Path) -> None:
    if (data / "documents").exists():
        raise BackupError(f"{data} holds documents already; restore into an empty folder")
    with database.engine.connect() as connection:
        if inspect(connection).has_table("alembic_version"):
            for table in rows.tables(connection):
                if connection.execute(select(func.count()).select_from(table)).scalar():
                    raise BackupError("the database is not empty; restore into a new one")


def _take(tar: tarfile.TarFile, database: Database, data: Path) -> Backup:
    members = _members(tar)
    name, first = next(members)
    if name != FIRST:
        raise BackupError("the backup does not begin as backups do; take another one")
    migrate(database, json.loads(first)["revision"])
    with database.write() as session:
        connection = session.connection()
        rows.keep_pages(connection)
        last = _load(connection, members, data)
        if not database.is_sqlite:
            for table in rows.tables(connection):
                rows.count_on(connection, table)
        if (data / COMING).exists():
            (data / COMING).rename(data / "documents")
    migrate(database)
    return Backup(sum(last["rows"].values()), last["files"], last["audit_head"])


def _load(connection: Connection, members: Iterator[tuple[str, bytes]], data: Path) -> dict[str, Any]:
    known = {table.name: table for table in rows.tables(connection)}
    stored, later = Counter[str](), list[tuple[Table, list[bytes]]]()
    for name, content in members:
        if name == LAST:
            last: dict[str, Any] = json.loads(content)
            break
        place, _, rest = name.partition("/")
        if place == "rows":
            table, given = known[rest.partition("/")[0]], content.splitlines()
            rows.load(connection, table, given)
            stored[table.name] += len(given)
            later += [(table, given)] if rows.refers_to_itself(table) else []
        else:
            _put(data / COMING, PurePosixPath(rest), content)
    for table, given in later:
        rows.refer(connection, table, given)
    if stored != Counter(last["rows"]):
        raise BackupError("the backup lacks rows that it counts; take another one")
    return last


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in tar:
        content = tar.extractfile(member)
        if content is not None:
            yield member.name, content.read()
    raise BackupError("the backup ends too early; take another one")


def _put(folder: Path, name: PurePosixPath, content: bytes) -> None:
    if ".." in name.parts or name.is_absolute():
        raise BackupError(f"the backup names a file outside its folder: {name}")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _check(data: Path, settings: BotSettings, taken: Backup) -> None:
    """The audit chain is whole and ends where it ended; the indexes are made."""
    with open_house(data, settings) as house:
        report = house.desk.audit.verify()
        if report.problems or report.head != taken.audit_head:
            raise BackupError(f"the audit chain is not whole: {(*report.problems, 'another head')[0]}")
        house.knowledge.indexer.refresh()
