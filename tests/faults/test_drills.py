"""The drills themselves, short: they find nothing where nothing is wrong, and something where it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import database
from bot.drills import (
    crowd,
    drill_backup,
    drill_crash,
    drill_rotation,
    drill_tampering,
    drill_torn,
    torn,
)
from bot.drills.backup import _Before, _compared
from bot.drills.crash import _judged
from bot.figures import Figure
from bot.scratch import scratch
from bot.wiring import open_house
from tests.conftest import FreshUrl

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """One of the sample organisations, in a folder of its own."""
    for place in ("organisations/pennywhistle.toml", "policies/pennywhistle/privacy-notice.html"):
        (tmp_path / place).parent.mkdir(parents=True)
        shutil.copy(EXAMPLES / place, tmp_path / place)
    return tmp_path


def missed(figures: Iterator[Figure]) -> list[str]:
    """The figures that are not as they should be."""
    return [str(figure) for figure in figures if not figure.met]


@pytest.mark.enable_socket
def test_a_process_that_is_killed_loses_nothing_it_acknowledged(fresh_url: FreshUrl) -> None:
    assert missed(drill_crash(kills=3, seed=5, database_url=fresh_url())) == []


def test_a_change_of_the_key_that_is_killed_loses_nothing() -> None:
    assert missed(drill_rotation(rows=1500, kills=3, seed=5)) == []


def test_a_backup_made_while_tickets_are_filed_is_whole(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "ALIVE", 5)
    assert missed(drill_backup(samples, tickets=20)) == []


def test_what_a_backup_lacks_is_counted(tmp_path: Path) -> None:
    with open_house(tmp_path / "other") as other:
        other.desk.register_name("other")
        foreign = other.desk.audit.checkpoint()
    with open_house(tmp_path / "data") as house:
        figures = _compared(house, _Before(["PR-0000-000"], [], foreign))
        assert [figure.value for figure in figures] == [1, 1, 0]


@pytest.mark.enable_socket
def test_every_way_of_tampering_with_the_audit_is_found(fresh_url: FreshUrl) -> None:
    assert missed(drill_tampering(count=11, seed=5, database_url=fresh_url())) == []


@pytest.mark.parametrize("released", [(9, 9), (3, 7)], ids=["rollback journal", "write-ahead log"])
def test_a_power_cut_takes_nothing_that_was_acknowledged(
    released: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever journal the SQLite of this machine would be given."""
    monkeypatch.setattr(database, "WAL_SAFE", released)
    monkeypatch.setattr(torn, "TICKETS", 8)
    assert missed(drill_torn(copies=40, seed=5)) == []


def test_what_a_power_cut_takes_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that is removed, its folder not synced, comes back and undoes what was acknowledged."""
    monkeypatch.setattr(database, "WAL_SAFE", (9, 9))
    monkeypatch.setattr(database, "DURABLE_JOURNAL", "DELETE")
    monkeypatch.setattr(torn, "TICKETS", 8)
    (lost,) = missed(drill_torn(copies=40, seed=5))
    assert "without something acknowledged" in lost


def test_a_ticket_that_is_not_there_is_counted(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        (tmp_path / "sent.txt").touch()
        figures = {figure.what: figure.value for figure in _judged(house, tmp_path, {1: "PR-0000-000"})}
    assert figures["acknowledged tickets lost or altered"] == 1
    assert figures["tickets without a receipt"] == 1
    assert figures["policies half read in"] == 1


def test_no_setting_leads_a_drill_to_real_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = f"sqlite:///{tmp_path / 'real.db'}"
    monkeypatch.setenv("MADOGUCHI_BOT_DATABASE_URL", real)
    with scratch() as data, open_house(data) as house:
        assert house.database.url.database == str(data / "madoguchi.db")
    with open_house(tmp_path) as house:
        assert str(house.database.url) == real
