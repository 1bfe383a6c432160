"""Weighs open event streams: what each chat that only listens costs the server."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx

from bot.benchmark.server import Served, served
from bot.figures import Figure
from bot.scratch import scratch
from bot.wiring import open_house

TARGET_MIB = 300
FROM_ONE_ADDRESS = 100
"""So many start and listen from one loopback address: fewer than the limits allow."""
SETTLE_SECONDS = 3.0
_ORGANISATION = "aoyama"


def weigh_streams(count: int) -> Iterator[Figure]:
    """MiB by which so many open streams, each of a conversation of its own, swell the server; on Linux alone.

    TimeoutError when the server does not come up.
    """
    if not Path("/proc/self/statm").exists():
        return
    with scratch() as data, ExitStack() as open_:
        with open_house(data) as house:
            house.desk.register_name(_ORGANISATION)
        server = open_.enter_context(served(data))
        _listen(server, open_, "127.0.0.1")
        before = resident_mib(server.pid)
        for number in range(count):
            _listen(server, open_, f"127.0.0.{2 + number // FROM_ONE_ADDRESS}")
        time.sleep(SETTLE_SECONDS)
        yield Figure(f"memory of {count} idle streams", resident_mib(server.pid) - before, TARGET_MIB, "MiB")


def _listen(server: Served, open_: ExitStack, address: str) -> None:
    transport = httpx.HTTPTransport(local_address=address)
    client = open_.enter_context(httpx.Client(base_url=server.client.base_url, transport=transport))
    started = client.post("/api/v1/conversations", json={"organisation": _ORGANISATION, "language": "en"})
    conversation = started.raise_for_status().json()
    path = f"/api/v1/conversations/{conversation['id']}/events"
    bearer = {"Authorization": f"Bearer {conversation['token']}"}
    open_.enter_context(client.stream("GET", path, headers=bearer)).raise_for_status()


def resident_mib(pid: int) -> float:
    """What a process holds in memory, files that it has mapped and read included; on Linux."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
