"""Versions, room on the disk, the clock, and whether the bundled model is whole."""

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bot.database import WAL_SAFE
from bot.diagnosis.finding import Finding
from knowledge import damaged_model_files

LEAST_BYTES = 1 << 30
AHEAD_SECONDS = 60


def look(data: Path) -> Iterator[Finding]:
    """At what is the same for every house on this machine."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Madoguchi", True, version("madoguchi"))
    yield Finding("Python", sys.version_info >= (3, 11), f"{python}; 3.11 or newer is needed")
    journal = "WAL" if sqlite3.sqlite_version_info >= WAL_SAFE else "rollback journal"
    yield Finding("SQLite", True, f"{sqlite3.sqlite_version}, {journal}")
    yield _disk(data)
    yield _clock(data)
    yield _model()


def _disk(data: Path) -> Finding:
    place = next(folder for folder in (data, *data.resolve().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    state = f"{free / (1 << 30):.1f} GiB free"
    if free < LEAST_BYTES:
        return Finding("disk", False, f"{state}: make room, or nothing can be filed")
    return Finding("disk", True, state)


def _clock(data: Path) -> Finding:
    """Files from the future tell that the clock was wrong, then or now; deadlines and codes hang on it."""
    now = time.time()
    ahead = [path for path in data.glob("*") if path.stat().st_mtime > now + AHEAD_SECONDS]
    if ahead:
        return Finding("clock", False, f"{ahead[0]} is from the future: set the clock, and keep it by NTP")
    return Finding("clock", True, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)))


def _model() -> Finding:
    damaged = damaged_model_files()
    if damaged:
        return Finding("model", False, f"{damaged[0]} is missing or damaged: install the release again")
    return Finding("model", True, "every file as it was released")
