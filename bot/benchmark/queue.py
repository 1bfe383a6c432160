"""Times the pages of a full queue, as an agent's browser asks for them."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import httpx

from bot.benchmark.server import served
from bot.benchmark.timing import seconds
from bot.figures import Figure
from bot.scratch import scratch
from bot.wiring import open_house
from helpdesk import invent

PAGES = {
    "due first": "/desk",
    "newest first": "/desk?sort=received",
    "every status": "/desk?status=all",
    "nobody's complaints": "/desk?owner=nobody&kind=complaint",
    "closed, page 40": "/desk?status=closed&page=40",
    "by tag": "/desk?tag=parcel",
    "overview": "/desk/overview",
}
ROUNDS = 40
TARGET_MS = 150
ORGANISATIONS = ("aoyama", "birchwood", "calder")
_ADDRESS = "bench@desk.example"


def time_queue(tickets: int) -> Iterator[Figure]:
    """The 95th percentile of each page in milliseconds, with that many invented tickets.

    TimeoutError when the server does not come up.
    """
    with scratch() as data:
        password = secrets.token_urlsafe(16)
        _fill(data, tickets, password)
        with served(data) as server:
            client = server.client
            client.headers["Origin"] = str(client.base_url)
            client.post("/desk/sign-in", data={"email": _ADDRESS, "password": password})
            for name, page in PAGES.items():
                yield Figure(f"queue of {tickets}, {name}, p95", _p95(client, page), TARGET_MS, "ms")


def _fill(data: Path, tickets: int, password: str) -> None:
    with open_house(data) as house:
        for organisation in ORGANISATIONS:
            house.desk.register_name(organisation)
        house.desk.agents.add_agent(_ADDRESS, "Bench", password, "administrator")
        with house.database.write() as session:
            invent(session, ORGANISATIONS, tickets, datetime.now(UTC))


def _p95(client: httpx.Client, page: str) -> float:
    client.get(page).raise_for_status()
    spent = [seconds(lambda: client.get(page).raise_for_status()) * 1000 for _ in range(ROUNDS)]
    return quantiles(spent, n=20)[18]
