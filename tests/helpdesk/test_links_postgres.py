"""Merges and presence on PostgreSQL, where commands run side by side: no circle, and nothing lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest

from bot.database import Database
from helpdesk import Conflict, Desk, Origin, Refused, Vault, metadata, open_desk
from helpdesk.tables import TicketRecord
from helpdesk.timeline import goes_on_in
from tests import postgres
from tests.helpdesk.conftest import Clock, intake, profile_with

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(
    socket_enabled: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.running(folder) as url:
        database = Database(url, tmp_path / "lock")
        metadata.create_all(database.engine)
        yield database
        database.close()


def test_merges_both_ways_at_once_leave_one_ticket_with_every_message(
    database: Database, vault: Vault, clock: Clock
) -> None:
    desk: Desk = open_desk(database, vault, clock=clock)
    desk.register(profile_with())
    agent = desk.agents.add_agent("aiko@minato.example", "Aiko", "a long enough password").id
    filed = [desk.open(intake(origin=Origin("web", f"{n}")), key=f"{n}") for n in range(4)]

    def merge(pair: tuple[int, int]) -> bool:
        source, target = (filed[n] for n in pair)
        try:
            desk.links.merge(source.ticket_id, target.reference, agent_id=agent, key=f"{pair}")
        except (Refused, Conflict):
            return False
        return True

    def write(number: int) -> str:
        text = f"message {number}"
        return desk.add_requester_message(filed[number % 4].ticket_id, text, key=text).ticket_id

    with ThreadPoolExecutor(12) as threads:
        merges = threads.map(merge, permutations(range(4), 2))
        landed = list(threads.map(write, range(24)))
        assert sum(merges) == 3
    with database.read() as session:
        last = {goes_on_in(session, session.get_one(TicketRecord, one.ticket_id)).id for one in filed}
        (target,) = [session.get_one(TicketRecord, id) for id in last]
    assert target.merged_into is None
    assert {*desk.links.of(target.id).merged} == {one.ticket_id for one in filed} - {target.id}
    views = [desk.ticket(one.ticket_id) for one in filed]
    said = [message.text for view in views if view for message in view.messages if message.direction == "in"]
    assert sorted(one for one in said if one.startswith("message")) == sorted(
        f"message {number}" for number in range(24)
    )
    assert {*landed} <= {one.ticket_id for one in filed}
    assert desk.add_requester_message(filed[0].ticket_id, "At last.", key="end").ticket_id == target.id
    assert desk.audit.verify().whole


def test_many_windows_of_many_agents_stand_in_nobodys_way(
    database: Database, vault: Vault, clock: Clock
) -> None:
    desk: Desk = open_desk(database, vault, clock=clock)
    desk.register(profile_with())
    ticket = desk.open(intake(), key="k").ticket_id
    agents = [
        desk.agents.add_agent(f"{n}@minato.example", f"Agent {n}", "a long enough password").id
        for n in range(4)
    ]

    def tell(number: int) -> None:
        desk.presence.tell(ticket, agents[number % 4], writing=number % 3 == 0)
        if number % 8 == 0:
            clock.forward(seconds=5)

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(tell, range(48)))
    desk.presence.tell(ticket, agents[1], writing=True)
    assert "Agent 1" in [one.name for one in desk.presence.others(ticket, agents[0])]
