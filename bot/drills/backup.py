"""A backup is made while tickets are filed, and taken back into an empty folder; all must be as it was."""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count, islice, product
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

from sqlalchemy import func, select

from bot.backup import back_up, restore
from bot.backup.rows import tables
from bot.benchmark.answers import QUESTIONS
from bot.benchmark.timing import seconds
from bot.config import BotSettings
from bot.drills import victim
from bot.drills.crowd import crowd
from bot.figures import Figure
from bot.messages import Done, Message
from bot.samples import load_samples
from bot.scratch import scratch
from bot.wiring import House, open_house
from helpdesk import Checkpoint

ASKED = 50
LONGEST_SECONDS, OLDEST_SECONDS = 600, 300
LATER = 1_000_000
"""The number of the first ticket that is filed while the backup is made."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What has to be the same again."""

    alive: Sequence[str]
    answers: Sequence[list[str]]
    checkpoint: Checkpoint


def drill_backup(examples: Path, tickets: int, database_url: str | None = None) -> Iterator[Figure]:
    """With so many tickets, of SQLite or of an empty database of PostgreSQL; restored into SQLite.

    The sample organisations of a folder are asked. IngestError or ProfileError when they cannot be read.
    """
    with scratch() as folder:
        data, new, file = folder / "data", folder / "new", folder / "backup"
        with open_house(data, BotSettings(database_url=database_url)) as house:
            load_samples(house, examples, lambda _line: None)
            before = _Before(crowd(house, tickets), _answers(house), house.desk.audit.checkpoint())
            with _Filing(house) as filing:
                start = time.monotonic()
                made = back_up(house, file)
                end = time.monotonic()
        amid = sum(start < at < end for at in filing.filed.values())
        yield Figure("tickets filed while the backup was made", amid, 1, "", least=True)
        yield Figure(f"backup of {made.rows} rows made within", end - start, LONGEST_SECONDS, "s")
        yield Figure("words that the backup shows", _shown(file, before.alive), 0, "")
        shutil.copytree(data / "keys", new / "keys")
        spent = seconds(lambda: restore(file, new, BotSettings()))
        yield Figure(f"restored and indexed, over {tickets} tickets, within", spent, LONGEST_SECONDS, "s")
        with open_house(new) as house:
            yield Figure("rows too many or too few", abs(made.rows - _rows(house)), 0, "")
            yield from _compared(house, before)
            kept = [at for reference, at in filing.filed.items() if house.desk.ticket(reference)]
            gaps = kept != list(islice(filing.filed.values(), len(kept)))
            yield Figure("tickets missing that were filed before one that is there", gaps, 0, "")
            yield Figure(
                "age of the newest ticket in it, once it was made", end - kept[-1], OLDEST_SECONDS, "s"
            )


def _compared(house: House, before: _Before) -> Iterator[Figure]:
    problems = house.desk.audit.verify([before.checkpoint]).problems
    yield Figure("faults in the audit chain", len(problems), 0, "")
    lost = sum(not victim.is_whole(house, *each) for each in enumerate(before.alive))
    yield Figure(f"of {len(before.alive)} tickets opened, lost or altered", lost, 0, "")
    pairs = zip(before.answers, _answers(house), strict=True)
    differing = sum(old != new for old, new in pairs)
    yield Figure(f"of {len(before.answers)} answers, other than before", differing, 0, "")


def _answers(house: House) -> list[list[str]]:
    """What is said to each question, in the order of organisations."""
    organisations = sorted({row.organisation for row in house.knowledge.shelf.policies()})
    asked = islice(product(organisations, QUESTIONS), ASKED)
    return [_answer(house, organisation, text) for organisation, text in asked]


def _answer(house: House, organisation: str, text: str) -> list[str]:
    message = Message(None, organisation, text, "cli", "public", None, None, (), "drill")
    return [str(part) for part in house.conversation.handle(message) if not isinstance(part, Done)]


def _shown(file: Path, references: Sequence[str]) -> int:
    content = file.read_bytes()
    words = (victim.story(0)[:12], "@example.org", "helpdesk_ticket", victim.ORGANISATION, *references)
    return sum(content.count(word.encode()) for word in words)


def _rows(house: House) -> int:
    with house.database.engine.connect() as connection:
        counts = (select(func.count()).select_from(table) for table in tables(connection))
        return sum(connection.execute(each).scalar_one() for each in counts)


class _Filing(AbstractContextManager["_Filing"]):
    """Files one ticket after the other; ``filed``: when each reference was acknowledged, in seconds."""

    def __init__(self, house: House) -> None:
        self.filed: dict[str, float] = {}
        self._house = house
        self._begun, self._ended = Event(), Event()
        self._thread = Thread(target=self._file)

    def __enter__(self) -> "_Filing":
        self._thread.start()
        self._begun.wait()
        return self

    def _file(self) -> None:
        for number in count(LATER):
            receipt = self._house.desk.open(victim.intake(number), key=f"drill {number}")
            self.filed[receipt.reference] = time.monotonic()
            self._begun.set()
            if self._ended.is_set():
                return

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
