"""Two hundred canaries sung at every door stand nowhere in plain: database, index, logs, temporary files."""

import json
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bot.wiring import open_house
from tests.fakes.slack import FakeSlack, Payloads, signed
from tests.faults.burst import ORGANISATION, SECRET, prepared, settings
from tests.faults.fleet import Server, fleet

pytestmark = [pytest.mark.enable_socket]

ROUNDS = 14
PASSWORD = "a long password of hers"
ADDRESS = "lee@desk.example"


@dataclass
class Choir:
    """The canaries, each with the door at which it sang."""

    sung: dict[str, str] = field(default_factory=dict)

    def word(self, door: str) -> str:
        """A new one: a word that stands nowhere else."""
        canary = f"kanari{secrets.token_hex(6)}"
        self.sung[canary] = door
        return canary

    def address(self, door: str) -> str:
        """A new one as an e-mail address."""
        return f"{self.word(door)}@mail.example"


@dataclass
class Doors:
    """Somebody at the server's doors, and an agent behind them."""

    client: httpx.Client
    choir: Choir
    agent: httpx.Client

    def web(self, number: int) -> str:
        """Ask, hand over, file, send a file; the code of the receipt."""
        sing = self.choir.word
        started = self._post("/api/v1/conversations", site=None, organisation=ORGANISATION, language="en")
        path, bearer = (
            f"/api/v1/conversations/{started['id']}",
            {"Authorization": f"Bearer {started['token']}"},
        )
        for turn, text in enumerate(("Who receives data about {}?", "I, {}, want to file a complaint.")):
            body = {"text": text.format(sing("message")), "key": f"message-{turn}"}
            self.client.post(f"{path}/messages", json=body, headers=bearer).raise_for_status()
        self.client.get(f"{path}/form?kind=complaint", headers=bearer).raise_for_status()
        answers = {"name": sing("name"), "contact": self.choir.address("contact"), "details": sing("details")}
        filing = {"kind": "complaint", "right": None, "answers": answers, "key": f"filing-{number:04}"}
        filed = self.client.post(f"{path}/tickets", json=filing, headers=bearer).raise_for_status().json()
        wish = {"message": sing("handoff"), "key": f"handoff-{number:04}"}
        self.client.post(f"{path}/handoff", json=wish, headers=bearer).raise_for_status()
        code = str(filed["status_url"]).partition("#")[2]
        self._post(
            "/api/v1/status/messages", token=code, text=sing("status message"), key=f"status-{number:04}"
        )
        self.client.post(
            "/api/v1/status/code",
            json={"token": code, "key": "code-0001", "address": self.choir.address("code")},
        )
        self._desk(str(filed["reference"]))
        return code

    def plain(self, number: int) -> None:
        """The pages without scripts."""
        form = {
            "key": f"plain-{number:04}",
            "lang": "en",
            "text": f"Do you share {self.choir.word('plain page')}?",
        }
        self.client.post(f"/chat/{ORGANISATION}", data=form).raise_for_status()

    def _desk(self, reference: str) -> None:
        sing, ticket = self.choir.word, f"/desk/tickets/{reference}"
        for step, body in (("note", "text"), ("reply", "text")):
            form = self._hidden(ticket) | {body: sing(step)}
            self.agent.post(f"{ticket}/{step}", data=form).raise_for_status()
        self.agent.get("/desk", params={"search": sing("search")}).raise_for_status()
        file = {"file": (f"{sing('file name')}.txt", sing("file content").encode(), "text/plain")}
        form = self._hidden(ticket) | {"purpose": "other"}
        self.agent.post(f"{ticket}/files", data=form, files=file).raise_for_status()

    def _hidden(self, path: str) -> dict[str, str]:
        """What the forms of a page send by themselves."""
        page = self.agent.get(path).raise_for_status().text
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))

    def _post(self, path: str, **body: object) -> dict[str, str]:
        answer: dict[str, str] = self.client.post(path, json=body).raise_for_status().json()
        return answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prepared(tmp_path / "data", None)
    with open_house(tmp_path / "data") as house:
        house.desk.agents.add_agent(ADDRESS, "Lee Park", PASSWORD, "administrator")
    (tmp_path / "temporary").mkdir()
    return tmp_path


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def server(folder: Path, slack: FakeSlack) -> Iterator[Server]:
    own = {"TMPDIR": str(folder / "temporary")}
    with fleet(folder / "data", 1, settings(slack, None) | own) as (server,):
        yield server


def sing_in_slack(slack: FakeSlack, server: Server, choir: Choir) -> None:
    """Questions and complaints in direct messages."""
    make = Payloads(slack)
    for number in range(ROUNDS):
        user = slack.member(f"U{number:04d}")
        for text in ("Are calls recorded, asks {}?", "I, {}, want to file a complaint."):
            body = json.dumps(make.dm(user, text.format(choir.word("slack message"))))
            url = f"http://127.0.0.1:{server.port}/slack/events"
            httpx.post(url, content=body, headers=signed(body, SECRET)).raise_for_status()


def found_in(folder: Path, choir: Choir) -> list[tuple[str, str]]:
    """Where a canary stands in plain, and at which door it sang."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "madoguchi.db" for path in files)
    return [
        (str(path.relative_to(folder)), door)
        for path in files
        for content in [path.read_bytes()]
        for canary, door in choir.sung.items()
        if canary.encode() in content or canary.encode("utf-16-le") in content
    ]


def test_no_canary_is_found_in_plain(folder: Path, server: Server, slack: FakeSlack) -> None:
    choir, url = Choir(), f"http://127.0.0.1:{server.port}"
    with (
        httpx.Client(base_url=url, timeout=60) as client,
        httpx.Client(base_url=url, timeout=60, follow_redirects=True) as agent,
    ):
        agent.headers["Origin"] = url
        agent.post("/desk/sign-in", data={"email": ADDRESS, "password": PASSWORD})
        doors = Doors(client, choir, agent)
        for number in range(ROUNDS):
            doors.web(number)
            doors.plain(number)
    sing_in_slack(slack, server, choir)
    time.sleep(3)
    server.kill()  # what lay in memory or half written stays where it is
    assert len(choir.sung) >= 200
    assert found_in(folder, choir) == []


def test_plain_text_would_be_found(folder: Path) -> None:
    assert found_in(folder, Choir({ORGANISATION: "the organisation's name"}))
