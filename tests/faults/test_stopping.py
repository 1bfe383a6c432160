"""A server that is told to stop: no longer ready, streams ended, what is in hand finished, then gone."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.fakes.language_model.characters import honest
from tests.fakes.language_model.server import Asked, FakeLanguageModel, Step
from tests.faults.burst import ORGANISATION, prepared
from tests.faults.fleet import Server, fleet

pytestmark = [pytest.mark.enable_socket]


@pytest.fixture
def model() -> Iterator[FakeLanguageModel]:
    """A model that writes nothing until it is released."""

    def waiting(asked: Asked) -> Iterator[Step]:
        asked.released.wait(60)
        yield from honest(asked)

    with FakeLanguageModel(waiting) as model:
        yield model


@pytest.fixture
def server(tmp_path: Path, model: FakeLanguageModel) -> Iterator[Server]:
    prepared(tmp_path, None)
    settings = {
        "MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL": "openai:fake",
        "MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_URL": model.url,
        "MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_ORGANISATIONS": '["*"]',
        "MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_SECONDS": "60",
        "MADOGUCHI_BOT_DRAIN_SECONDS": "2",
        "OPENAI_API_KEY": "none",
    }
    with fleet(tmp_path, 1, settings) as (server,):
        yield server


@dataclass
class Visitor:
    """Somebody with an open stream who waits for an answer."""

    stream: Future[list[str]]
    answer: Future[str]


@pytest.fixture
def visitor(server: Server, model: FakeLanguageModel) -> Iterator[Visitor]:
    url = f"http://127.0.0.1:{server.port}"
    with ThreadPoolExecutor() as threads, httpx.Client(base_url=url, timeout=90) as client:
        started = client.post("/api/v1/conversations", json={"organisation": ORGANISATION}).json()
        client.headers["Authorization"] = f"Bearer {started['token']}"
        path = f"/api/v1/conversations/{started['id']}"
        opened = threads.submit(_heard, client, f"{path}/events")
        asked = {"text": "Who receives my data?", "key": "message-1"}
        answer = threads.submit(lambda: client.post(f"{path}/messages", json=asked).text)
        while not model.received:
            assert not answer.done(), answer.result()
            time.sleep(0.05)
        yield Visitor(opened, answer)
        model.released.set()


def _heard(client: httpx.Client, path: str) -> list[str]:
    with client.stream("GET", path) as stream:
        return list(stream.iter_lines())


def process(server: Server) -> subprocess.Popen[bytes]:
    """The running one."""
    assert server.process
    return server.process


def ready(server: Server) -> httpx.Response:
    """What a balancer asks."""
    return httpx.get(f"http://127.0.0.1:{server.port}/readyz", timeout=10)


def test_what_is_in_hand_is_finished(server: Server, visitor: Visitor, model: FakeLanguageModel) -> None:
    process(server).send_signal(signal.SIGTERM)
    while (answer := ready(server)).status_code == 200:
        pass
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["stopping"]
    assert any("searching" in line for line in visitor.stream.result(timeout=30))  # it ended, and not broken
    assert not visitor.answer.done()
    model.released.set()
    assert "event: done" in visitor.answer.result(timeout=30)
    assert process(server).wait(30) == 0
    lines = [line for line in server.log().splitlines() if line.startswith("{")]
    assert [json.loads(line)["message"] for line in lines if '"error"' in line] == []


def test_a_second_time_it_ends_at_once(server: Server, visitor: Visitor) -> None:
    process(server).send_signal(signal.SIGTERM)
    while ready(server).status_code == 200:
        pass
    process(server).send_signal(signal.SIGTERM)
    assert process(server).wait(30) == 128 + signal.SIGTERM
    with pytest.raises(httpx.TransportError):
        visitor.answer.result(timeout=30)
    server.start()  # nothing is in the way of the next one
