"""Changing the key: every data key is wrapped anew, online, and a kill anywhere loses nothing."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.config import BotSettings
from bot.wiring import House, open_house
from helpdesk import Intake, KeyFileError, Origin
from tests.helpdesk.conftest import Clock

COMMAND = [sys.executable, "-c", "from bot.cli.main import main; main()"]


def intake(number: int) -> Intake:
    return Intake(
        organisation="aoba",
        kind="complaint",
        right=None,
        origin=Origin("web", f"conversation-{number}"),
        language="en",
        audience="public",
        message=f"story {number}",
        answers={"contact": f"person{number}@example.org"},
    )


def fill(house: House, count: int) -> list[str]:
    """Tickets and conversations; the tickets' ids."""
    house.desk.register_name("aoba")
    house.store.start("web", "aoba", "en", "public")
    return [house.desk.open(intake(number), key=f"filing {number}").ticket_id for number in range(count)]


def readable(house: House, tickets: list[str]) -> bool:
    return all(
        view is not None and view.message == f"story {number}"
        for number, view in enumerate(map(house.desk.ticket, tickets))
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> House:
    return House(tmp_path / "data", BotSettings(), clock)


def test_all_is_wrapped_anew_and_the_old_key_can_go(house: House, clock: Clock) -> None:
    tickets = fill(house, 3)
    first = house.vault.ring.current
    assert house.rekeying.counts() == {first: 4}
    *_, swept = house.rekeying.rotate()
    second = house.vault.ring.current
    assert (swept.done, swept.broken) == (4, ())
    assert house.rekeying.counts() == {first: 0, second: 4}
    assert readable(house, tickets)
    with pytest.raises(KeyFileError, match="less than an hour ago"):
        house.rekeying.retire()
    clock.forward(hours=2)
    house.rekeying.retire()
    assert set(house.vault.ring.keys) == {second}
    assert readable(house, tickets)
    assert house.desk.audit.verify().whole


def test_no_key_goes_while_something_needs_it(house: House, clock: Clock) -> None:
    fill(house, 2)
    house.vault.rotate(clock())
    clock.forward(hours=2)
    with pytest.raises(KeyFileError, match="3 data keys are wrapped under older keys"):
        house.rekeying.retire()
    list(house.rekeying.rotate())  # goes on with the change instead of beginning another
    assert len(house.vault.ring.keys) == 2


def test_an_erased_ticket_stays_erased_in_copies_once_its_key_is_gone(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    (ticket, *_) = fill(house, 1)
    row = house.desk.ticket(ticket)
    assert row is not None
    with house.database.engine.connect() as connection:
        wrapped = connection.exec_driver_sql("SELECT data_key FROM helpdesk_ticket").scalar_one()
    assert house.vault.data_key(wrapped)
    list(house.rekeying.rotate())
    clock.forward(hours=2)
    house.rekeying.retire()
    with pytest.raises(KeyFileError):
        house.vault.data_key(wrapped)


def test_a_damaged_data_key_is_named_and_the_others_are_done(house: House) -> None:
    tickets = fill(house, 3)
    with house.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE helpdesk_ticket SET data_key ="
            " CAST(substr(data_key, 1, 30) || x'00' || substr(data_key, 32) AS BLOB) WHERE id = ?",
            (tickets[1],),
        )
    *_, swept = house.rekeying.rotate()
    assert swept.done == 3
    assert swept.broken == (f"helpdesk_ticket/{tickets[1]}",)
    assert readable(house, tickets[:1])


def test_killed_at_any_moment_it_goes_on(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_house(data) as house:
        tickets = fill(house, 60)
    chance = random.Random(20261124)  # noqa: S311  # where to kill
    for _ in range(5):
        command = subprocess.Popen([*COMMAND, "--data", str(data), "keys", "rotate"])
        time.sleep(chance.uniform(0.3, 2.5))
        command.kill()
        command.wait()
    with open_house(data) as house:
        list(house.rekeying.rotate())
        assert readable(house, tickets)
        assert sum(house.rekeying.counts().values()) == 61
        assert house.rekeying.counts()[house.vault.ring.current] == 61
        assert house.desk.audit.verify().whole


def test_the_keys_of_another_machine_are_refused(house: House, tmp_path: Path) -> None:
    house.rekeying.check()
    fill(house, 1)
    house.rekeying.check()
    other = House(tmp_path / "other", BotSettings(database_url=f"sqlite:///{house.data / 'madoguchi.db'}"))
    with pytest.raises(KeyFileError, match="put the key file of this database back"):
        other.rekeying.check()
