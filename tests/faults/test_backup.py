"""A backup holds all of it, for either database; a damaged or foreign one is refused in one line."""

import shutil
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.backup import BackupError, back_up, restore
from bot.backup.rows import tables
from bot.config import BotSettings
from bot.drills.victim import ORGANISATION, intake
from bot.messages import Done, Message
from bot.wiring import House, open_house
from helpdesk import KeyFileError
from tests import postgres
from tests.conftest import FreshUrl
from tests.helpdesk.console.desks import StillClock, settle
from tests.journeys.conftest import bring_in
from tests.journeys.full_desk import fill_everything

pytestmark = [pytest.mark.enable_socket]

QUESTIONS = ("Are my calls recorded?", "Who receives my data?", "How much does disclosure cost?")


@pytest.fixture(scope="module")
def house(fresh_url: FreshUrl, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Everything that the desk can hold, and a conversation."""
    clock = StillClock()
    with House(tmp_path_factory.mktemp("house"), BotSettings(database_url=fresh_url()), clock) as house:
        bring_in(house, "pennywhistle")
        fill_everything(settle(house.desk, clock))
        ask(house, QUESTIONS[0])
        (house.data / "documents" / "pennywhistle").mkdir(parents=True)
        (house.data / "documents" / "pennywhistle" / "notice@1.md").write_text("# Notice")
        yield house


@pytest.fixture(scope="module")
def file(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backup."""
    file = tmp_path_factory.mktemp("backups") / "one.madoguchi"
    back_up(house, file)
    return file


@pytest.fixture
def empty(house: House, tmp_path: Path) -> Path:
    """A new data folder that has the keys."""
    (tmp_path / "new" / "keys").mkdir(parents=True)
    shutil.copy(house.data / "keys" / "master.key", tmp_path / "new" / "keys")
    return tmp_path / "new"


def ask(house: House, text: str) -> list[str]:
    """What is answered."""
    message = Message(None, "pennywhistle", text, "cli", "public", None, None, (), "drill")
    return [str(part) for part in house.conversation.handle(message) if not isinstance(part, Done)]


def counts(house: House) -> dict[str, int]:
    with house.database.engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables(connection)
        }


@pytest.mark.parametrize("to", ["sqlite", "postgres"])
def test_what_is_restored_is_the_same(
    house: House, file: Path, empty: Path, to: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if to == "sqlite":
        same(house, file, empty, BotSettings())
        return
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL (Debian: apt-get install postgresql)")
    with postgres.running(tmp_path_factory.mktemp("target")) as url:
        same(house, file, empty, BotSettings(database_url=url))


def same(house: House, file: Path, empty: Path, settings: BotSettings) -> None:
    """Rows, content, chain and answers; and work goes on."""
    taken = restore(file, empty, settings)
    with House(empty, settings, house.clock) as restored:
        assert counts(restored) == counts(house)
        assert taken.audit_head == restored.desk.audit.verify().head
        for row in house.desk.tickets(limit=100).rows:
            before, after = house.desk.ticket(row.id), restored.desk.ticket(row.id)
            assert before == after
        for question in QUESTIONS:
            assert ask(restored, question) == ask(house, question)
        assert (empty / "documents" / "pennywhistle" / "notice@1.md").read_text() == "# Notice"
        restored.store.append(
            restored.store.start("web", "pennywhistle", "en", "public").id, "person", {"text": "x"}
        )
        restored.desk.retention.run()
        assert restored.desk.audit.verify().whole


def test_the_file_is_for_its_owner_alone_and_shows_nothing(house: House, file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]
    content = file.read_bytes()
    assert not any(word in content for word in (b"helpdesk_ticket", b"rows/", b"pennywhistle"))
    with pytest.raises(BackupError, match="exists already"):
        back_up(house, file)


@pytest.mark.parametrize("damage", ["flipped", "cut", "piece gone", "another file", "empty"])
def test_a_damaged_backup_is_refused_and_nothing_is_stored(
    file: Path, empty: Path, tmp_path: Path, damage: str
) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    if damage == "flipped":
        content[middle] ^= 1
    damaged = {
        "flipped": bytes(content),
        "cut": bytes(content[:middle]),
        "piece gone": bytes(content[:400]) + bytes(content[middle:]),
        "another file": b"PK\x03\x04" + bytes(content),
        "empty": b"",
    }[damage]
    (tmp_path / "damaged").write_bytes(damaged)
    with pytest.raises(BackupError, match=r"damaged|cut off|not a backup"):
        restore(tmp_path / "damaged", empty, BotSettings())
    assert not (empty / "documents").exists()
    assert restore(file, empty, BotSettings()).rows


def test_without_its_keys_it_cannot_be_read(file: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="put the keys of that time"):
        restore(file, tmp_path / "bare", BotSettings())
    with open_house(tmp_path / "other") as other:
        assert other.vault
    (tmp_path / "keys").mkdir()
    shutil.copy(tmp_path / "other" / "keys" / "master.key", tmp_path / "keys")
    with pytest.raises(KeyFileError, match="does not hold"):
        restore(file, tmp_path, BotSettings())


def test_it_is_taken_back_into_an_empty_place_alone(file: Path, empty: Path, tmp_path: Path) -> None:
    restore(file, empty, BotSettings())
    with pytest.raises(BackupError, match="empty"):
        restore(file, empty, BotSettings())


def test_a_backup_is_of_one_moment(tmp_path: Path) -> None:
    """Tickets filed while it is made are wholly in it or not at all, and every one acknowledged before is."""
    with open_house(tmp_path / "data") as house, ThreadPoolExecutor(1) as busy:
        house.desk.register_name(ORGANISATION)
        filed = [house.desk.open(intake(number), key=f"drill {number}").reference for number in range(20)]
        more = busy.submit(lambda: [house.desk.open(intake(n), key=f"drill {n}") for n in range(20, 120)])
        back_up(house, tmp_path / "file")
        more.result()
        shutil.copytree(tmp_path / "data" / "keys", tmp_path / "new" / "keys")
        restore(tmp_path / "file", tmp_path / "new", BotSettings())
    with open_house(tmp_path / "new") as restored:
        found = restored.desk.tickets(limit=200).rows
        assert set(filed) <= {row.reference for row in found}
        for row in found:
            view = restored.desk.ticket(row.id)
            assert view is not None
            assert view.message.startswith("The story of ticket")
        assert len(restored.desk.outbox.lease(500, 1)) == len(found)
