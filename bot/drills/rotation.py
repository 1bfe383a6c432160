"""The key is changed over a full database by a command that is killed again and again."""

import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from bot.benchmark.server import command
from bot.figures import Figure
from bot.records import InboxRecord
from bot.scratch import scratch
from bot.wiring import House, open_house
from helpdesk import SealBroken

LONGEST_SECONDS = 3.0
"""A command is killed within so many seconds; some before, most amid, few after their work."""
AT_ONCE = 5000


def drill_rotation(rows: int, kills: int, seed: int) -> Iterator[Figure]:
    """Rows that cannot be read afterwards, and rows still under an old key; both have to be 0."""
    chance = random.Random(seed)  # noqa: S311  # when to kill
    with scratch() as data:
        with open_house(data) as house:
            _fill(house, rows)
        amid = sum(_killed(data, chance.uniform(0, LONGEST_SECONDS)) for _ in range(kills))
        with open_house(data) as house:
            list(house.rekeying.rotate())
            counts = house.rekeying.counts()
            old = sum(count for id, count in counts.items() if id != house.vault.ring.current)
            yield Figure(f"changes killed while at work on {rows} rows", amid, 0, "", least=True)
            yield Figure("data keys left under an old key", old, 0, "")
            yield Figure("rows that cannot be read", rows - _readable(house), 0, "")


def _fill(house: House, rows: int) -> None:
    now = house.clock()
    for start in range(0, rows, AT_ONCE):
        with house.database.write() as session:
            for number in range(start, min(start + AT_ONCE, rows)):
                key = house.vault.new_data_key()
                session.add(
                    InboxRecord(
                        id=str(number),
                        source="drill",
                        event_id=str(number),
                        data_key=key.wrapped,
                        payload=key.seal(_text(number), _text(number)),
                        received_at=now,
                    )
                )


def _killed(data: Path, after: float) -> bool:
    """Whether the command was still at work when it was killed."""
    running = subprocess.Popen([*command(), "--data", str(data), "keys", "rotate"], stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
    time.sleep(after)
    amid = running.poll() is None
    running.kill()
    running.wait()
    return amid


def _readable(house: House) -> int:
    found = 0
    with house.database.read() as session:
        for row in session.scalars(select(InboxRecord)).yield_per(AT_ONCE):
            text = _text(int(row.id))
            try:
                found += house.vault.data_key(row.data_key or b"").unseal(row.payload or b"", text) == text
            except SealBroken:
                continue
    return found


def _text(number: int) -> str:
    return f"what was said in row {number}"
