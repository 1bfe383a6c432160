"""A process that files, delivers, reads in and backs up is killed again and again; nothing may be lost."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

from bot.backup import BackupError, restore
from bot.config import BotSettings
from bot.drills import victim
from bot.drills.killing import DrillError, killed
from bot.drills.migrating import drill_migration
from bot.drills.soundness import faults
from bot.figures import Figure
from bot.schema import SchemaError
from bot.scratch import scratch
from bot.wiring import House, now, open_house

LONGEST_SECONDS = 1.5
"""After its first acknowledgement a process lives for so long at most."""
MIGRATIONS = 10
"""For so many kills one start more is killed while it migrates."""


def drill_crash(kills: int, seed: int, database_url: str | None = None) -> Iterator[Figure]:
    """What the kills cost, on SQLite or in an empty database of PostgreSQL; most figures have to be 0.

    DrillError when a process does not come up.
    """
    chance = random.Random(seed)  # noqa: S311  # when to kill
    with scratch() as data:
        acknowledged: dict[int, str] = {}
        for turn in range(kills):
            after = chance.uniform(0, LONGEST_SECONDS)
            acknowledged |= _killed(data, database_url, len(acknowledged), turn, after)
        settings = BotSettings(database_url=database_url)
        with open_house(data, settings, clock=_later) as house:
            yield Figure(f"tickets acknowledged over {kills} kills", len(acknowledged), kills, "", least=True)
            yield from _judged(house, data, acknowledged)
        yield from drill_migration(data, ceil(kills / MIGRATIONS), chance, database_url)


def _later() -> datetime:
    """When the leases of what was killed are over."""
    return now() + timedelta(minutes=10)


def _killed(data: Path, database_url: str | None, first: int, turn: int, after: float) -> dict[int, str]:
    """The references acknowledged before the end, by number."""
    told, amid = killed(after, victim.work, data, database_url, first, turn)
    if not amid:
        raise DrillError("the process to be killed ended by itself")
    return {int(number): reference for number, reference in map(str.split, told)}


def _judged(house: House, data: Path, acknowledged: dict[int, str]) -> Iterator[Figure]:
    lost = sum(not victim.is_whole(house, number, reference) for number, reference in acknowledged.items())
    yield Figure("acknowledged tickets lost or altered", lost, 0, "")
    while house.delivery((victim.Paper(data / "sent.txt"),)).run_once():
        pass
    sent = [line.split() for line in (data / "sent.txt").read_text().splitlines()]
    receipts = Counter(dict(sent).values())
    yield Figure(
        "tickets without a receipt", sum(not receipts[each] for each in acknowledged.values()), 0, ""
    )
    yield Figure("tickets with two receipts", sum(count > 1 for count in receipts.values()), 0, "")
    yield Figure("tickets filed twice", house.desk.tickets().total - len(receipts), 0, "")
    report = house.desk.audit.verify()
    yield Figure(f"faults in the audit chain of {report.events} events", len(report.problems), 0, "")
    yield Figure("faults that the database finds in itself", faults(house.database), 0, "")
    yield Figure("policies half read in", _half(house), 0, "")
    yield Figure("backups that cannot be restored", _spoilt(data), 0, "")


def _half(house: House) -> int:
    """Whether a search finds other than all the clauses of one edition."""
    house.knowledge.indexer.refresh()
    today = house.clock().date()
    found = house.knowledge.shelf.search("What do we keep of it?", [victim.ORGANISATION], "public", today, 50)
    editions = Counter(edition for each in found for edition in re.findall(r"edition-\w+", each.clause.text))
    return 0 if list(editions.values()) == [victim.CLAUSES] else 1


def _spoilt(data: Path) -> int:
    """Whether the newest backup, if there is one, gives no whole house."""
    file, place = data / victim.BACKUP, data / "restored"
    if not file.exists():
        return 0
    shutil.copytree(data / "keys", place / "keys")
    try:
        restore(file, place, BotSettings(database_url=f"sqlite:///{place / 'madoguchi.db'}"))
    except (BackupError, SchemaError):
        return 1
    return 0
