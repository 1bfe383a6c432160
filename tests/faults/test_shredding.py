"""What was erased is unreadable in every copy: no key that can still be had opens it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.backup import back_up, restore
from bot.config import BotSettings
from bot.drills import victim
from bot.wiring import House
from helpdesk import Asked, KeyFileError, Vault
from helpdesk.vault import ENVELOPE
from tests.helpdesk.conftest import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    """A ticket that has ended, with everything that is sealed; a conversation; a question."""
    with House(tmp_path / "data", BotSettings(), clock) as house:
        desk = house.desk
        desk.register_name(victim.ORGANISATION)
        agent = desk.agents.add_agent("mei@desk.example", "Mei Tan", "a long pass phrase", "lead").id
        talk = house.store.start("web", victim.ORGANISATION, "en", "public").id
        house.store.append(talk, "person", {"text": "Where are my letters?"})
        asked = Asked(victim.ORGANISATION, "web", "en", "NotCovered", "Where are my letters?", "retention")
        desk.journal.note(asked, key="asked")
        ticket = desk.open(victim.intake(1), key="filed").ticket_id
        desk.note(ticket, agent, "She called twice.", key="note")
        desk.attachments.add(ticket, "letter.txt", b"Dear all", "other", agent_id=agent, key="file")
        desk.reply(ticket, agent, "We found them.", key="reply")
        desk.change_status(ticket, "resolved", agent_id=agent, key="resolved")
        desk.change_status(ticket, "closed", agent_id=agent, key="closed")
        yield house


def copied(house: House, to: Path) -> Path:
    """The database as it is now."""
    shutil.copy(house.data / "madoguchi.db", to)
    return to


def blobs(database: Path) -> Iterator[tuple[str, bytes]]:
    """Every sealed value of every table, with its column's name."""
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in names:
            found = connection.execute(f"SELECT * FROM {table}")  # noqa: S608  # our own table's name
            columns = [each[0] for each in found.description]
            for row in found:
                cells = zip(columns, row, strict=True)
                yield from ((name, cell) for name, cell in cells if is_sealed(cell))


def is_sealed(value: object) -> bool:
    return isinstance(value, bytes) and bool(ENVELOPE.fullmatch(value))


def key_of(sealed: bytes) -> bytes:
    """The id of the key that a value was sealed with."""
    match = ENVELOPE.fullmatch(sealed)
    assert match
    return match[1]


def values(database: Path) -> list[bytes]:
    """By which keys its personal values are sealed, value by value."""
    return [key_of(sealed) for column, sealed in blobs(database) if column != "data_key"]


def at_hand(vault: Vault, database: Path) -> set[bytes]:
    """The data keys that the database still holds and the ring still opens."""
    found = set()
    for wrapped in (sealed for column, sealed in blobs(database) if column == "data_key"):
        try:
            found.add(key_of(vault.data_key(wrapped).seal("", "anywhere")))
        except KeyFileError:
            continue
    return found


def test_what_was_erased_can_be_opened_nowhere(house: House, clock: Clock, tmp_path: Path) -> None:
    before, file = copied(house, tmp_path / "before.db"), tmp_path / "backup"
    back_up(house, file)
    erased = values(before)
    assert len(erased) > 12
    assert set(erased) <= at_hand(house.vault, before)

    clock.forward(days=731)
    kept = house.desk.open(victim.intake(2), key="later").reference
    assert house.desk.retention.run().tickets == 1
    after = copied(house, tmp_path / "after.db")
    assert [key for key in erased if key in at_hand(house.vault, after)] == []
    assert [key for key in values(after) if key not in at_hand(house.vault, after)] == []

    list(house.rekeying.rotate())
    clock.forward(hours=2)
    house.rekeying.retire()
    assert at_hand(house.vault, before) == set()
    assert victim.is_whole(house, 2, kept)
    shutil.copytree(house.data / "keys", tmp_path / "new" / "keys")
    with pytest.raises(KeyFileError, match="does not hold"):
        restore(file, tmp_path / "new", BotSettings())
