"""A database is found as power cuts could have left it: cut off, torn, or without what was not synced."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from bot.config import BotSettings
from bot.drills import victim
from bot.drills.disk import Disk
from bot.drills.soundness import faults
from bot.drills.watching import NAME, Step, watched
from bot.figures import Figure
from bot.scratch import scratch
from bot.wiring import House, open_house

TICKETS = 100


@dataclass(frozen=True, slots=True)
class _Acknowledged:
    """The state after a ticket or a delivery, told after so many steps: its audit head, how many tickets."""

    steps: int
    head: str
    tickets: int


@dataclass(frozen=True, slots=True)
class _Recording:
    """What was on the disk at first, each step from then on, and each state that was acknowledged."""

    files: dict[str, bytes]
    steps: list[Step]
    states: list[_Acknowledged]


def drill_torn(copies: int, seed: int) -> Iterator[Figure]:
    """What so many copies were found without; everything but the first is 0.

    DrillError where Python's SQLite cannot be watched.
    """
    chance = random.Random(seed)  # noqa: S311  # where to cut
    with scratch() as data:
        recording = _recorded(data / "written")
        moments = sorted(chance.randrange(len(recording.steps) + 1) for _ in range(copies))
        disk, taken, amid = Disk(recording.files), 0, 0
        found = dict.fromkeys(("unlike", "lost", "unsound", "broken"), 0)
        for moment in moments:
            for step in recording.steps[taken:moment]:
                disk.take(step)
            taken, amid = moment, amid + disk.unsafe
            for fault in _faults(data / "found", data / "written", disk.cut(chance), recording, moment):
                found[fault] += 1
    yield Figure(f"copies cut amid writing, of {copies}", amid, copies // 2, "", least=True)
    yield Figure("copies that do not open", found["broken"], 0, "")
    yield Figure("copies in a state that was never committed", found["unlike"], 0, "")
    yield Figure("copies without something acknowledged", found["lost"], 0, "")
    yield Figure("copies with a fault in database or audit chain", found["unsound"], 0, "")


def _recorded(data: Path) -> _Recording:
    """File and deliver with SQLite watched."""
    url = f"sqlite:///file:{data / 'madoguchi.db'}?vfs={NAME}&uri=true"
    with watched() as watch, open_house(data, BotSettings(database_url=url)) as house:
        house.desk.register_name(victim.ORGANISATION)
        files = {path.name: path.read_bytes() for path in data.glob("madoguchi.db*")}
        watch.steps.clear()
        states = [_state(house, 0)]
        delivery = house.delivery((victim.Paper(data / "sent.txt"),))
        for number in range(TICKETS):
            house.desk.open(victim.intake(number), key=f"drill {number}")
            states.append(_state(house, len(watch.steps)))
            delivery.run_once()
            states.append(_state(house, len(watch.steps)))
        return _Recording(files, list(watch.steps), states)


def _state(house: House, steps: int) -> _Acknowledged:
    return _Acknowledged(steps, house.desk.audit.verify().head, house.desk.tickets().total)


def _faults(
    folder: Path, written: Path, files: dict[str, bytes], recording: _Recording, moment: int
) -> Iterator[str]:
    """What is wrong with one copy, which is put into a folder of its own and opened as usual."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(written / "keys", folder / "keys")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with open_house(folder, BotSettings()) as house:
            report, tickets = house.desk.audit.verify(), house.desk.tickets().total
            if faults(house.database) or not report.whole:
                yield "unsound"
    except DatabaseError:
        yield "broken"
        return
    like = [one.steps for one in recording.states if (one.head, one.tickets) == (report.head, tickets)]
    if not like:
        yield "unlike"
    elif any(like[0] < one.steps <= moment for one in recording.states):
        yield "lost"
