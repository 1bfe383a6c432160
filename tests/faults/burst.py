"""Slack in a hurry: many events, each delivered several times, to one or more servers.

`python -m tests.faults.burst --rate 100 --seconds 30 --postgres --servers 2` prints what it measured.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.bringing import bring_in
from bot.config import BotSettings
from bot.wiring import open_house
from helpdesk import load_profile
from ingest import read_policy
from tests import postgres
from tests.fakes.slack import FakeSlack, Payloads, signed
from tests.fakes.slack.payloads import as_form
from tests.faults.fleet import Server, fleet

EXAMPLES = Path(__file__).parents[2] / "examples"
ORGANISATION = "tokiwa-moving"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PEOPLE = 200
EACH = 3
"""Deliveries of one event."""
TICKETS = 10
"""Every so many events one is a click that opens a ticket; the others are questions."""
PATIENCE = 300
"""Seconds until everything must be done."""


@dataclass
class Sent:
    """What was sent: the thread of each question, how many tickets were asked for, and each
    acknowledgement: when it was asked for and how many seconds it took."""

    questions: list[tuple[str, str]] = field(default_factory=list)
    tickets: int = 0
    acks: list[tuple[float, float]] = field(default_factory=list)
    refused: int = 0

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the deliveries was acknowledged."""
        took = sorted(seconds for _, seconds in self.acks)
        return took[min(len(took) - 1, int(len(took) * share))] * 1000

    def worst_by_second(self) -> list[int]:
        """Milliseconds of the slowest acknowledgement in each second, from the first on."""
        began, worst = min(at for at, _ in self.acks), defaultdict[int, float](float)
        for at, took in self.acks:
            worst[int(at - began)] = max(worst[int(at - began)], took)
        return [round(worst[second] * 1000) for second in range(max(worst) + 1)]


def prepared(data: Path, url: str | None) -> None:
    """A house with one sample organisation and its policy."""
    profile = load_profile(EXAMPLES / "organisations" / f"{ORGANISATION}.toml")
    with open_house(data, BotSettings(database_url=url)) as house:
        house.desk.register(load_profile(EXAMPLES / "organisations" / "tokiwa.toml"))
        house.desk.register(profile)
        for source in profile.policies:
            reading = read_policy(
                EXAMPLES / source.file,
                organisation=profile.id,
                policy=source.slug,
                effective=source.effective,
                audience=source.audience,
                language=source.language,
            )
            bring_in(house, reading)


def settings(slack: FakeSlack, url: str | None) -> dict[str, str]:
    """The environment of a server."""
    return {
        "MADOGUCHI_SLACK_BOT_TOKEN": "xoxb-test",
        "MADOGUCHI_SLACK_SIGNING_SECRET": SECRET,
        "MADOGUCHI_SLACK_ORGANISATION": ORGANISATION,
        "MADOGUCHI_SLACK_BASE_URL": slack.url,
        **({"MADOGUCHI_BOT_DATABASE_URL": url} if url else {}),
    }


async def send(slack: FakeSlack, servers: Sequence[Server], rate: int, seconds: float) -> Sent:
    """Deliver events at a steady pace, each several times and to every server in turn."""
    sent, tasks = Sent(), []
    make, began = Payloads(slack), time.perf_counter()
    for number in range(int(rate * seconds)):
        user = slack.member(f"U{number % PEOPLE:04d}")
        request = _request(_event(make, sent, user, number))
        for copy in range(EACH):
            server = servers[(number + copy) % len(servers)]
            tasks.append(asyncio.create_task(_deliver(sent, server, servers, request)))
        await asyncio.sleep(max(0.0, began + (number + 1) / rate - time.perf_counter()))
    await asyncio.gather(*tasks)
    _hang_up()
    return sent


def settled(slack: FakeSlack, sent: Sent) -> Counter[int]:
    """How many questions have how many answers, once all have one or the time is over."""
    until = time.monotonic() + PATIENCE
    while True:
        given = Counter(
            (one["channel"], one["thread_ts"])
            for one in list(slack.conversations.messages.values())
            if one.get("thread_ts")
        )
        answers = Counter(given[thread] for thread in sent.questions)
        if not answers[0] or time.monotonic() > until:
            return answers
        time.sleep(0.5)


def tickets(data: Path, url: str | None) -> int:
    """How many tickets the desk has."""
    with open_house(data, BotSettings(database_url=url)) as house:
        return house.desk.tickets().total


def _event(make: Payloads, sent: Sent, user: str, number: int) -> str:
    if number % TICKETS == TICKETS - 1:
        sent.tickets += 1
        thread = f"1800000000.8{number:05d}"
        click = make.click(user, {"action_id": "talk_to_person"}, f"D{user[1:]}", thread, thread)
        return as_form(click)
    event = make.dm(user, "Are calls to the customer office recorded?")
    sent.questions.append((event["event"]["channel"], event["event"]["ts"]))
    return json.dumps(event)


async def _deliver(sent: Sent, server: Server, servers: Sequence[Server], request: bytes) -> None:
    """As Slack does: what is not acknowledged is sent again."""
    for attempt in range(100):
        began = time.perf_counter()
        if await _post(server.port, request) == 200:
            sent.acks.append((began, time.perf_counter() - began))
            return
        sent.refused += 1
        await asyncio.sleep(0.2)
        server = servers[attempt % len(servers)]
    raise TimeoutError("a delivery was never acknowledged")


def _request(body: str) -> bytes:
    headers = signed(body, SECRET) | {"Host": "127.0.0.1", "Content-Length": str(len(body.encode()))}
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(["POST /slack/events HTTP/1.1", *lines, "", body]).encode()


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_IDLE: dict[int, list[Connection]] = defaultdict(list)


async def _post(port: int, request: bytes) -> int:
    """The status of one request, over a connection that is kept; 0 where there is no server."""
    try:
        connection = _IDLE[port].pop() if _IDLE[port] else await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return 0
    try:
        status = await _asked(connection, request)
    except (OSError, asyncio.IncompleteReadError):
        connection[1].close()
        return 0
    _IDLE[port].append(connection)
    return status


async def _asked(connection: Connection, request: bytes) -> int:
    reader, writer = connection
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), b":0")
    await reader.readexactly(int(length.split(b":")[1]))
    return int(head.split()[1])


def _hang_up() -> None:
    for connections in _IDLE.values():
        for _, writer in connections:
            writer.close()
    _IDLE.clear()


async def warm(slack: FakeSlack, servers: Sequence[Server]) -> None:
    """A question to each server, and its answer: what is measured is no first start."""
    make = Payloads(slack, prefix="W")
    for server in servers:
        for _ in range(3):
            event = make.dm(slack.member("U9999"), "Are calls to the customer office recorded?")
            assert await _post(server.port, _request(json.dumps(event))) == 200
    until = time.monotonic() + 60
    while len(slack.messages("D9999")) < 3 * len(servers) and time.monotonic() < until:
        await asyncio.sleep(0.1)
    await asyncio.sleep(3)


def measure(rate: int, seconds: float, count: int, url: str | None, folder: Path) -> dict[str, Any]:
    """One burst and what became of it."""
    data = folder / "data"
    prepared(data, url)
    with FakeSlack() as slack, fleet(data, count, settings(slack, url)) as servers:
        sent = asyncio.run(_warm_and_send(slack, servers, rate, seconds))
        over = time.monotonic()
        answers = settled(slack, sent)
        drained = time.monotonic() - over
        time.sleep(2)
    return {
        "deliveries": len(sent.acks),
        "ack ms p50": round(sent.percentile(0.5)),
        "ack ms p99": round(sent.percentile(0.99)),
        "ack ms worst by second": sent.worst_by_second(),
        "answers per question": dict(answers),
        "tickets asked for": sent.tickets,
        "tickets": tickets(data, url),
        "drained after s": round(drained, 1),
    }


async def _warm_and_send(slack: FakeSlack, servers: Sequence[Server], rate: int, seconds: float) -> Sent:
    await warm(slack, servers)
    return await send(slack, servers, rate, seconds)


def main() -> None:
    """Measure one burst."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rate", type=int, default=30)
    asked.add_argument("--seconds", type=float, default=30)
    asked.add_argument("--servers", type=int, default=1)
    asked.add_argument("--postgres", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pg").mkdir()
        database = postgres.running(Path(folder) / "pg") if given.postgres else nullcontext(None)
        with database as url:
            told = measure(given.rate, given.seconds, given.servers, url, Path(folder))
    print(json.dumps(told, indent=2))  # noqa: T201  # the result


if __name__ == "__main__":
    main()
