"""How many answers a second several servers give that share one database, asked without a pause."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from bot.benchmark.load import ANSWER_MS, ANSWERS, Town, sites_of
from bot.benchmark.pacing import Paced
from bot.benchmark.server import cpu_seconds, served
from bot.benchmark.streams import resident_mib
from bot.benchmark.visitors import Unserved
from bot.evaluation import bring_in_all
from bot.figures import Figure
from bot.scratch import scratch
from bot.wiring import open_house

PEOPLE = 8
"""Who ask at each server, each the next question as soon as the last one is answered."""
CPU_MS = 1000 / ANSWERS
"""One core that does nothing else gives the answers that are wanted of a server."""
MEMORY_MIB = 600
WARM_SECONDS = 5.0
IN_ONE_CHAT = 20
"""Questions; more than 30 a minute are refused."""


def time_processes(policies: Path, servers: int, seconds: float, database: str) -> Iterator[Figure]:
    """Answers of so many servers on an empty PostgreSQL database, after a few seconds to warm up; on Linux.

    IngestError when a policy cannot be read, TimeoutError when a server does not come up.
    """
    with scratch(database) as data, ExitStack() as running:
        with open_house(data) as house:
            bring_in_all(house, policies)
            pages = tuple(sites_of(house))
        started = [running.enter_context(served(data)) for _ in range(servers)]
        towns = [Town(one.client.base_url.port or 80, pages) for one in started]
        asyncio.run(_asked(towns, WARM_SECONDS))
        before = sum(cpu_seconds(one.pid) for one in started)
        came = asyncio.run(_asked(towns, seconds))
        spent = sum(cpu_seconds(one.pid) for one in started) - before
        largest = max(resident_mib(one.pid) for one in started)
    what = f"answers of {servers} servers"
    yield Figure(f"{what}, a second", came.rate, ANSWERS, "", least=True)
    yield Figure(f"{what}, p95", came.percentile(95), ANSWER_MS, "ms")
    yield Figure(f"{what}, processor time of each", 1000 * spent / len(came.spent), CPU_MS, "ms")
    yield Figure(f"{what}, memory of a server", largest, MEMORY_MIB, "MiB")
    yield Figure(f"{what}, not served {came.told}".rstrip(), came.mishaps.total(), 0, "")


async def _asked(towns: list[Town], seconds: float) -> Paced:
    came, began = Paced(), time.perf_counter()
    numbers = count()

    async def person(town: Town) -> None:
        while time.perf_counter() < began + seconds:
            visitor = town.visitor(number := next(numbers))
            try:
                await visitor.begin()
                for turn in range(IN_ONE_CHAT):
                    if (asked := time.perf_counter()) < began + seconds:
                        await visitor.ask(town.question(number, turn))
                        came.spent.append((time.perf_counter() - asked) * 1000)
            except (Unserved, OSError) as error:
                came.mishaps[str(error)] += 1

    await asyncio.gather(*(person(town) for town in towns for _ in range(PEOPLE)))
    came.seconds = time.perf_counter() - began
    return came
