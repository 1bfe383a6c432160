"""Tickets and questions at a steady pace, sent to a real server as the widget sends them."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.benchmark.answers import QUESTIONS
from bot.benchmark.pacing import Paced, paced
from bot.benchmark.server import cpu_seconds, served
from bot.benchmark.visitors import Page, Visitor
from bot.evaluation import bring_in_all
from bot.figures import Figure
from bot.messages import Message, Reply
from bot.scratch import scratch
from bot.wiring import House, open_house

SITES = 8
"""Sites whose pages people come from: no site may start more than 20 chats a second."""
MARGIN = 1.04
"""People come a little faster than the target, or the wait for the last one would spoil it."""
TICKETS = {"sqlite": 50, "postgresql": 100}
ANSWERS = 20
TICKET_MS, ANSWER_MS, RECEIPT_SECONDS = 300, 800, 10
_FIRST, _LATEST = 1_000_000, 2_000_000
"""Numbers of the people who come before all others, and of the one who comes after them."""
BESIDES = 2
"""Tickets that are not timed: of one who comes before the others, and of the one after them."""


@dataclass(frozen=True, slots=True)
class Site:
    """A page with the widget, and what can be asked there: questions that the policies answer."""

    key: str
    origin: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """Where people come from, and where they go."""

    port: int
    sites: tuple[Site, ...]

    def visitor(self, number: int) -> Visitor:
        """The person of that number."""
        site = self._of(number)
        return Visitor(Page(self.port, site.key, site.origin), number)

    def question(self, number: int, turn: int) -> str:
        """What that person asks at a turn."""
        questions = self._of(number).questions
        return questions[turn % len(questions)]

    def _of(self, number: int) -> Site:
        return self.sites[number % len(self.sites)]


def time_load(
    policies: Path, seconds: float, streams: int, rates: tuple[int, int] | None, database: str | None = None
) -> Iterator[Figure]:
    """Tickets for so many seconds, then questions beside so many open streams; SQLite, or an empty database.

    ``rates``: tickets and answers a second; without them, those of the targets. IngestError when a policy
    cannot be read, TimeoutError when the server does not come up.
    """
    with scratch(database) as data:
        with open_house(data) as house:
            bring_in_all(house, policies)
            sites = tuple(sites_of(house))
            tickets, answers = rates or (TICKETS[house.database.url.get_backend_name()], ANSWERS)
        with served(data) as server:
            town = Town(server.client.base_url.port or 80, sites)
            asyncio.run(_warm(town))
            before = cpu_seconds(server.pid)
            filed, receipt = asyncio.run(_file(town, tickets * MARGIN, seconds))
            between = cpu_seconds(server.pid)
            yield from _served(filed, "tickets", tickets, TICKET_MS, between - before)
            yield Figure("receipt of the last ticket after", receipt, RECEIPT_SECONDS, "s")
            asked = asyncio.run(_ask(town, answers * MARGIN, seconds, streams))
            what = f"cited answers beside {streams} streams"
            yield from _served(asked, what, answers, ANSWER_MS, cpu_seconds(server.pid) - between)
        with open_house(data) as house:
            there = house.desk.tickets(limit=1).total
            yield Figure("acknowledged tickets that are not there", len(filed.spent) + BESIDES - there, 0, "")


def sites_of(house: House) -> Iterator[Site]:
    """Pages of organisations whose policies answer something, made for the occasion."""
    answered = {row.id: _answered(house, row.id) for row in house.desk.organisations()}
    organisations = [id for id, questions in answered.items() if questions]
    for number in range(SITES):
        organisation = organisations[number % len(organisations)]
        site = house.sites.add(organisation, f"Site {number}", (f"https://site-{number}.example",))
        yield Site(site.key, site.origins[0], answered[organisation])


def _answered(house: House, organisation: str) -> tuple[str, ...]:
    asked = (
        Message(None, organisation, text, "web", "public", None, None, (), "bench") for text in QUESTIONS
    )
    replies = [(message.text, Reply.of(house.conversation.handle(message))) for message in asked]
    return tuple(text for text, reply in replies if reply.outcome == "Answered")


async def _warm(town: Town) -> None:
    """Ask at every site, and wait for a receipt: what is timed later is nobody's first start."""
    for number in range(_FIRST, _FIRST + SITES):
        visitor = town.visitor(number)
        await visitor.begin()
        await visitor.ask(town.question(number, 0))
    await visitor.file()
    await visitor.listen(b"event: receipt")


async def _file(town: Town, rate: float, seconds: float) -> tuple[Paced, float]:
    """What came of the tickets, and the seconds from one after them to its receipt in the chat."""

    async def visit(number: int) -> Visitor:
        visitor = town.visitor(number)
        await visitor.begin()
        await visitor.file()
        return visitor

    filed = await paced(rate, seconds, visit)
    latest = await visit(_LATEST)
    began = time.perf_counter()
    await latest.listen(b"event: receipt")
    return filed, time.perf_counter() - began


async def _ask(town: Town, rate: float, seconds: float, streams: int) -> Paced:
    """What came of the questions; those who listen ask, each in turn."""
    async with _listening(town, streams) as people:

        async def visit(number: int) -> None:
            person, turn = number % streams, number // streams
            await people[person].ask(town.question(person, turn))

        return await paced(rate, seconds, visit)


@asynccontextmanager
async def _listening(town: Town, streams: int) -> AsyncIterator[list[Visitor]]:
    people = [town.visitor(number) for number in range(streams)]
    for person in people:
        await person.begin()
    listeners = [asyncio.create_task(person.listen()) for person in people]
    yield people
    ended = sum(one.done() for one in listeners)
    for one in listeners:
        one.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    if ended:
        raise TimeoutError(f"{ended} of {streams} streams were ended by the server")


def _served(came: Paced, what: str, wanted: int, within: int, worked: float) -> Iterator[Figure]:
    """``worked`` are the server's seconds of processor time; one thread of Python has one a second."""
    yield Figure(f"{what} a second, for {came.seconds:.0f} s", came.rate, wanted, "", least=True)
    for share in (50, 95, 99):
        yield Figure(f"{what}, p{share}", came.percentile(share), within, "ms")
    yield Figure(f"{what}, not served {came.told}".rstrip(), came.mishaps.total(), 0, "")
    each = worked * 1000 / max(len(came.spent), 1)
    yield Figure(f"{what}, processor time of each", each, 1000 / wanted, "ms")
