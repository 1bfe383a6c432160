"""A server that is told to stop: no longer ready, streams ended, what is in hand finished, then gone."""

import json
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from filelock import FileLock

from tests.faults.burst import ORGANISATION, prepared
from tests.faults.fleet import Server, fleet

pytestmark = [pytest.mark.enable_socket]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    prepared(tmp_path, None)
    with fleet(tmp_path, 1, {"MADOGUCHI_BOT_DRAIN_SECONDS": "2"}) as (server,):
        yield server


@dataclass
class Visitor:
    """Somebody with an open stream, whose answer waits for the database until `held` is released."""

    stream: Future[str]
    answer: Future[str]
    held: FileLock


@pytest.fixture
def visitor(server: Server) -> Iterator[Visitor]:
    held = FileLock(server.data / "write.lock")
    with ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor())
        client = stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=90))
        started = client.post("/api/v1/conversations", json={"organisation": ORGANISATION}).json()
        client.headers["Authorization"] = f"Bearer {started['token']}"
        path = f"/api/v1/conversations/{started['id']}"
        first = {"text": "Are calls recorded?", "key": "message-1"}
        client.post(f"{path}/messages", json=first).raise_for_status()  # what loads slowly is loaded
        listening = stack.enter_context(client.stream("GET", f"{path}/events"))
        stack.enter_context(held)
        asked = {"text": "Who receives my data?", "key": "message-2"}
        answering = stack.enter_context(client.stream("POST", f"{path}/messages", json=asked))
        yield Visitor(threads.submit(whole, listening), threads.submit(whole, answering), held)


def whole(response: httpx.Response) -> str:
    """What is said until the end; httpx.TransportError when it is broken off."""
    return response.read().decode()


def process(server: Server) -> subprocess.Popen[bytes]:
    """The running one."""
    assert server.process
    return server.process


def told_to_stop(server: Server) -> list[str]:
    """Say it once; the reasons that it gives a balancer for not being ready."""
    process(server).send_signal(signal.SIGTERM)
    while (answer := httpx.get(f"http://127.0.0.1:{server.port}/readyz", timeout=30)).status_code == 200:
        pass
    assert answer.status_code == 503
    reasons: list[str] = answer.json()["reasons"]
    return reasons


def test_what_is_in_hand_is_finished(server: Server, visitor: Visitor) -> None:
    assert told_to_stop(server) == ["stopping"]
    visitor.stream.result(timeout=30)  # it ends, and is not broken off
    assert not visitor.answer.done()
    visitor.held.release()
    assert "event: done" in visitor.answer.result(timeout=60), server.log()
    assert process(server).wait(60) == 0, server.log()
    lines = [json.loads(line) for line in server.log().splitlines() if line.startswith("{")]
    assert [line for line in lines if line["level"] in ("error", "critical")] == []


def test_a_second_time_it_ends_at_once(server: Server, visitor: Visitor) -> None:
    told_to_stop(server)
    process(server).send_signal(signal.SIGTERM)
    assert process(server).wait(30) == 128 + signal.SIGTERM
    with pytest.raises(httpx.TransportError):
        visitor.answer.result(timeout=30)
    visitor.held.release()
    server.start()  # nothing is in the way of the next one
