"""Times what a user waits for: reading policies in, an answer, the server's start, the command's help."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import httpx

from bot.evaluation import bring_in
from bot.wiring import open_house

QUESTIONS = (
    "Who may ask for disclosure of my data?",
    "What is the fee for disclosure?",
    "Do you give my data to third parties without my consent?",
    "How can I stop your newsletter?",
    "Which security measures do you take?",
    "What is my personal information used for?",
    "How long do you keep my data?",
    "Where can I complain about the handling of my data?",
    "Do you use cookies?",
    "個人情報の利用目的は何ですか",
    "開示請求の手数料はいくらですか",
    "第三者に提供されるのはどんな場合ですか",
)
WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Timing:
    """One thing timed, with its target, in the unit named."""

    what: str
    value: float
    target: float
    unit: str


def benchmark(policies: Path) -> Iterator[Timing]:
    """Times on a temporary data folder, one after the other. IngestError when a policy cannot be read."""
    yield Timing("madoguchi --help", _seconds(_help), 0.5, "s")
    with TemporaryDirectory() as folder:
        data = Path(folder)
        with open_house(data) as house:
            _ = house.knowledge
            yield Timing("ingest of all policies", _seconds(lambda: bring_in(house, policies)), 10, "s")
            times = sorted(_asked(house))
            cuts = quantiles(times, n=20)
            yield Timing("ask, warm, p50", cuts[9], 150, "ms")
            yield Timing("ask, warm, p95", cuts[18], 150, "ms")
            organisation = house.knowledge.shelf.policies()[0].organisation
        seconds = _seconds(lambda: _first_answer(data, organisation))
        seconds = _seconds(lambda: _first_answer(data, organisation))
        yield Timing("server start to first answer", seconds, 5, "s")
        answer.raise_for_status()


@contextmanager
def _served(data: Path) -> Iterator[str]:
    port = _free_port()
    command = [*_command(), "--data", str(data), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)  # noqa: S603
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(WAIT_SECONDS)


def _until_ready(client: httpx.Client) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        try:
            if client.get("/readyz").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.02)
    raise TimeoutError("the server did not become ready; `madoguchi doctor` may say why")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
