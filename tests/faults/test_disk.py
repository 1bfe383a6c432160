"""A disk that is full or can only be read: it is said, nothing is half stored, and work goes on after."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot import readiness
from bot.delivery import Delivery
from bot.drills.soundness import faults
from bot.readiness import Readiness
from bot.wiring import House
from tests.faults.doors import COMPLAINED, COMPLAINT, THIRD, Door, door, opened

MOUNT = shutil.which("mount")


def mount(*arguments: str) -> bool:
    """Whether the command did it."""
    return bool(MOUNT) and subprocess.run([str(MOUNT), *arguments], capture_output=True).returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 48 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place)):
        pytest.skip("no small disk can be mounted (needs root)")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def there(disk: Path) -> Iterator[Door]:
    with opened(disk / "data") as house, door(house) as there:
        yield there


def fill(file: Path) -> None:
    """Until not a byte more has room."""
    with file.open("wb", buffering=0) as full:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while full.write(b"x" * size):
                    pass
            except OSError:
                continue


def test_a_full_disk_is_said_and_nothing_is_half_stored(there: Door, disk: Path) -> None:
    chat = there.chat()
    assert there.reasons() == (True, ["disk_low"])
    fill(disk / "filler")
    assert there.reasons() == (False, ["disk_full"])
    (event,) = chat.ask(THIRD)
    assert event["event"] == "error"
    refused = chat.post("tickets", COMPLAINT)
    assert (refused.status_code, "reference" in refused.json()) == (500, True)
    (disk / "filler").unlink()
    assert there.reasons() == (True, ["disk_low"])
    assert chat.post("tickets", COMPLAINT).status_code == 201
    assert there.house.desk.tickets().total == 1
    assert faults(there.house.database) == 0


def test_a_disk_that_can_only_be_read_is_said(disk: Path) -> None:
    with opened(disk / "data") as house:
        watch = Readiness(house, Delivery(house.desk.outbox, (), ()), {})
        remount(house, disk, "ro")
        assert watch.reasons() == ("data_folder_read_only",)
        with pytest.raises((OSError, OperationalError)):
            house.desk.open(COMPLAINED, key="filing")
        remount(house, disk, "rw")
        assert house.desk.open(COMPLAINED, key="filing").reference
        assert watch.reasons() == ("disk_low",)


def remount(house: House, disk: Path, how: str) -> None:
    """As the system does by itself after an error of the disk; no file may be open."""
    house.close()
    assert mount("-o", f"remount,{how}", str(disk))


def test_the_reasons_are_those_that_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    for reason in readiness.STOPPING | readiness.LESSENING:
        assert f"`{reason}`" in page, reason
