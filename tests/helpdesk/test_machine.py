"""Two thousand random steps on each database, ten thousand if asked for: every invariant holds."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.database import Database
from helpdesk import STATUSES, Desk, Vault, metadata, open_desk
from tests import postgres
from tests.helpdesk.conftest import Clock, profile_with
from tests.helpdesk.machine import DeskMachine

STEPS = [pytest.param(2_000, marks=pytest.mark.long), pytest.param(10_000, marks=pytest.mark.slow)]
PER_EXAMPLE = 100
House = tuple[Database, Desk, list[str], Clock]
LASTING = ("helpdesk_agent", "helpdesk_organisation", "helpdesk_procedure")


def people(desk: Desk) -> list[str]:
    """Three agents at a desk that serves the sample organisation."""
    desk.register(profile_with())
    return [
        desk.agents.add_agent(f"{name}@minato.example", name, "a long enough password").id
        for name in ("Aiko", "Ken", "Mio")
    ]


def sqlite_houses(folder: Path) -> Iterator[House]:
    """Copies of one database, each with its own file."""
    vault = Vault.open(folder / "vault.key")
    first = Database.at(folder / "first")
    metadata.create_all(first.engine)
    agents = people(open_desk(first, vault))
    first.close()
    number = 0
    while True:
        number += 1
        copy = folder / f"{number}"
        copy.mkdir()
        shutil.copy(folder / "first" / "madoguchi.db", copy / "madoguchi.db")
        database, clock = Database.at(copy), Clock()
        yield database, open_desk(database, vault, clock=clock), list(agents), clock
        shutil.rmtree(copy)


def postgres_houses(url: str, folder: Path) -> Iterator[House]:
    """One database, emptied before each use but for its people and organisations."""
    vault = Vault.open(folder / "vault.key")
    first = Database(url, folder / "lock")
    metadata.create_all(first.engine)
    agents = people(open_desk(first, vault))
    first.close()
    emptied = [one for one in reversed(metadata.sorted_tables) if one.name not in LASTING]
    while True:
        database, clock = Database(url, folder / "lock"), Clock()
        with database.engine.begin() as connection:
            for table in emptied:  # faster than TRUNCATE for a few rows in many tables
                connection.execute(table.delete())
        yield database, open_desk(database, vault, clock=clock), list(agents), clock


def run(houses: Iterator[House], steps: int) -> None:
    """Steps until there were enough."""

    class Machine(DeskMachine):
        pass

    Machine.houses, Machine.steps, Machine.reached = houses, 0, set()
    lasting = settings(
        max_examples=steps // PER_EXAMPLE // 4,
        stateful_step_count=PER_EXAMPLE,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    for number in count():  # seeded: where steps are made repeatable, every round would else be the same
        if Machine.steps >= steps:
            break
        run_state_machine_as_test(seed(number)(Machine), settings=lasting)
    assert Machine.reached == set(STATUSES), "the steps led everywhere"


@pytest.mark.parametrize("steps", STEPS)
def test_every_invariant_holds_on_sqlite(tmp_path: Path, steps: int) -> None:
    run(sqlite_houses(tmp_path), steps)


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.postgres
def test_every_invariant_holds_on_postgresql(
    socket_enabled: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, steps: int
) -> None:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.running(folder) as url:
        run(postgres_houses(url, tmp_path), steps)
