"""What a crash, a crowd and a forger may do to the app, against real servers."""

import asyncio
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import postgres
from tests.bot.slack.conftest import SECRET, Workspace
from tests.fakes.slack import FakeSlack, signed
from tests.faults.burst import Sent, prepared, send, settings, settled, tickets, warm
from tests.faults.fleet import Server, fleet

RATE, SECONDS = 15, 6


async def with_a_crash(slack: FakeSlack, servers: Sequence[Server]) -> Sent:
    """A burst in whose middle one process is killed, and started again."""
    await warm(slack, servers)
    sending = asyncio.create_task(send(slack, servers, RATE, SECONDS))
    await asyncio.sleep(SECONDS + 1.5)
    servers[-1].kill()
    await asyncio.to_thread(servers[-1].start)
    return await sending


def in_flight(servers: Sequence[Server]) -> int:
    """The answers that the servers say may have come twice."""
    return sum(len(re.findall('"slack answer may come twice"', one.log())) for one in servers)


@pytest.mark.parametrize("count", [1, 2], ids=["sqlite, one process", "postgresql, two processes"])
def test_a_killed_process_loses_nothing(
    socket_enabled: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, count: int
) -> None:
    if count == 1:
        burst_with_a_crash(tmp_path / "data", None, count)
        return
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (tests/setup.sh)")
    with postgres.running(tmp_path_factory.mktemp("postgres")) as url:
        burst_with_a_crash(tmp_path / "data", url, count)


def burst_with_a_crash(data: Path, url: str | None, count: int) -> None:
    """Every question is answered, every ticket opened once; what came twice was in flight, and is counted."""
    prepared(data, url)
    with FakeSlack() as slack, fleet(data, count, settings(slack, url)) as servers:
        sent = asyncio.run(with_a_crash(slack, servers))
        answers = settled(slack, sent)
        twice = in_flight(servers)
    assert answers[0] == 0, "nothing is lost"
    assert sum(answers[number] for number in answers if number > 1) <= twice
    assert tickets(data, url) == sent.tickets
    assert len(sent.acks) == 3 * RATE * SECONDS


MUTATIONS = 1000


def test_no_mutated_signature_is_accepted(workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    body = json.dumps(workspace.send.dm("U0ANN", "keep my secret?"))
    good = signed(body, SECRET)
    stamp, signature = good["X-Slack-Request-Timestamp"], good["X-Slack-Signature"]
    refused = 0
    for number in range(MUTATIONS):
        place, mutated = number // 3, dict(good)
        sent = body
        if number % 3 == 0:
            mutated["X-Slack-Signature"] = _changed(signature, place)
        elif number % 3 == 1:
            mutated["X-Slack-Request-Timestamp"] = _changed(stamp, place)
        else:
            sent = _changed(body, place)
        refused += workspace.client.post("/slack/events", content=sent, headers=mutated).status_code == 401
    assert refused == MUTATIONS
    assert workspace.client.post("/slack/events", content=body, headers=good).status_code == 200
    assert "secret" not in caplog.text


def _changed(text: str, number: int) -> str:
    """The text with one character another: each place in turn, then each with another character."""
    place, turn = number % len(text), number // len(text)
    other = chr((ord(text[place]) - 33 + 1 + turn) % 94 + 33)
    return text[:place] + other + text[place + 1 :]
