"""Times what a user waits for: reading policies in, an answer, the server's start, the command's help."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import httpx

from bot.evaluation import bring_in_all
from bot.messages import Message
from bot.wiring import House, open_house

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
    """Times on a temporary data folder, one after the other.

    IngestError when a policy cannot be read, TimeoutError when the server does not come up.
    """
    yield Timing("madoguchi --help", _seconds(_help), 0.5, "s")
    with TemporaryDirectory() as folder:
        data = Path(folder)
        with open_house(data) as house:
            _ = house.knowledge  # opened before, as in a running server
            yield Timing("ingest of all policies", _seconds(partial(bring_in_all, house, policies)), 10, "s")
            cuts = quantiles(_asked(house), n=20)
            yield Timing("ask, warm, p50", cuts[9], 150, "ms")
            yield Timing("ask, warm, p95", cuts[18], 150, "ms")
            organisation = house.knowledge.shelf.policies()[0].organisation
        seconds = _seconds(partial(_first_answer, data, organisation))
        yield Timing("server start to first answer", seconds, 5, "s")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _help() -> None:
    subprocess.run([*_command(), "--help"], check=True, capture_output=True)  # noqa: S603  # our own command


def _command() -> list[str]:
    return [sys.executable, "-c", "from bot.cli.main import main; main()"]


def _asked(house: House) -> list[float]:
    """Milliseconds of each question to each organisation, once all have been asked once."""
    organisations = sorted({row.organisation for row in house.knowledge.shelf.policies()})
    asks = [partial(_ask, house, organisation, text) for organisation in organisations for text in QUESTIONS]
    for ask in asks:
        ask()
    return [_seconds(ask) * 1000 for ask in asks]


def _ask(house: House, organisation: str, text: str) -> None:
    message = Message(None, organisation, text, "cli", "public", None, None, (), "bench")
    list(house.conversation.handle(message))


def _first_answer(data: Path, organisation: str) -> None:
    with _served(data) as url, httpx.Client(base_url=url, timeout=WAIT_SECONDS) as client:
        _until_ready(client)
        started = client.post("/api/v1/conversations", json={"organisation": organisation, "language": "en"})
        conversation = started.raise_for_status().json()
        answer = client.post(
            f"/api/v1/conversations/{conversation['id']}/messages",
            json={"text": QUESTIONS[0], "key": "benchmark-1"},
            headers={"Authorization": f"Bearer {conversation['token']}"},
        )
        answer.raise_for_status()


@contextmanager
def _served(data: Path) -> Iterator[str]:
    port = _free_port()
    command = [*_command(), "--data", str(data), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
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
