"""People who come at a steady pace, whether or not those before them are served."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from statistics import quantiles

from bot.benchmark.visitors import Unserved


@dataclass
class Paced:
    """What came of it: ``spent`` are milliseconds from the moment each was due, ``mishaps`` what went wrong.

    ``seconds`` is the whole time, until the last one was served.
    """

    spent: list[float] = field(default_factory=list)
    mishaps: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """How many were served in a second."""
        return len(self.spent) / self.seconds

    @property
    def told(self) -> str:
        """What went wrong most often; empty when nothing did."""
        return self.mishaps.most_common(1)[0][0] if self.mishaps else ""

    def percentile(self, share: int) -> float:
        """Milliseconds within which so many of a hundred were served; infinite when hardly any was."""
        return quantiles(self.spent, n=100)[share - 1] if len(self.spent) > 1 else float("inf")


async def paced(rate: float, seconds: float, visit: Callable[[int], Awaitable[object]]) -> Paced:
    """Begin the visits, which are numbered, at a rate a second.

    One that has to wait for the driver or the server counts that wait too: nothing is left out because the
    server was slow.
    """
    told, began = Paced(), time.perf_counter()

    async def timed(number: int, due: float) -> None:
        try:
            await visit(number)
        except (Unserved, OSError) as mishap:
            told.mishaps[str(mishap)] += 1
        else:
            told.spent.append((time.perf_counter() - due) * 1000)

    async with asyncio.TaskGroup() as visits:
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            visits.create_task(timed(number, due))
    told.seconds = time.perf_counter() - began
    return told
