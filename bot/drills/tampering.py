"""The audit chain is tampered with in every way, again and again; each time has to be found."""

import random
from collections import Counter
from collections.abc import Iterator

from bot.config import BotSettings
from bot.drills import victim
from bot.figures import Figure
from bot.scratch import scratch
from bot.wiring import House, open_house
from helpdesk import TAMPERINGS

TICKETS = 40


def drill_tampering(count: int, seed: int, database_url: str | None = None) -> Iterator[Figure]:
    """How often each kind is found, on SQLite or in an empty database of PostgreSQL."""
    chance = random.Random(seed)  # noqa: S311  # where to tamper
    with scratch() as data, open_house(data, BotSettings(database_url=database_url)) as house:
        _fill(house)
        checkpoint = house.desk.audit.checkpoint()
        tried, found, unaided = Counter[str](), Counter[str](), Counter[str]()
        for number in range(count):
            kind = TAMPERINGS[number % len(TAMPERINGS)]
            aided, alone = kind.found(house.database, house.vault, checkpoint, chance)
            tried[kind.name] += 1
            found[kind.name] += aided
            unaided[kind.name] += alone
        for kind in TAMPERINGS:
            aid = "" if unaided[kind.name] else " (checkpoint)"
            yield Figure(f"found: {kind.name}{aid}", found[kind.name], tried[kind.name], "", least=True)
        problems = house.desk.audit.verify([checkpoint]).problems
        yield Figure(f"false alarms over {checkpoint.seq} events left alone", len(problems), 0, "")


def _fill(house: House) -> None:
    """Tickets, one of them closed, so that no column of the events stands empty."""
    house.desk.register_name(victim.ORGANISATION)
    agent = house.desk.agents.add_agent("drill@desk.example", "Drill", "four lamps above the quay", "agent")
    for number in range(TICKETS):
        ticket = house.desk.open(victim.intake(number), key=f"drill {number}").ticket_id
    house.desk.change_status(ticket, "cancelled", reason="spam", agent_id=agent.id, key="end")
