"""Times what a user waits for: reading policies in, an answer, the server's start, the command's help."""

import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import quantiles

from bot.benchmark.server import command, served
from bot.benchmark.timing import seconds
from bot.evaluation import bring_in_all
from bot.figures import Figure
from bot.messages import Message
from bot.scratch import scratch
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


def time_answers(policies: Path) -> Iterator[Figure]:
    """Times on a temporary data folder, one after the other.

    IngestError when a policy cannot be read, TimeoutError when the server does not come up.
    """
    yield Figure("madoguchi --help", seconds(_help), 0.5, "s")
    with scratch() as data:
        with open_house(data) as house:
            _ = house.knowledge  # opened before, as in a running server
            yield Figure("ingest of all policies", seconds(partial(bring_in_all, house, policies)), 10, "s")
            cuts = quantiles(_asked(house), n=20)
            yield Figure("ask, warm, p50", cuts[9], 150, "ms")
            yield Figure("ask, warm, p95", cuts[18], 150, "ms")
            organisation = house.knowledge.shelf.policies()[0].organisation
        started = seconds(partial(_first_answer, data, organisation))
        yield Figure("server start to first answer", started, 5, "s")


def _help() -> None:
    subprocess.run([*command(), "--help"], check=True, capture_output=True)  # noqa: S603  # our own command


def _asked(house: House) -> list[float]:
    """Milliseconds of each question to each organisation, once all have been asked once."""
    organisations = sorted({row.organisation for row in house.knowledge.shelf.policies()})
    asks = [partial(_ask, house, organisation, text) for organisation in organisations for text in QUESTIONS]
    for ask in asks:
        ask()
    return [seconds(ask) * 1000 for ask in asks]


def _ask(house: House, organisation: str, text: str) -> None:
    message = Message(None, organisation, text, "cli", "public", None, None, (), "bench")
    list(house.conversation.handle(message))


def _first_answer(data: Path, organisation: str) -> None:
    with served(data) as server:
        client = server.client
        started = client.post("/api/v1/conversations", json={"organisation": organisation, "language": "en"})
        conversation = started.raise_for_status().json()
        answer = client.post(
            f"/api/v1/conversations/{conversation['id']}/messages",
            json={"text": QUESTIONS[0], "key": "benchmark-1"},
            headers={"Authorization": f"Bearer {conversation['token']}"},
        )
        answer.raise_for_status()
