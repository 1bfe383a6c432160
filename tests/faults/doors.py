"""A running application over a house with one organisation, and what `/readyz` says of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi.testclient import TestClient

from bot.app import build_app
from bot.config import BotSettings
from bot.drills.victim import intake
from bot.wiring import Clock, House, now
from ingest import read_policy
from tests.bot.web.conftest import POLICY, Chat

THIRD = "Do you give my data to third parties?"
COMPLAINED = replace(intake(1), organisation="aoba")
COMPLAINT = {"kind": "complaint", "right": None, "answers": {}, "key": "filing-0001"}


@dataclass
class Door:
    """The application's client and the house behind it."""

    house: House
    client: TestClient

    def reasons(self) -> tuple[bool, list[str]]:
        """Whether it is ready, and the reasons; whether timers just ran into the fault is left out."""
        answer = self.client.get("/readyz")
        told = answer.json()
        assert told["ready"] == (answer.status_code == 200)
        return told["ready"], [reason for reason in told["reasons"] if reason != "timers_failing"]

    def chat(self) -> Chat:
        """A new conversation."""
        started = self.client.post("/api/v1/conversations", json={"organisation": "aoba"}).json()
        return Chat(self.client, started["id"], started["token"])


@contextmanager
def opened(data: Path, settings: BotSettings | None = None, clock: Clock = now) -> Iterator[House]:
    """A house whose one organisation `aoba` has a policy."""
    settings = settings or BotSettings()
    settings.allowed_hosts = ("testserver",)
    with House(data, settings, clock) as house:
        house.desk.register_name("aoba")
        file = data / "notice.md"
        file.write_text(POLICY, "utf-8")
        house.knowledge.indexer.replace(read_policy(file, organisation="aoba").version)
        yield house


@contextmanager
def door(house: House) -> Iterator[Door]:
    """Its application, running."""
    with TestClient(build_app(house), raise_server_exceptions=False) as client:
        yield Door(house, client)
