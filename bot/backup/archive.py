"""Makes a backup while everything runs."""

import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine

from bot.backup import rows
from bot.backup.stream import BackupError, SealedWriter
from bot.database import Database
from bot.schema import head
from bot.wiring import House

FIRST, LAST = "first.json", "last.json"
COPY = "copy-for-backup-"
MADE = "backup.made"
"""An empty file in the data folder, as old as the newest backup."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: how many rows and files, and the head of the audit chain, `sequence:hash`."""

    rows: int
    files: int
    audit_head: str


def back_up(house: House, file: Path) -> Backup:
    """Write a new file of mode 0600, complete or not at all.

    BackupError when there is a file of that name, or while another backup is being made.
    """
    if file.exists():
        raise BackupError(f"{file} exists already; choose another name")
    try:
        with FileLock(house.data / "backup.lock", timeout=0):
            for left in house.data.glob(f"{COPY}*"):  # by a backup that was killed
                shutil.rmtree(left)
            made = _complete(house, file)
            (house.data / MADE).touch()
            return made
    except Timeout:
        raise BackupError("another backup is being made; wait for its end") from None


def last_backup(data: Path) -> datetime | None:
    """When the newest backup of a data folder was made; None when none was."""
    made = data / MADE
    return datetime.fromtimestamp(made.stat().st_mtime, UTC) if made.exists() else None


def _complete(house: House, file: Path) -> Backup:
    beside = file.with_name(f".{file.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with open(beside, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            made = _write(house, SealedWriter(out, house.vault.new_data_key()))
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)
    return made


def _write(house: House, out: SealedWriter) -> Backup:
    counts: dict[str, int] = {}
    with tarfile.open(fileobj=out, mode="w|gz") as tar, _snapshot(house) as connection:  # type: ignore[call-overload]  # a stream needs `write` alone
        _add(tar, FIRST, json.dumps({"revision": head(), "at": house.clock().isoformat()}).encode())
        for table in rows.tables(connection):
            counts[table.name] = 0
            for number, page in enumerate(rows.lines(connection, table)):
                counts[table.name] += len(page)
                _add(tar, f"rows/{table.name}/{number:06}", b"\n".join(page))
        audit = connection.exec_driver_sql("SELECT seq, hash FROM helpdesk_audit_head").first()
        files = sorted(path for path in (house.data / "documents").rglob("*") if path.is_file())
        for path in files:
            _add(tar, f"documents/{path.relative_to(house.data / 'documents')}", path.read_bytes())
        audit_head = f"{audit[0]}:{audit[1]}" if audit else "0:"
        _add(tar, LAST, json.dumps({"rows": counts, "files": len(files), "audit_head": audit_head}).encode())
    out.close()
    return Backup(sum(counts.values()), len(files), audit_head)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, BytesIO(content))


@contextmanager
def _snapshot(house: House) -> Iterator[Connection]:
    """One moment of the database. Of SQLite a copy is read, so that its writers wait for the copy alone."""
    database = house.database
    if not database.is_sqlite:
        with database.engine.connect() as connection:
            yield connection.execution_options(isolation_level="REPEATABLE READ")
        return
    with TemporaryDirectory(dir=house.data, prefix=COPY) as folder:
        copy = Path(folder) / "copy.db"
        _copy(database, copy)
        engine = create_engine(f"sqlite:///{copy}")
        try:
            with engine.connect() as connection:
                rows.keep_pages(connection)
                yield connection
        finally:
            engine.dispose()


def _copy(database: Database, to: Path) -> None:
    with database.write_lock():
        source, target = sqlite3.connect(str(database.url.database)), sqlite3.connect(to)
        try:
            source.backup(target)
        finally:
            source.close()
            target.close()
