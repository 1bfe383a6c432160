"""The whole application over a house with one organisation, asked without a socket."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from bot.app import build_app
from bot.config import BotSettings
from bot.wiring import House
from ingest import read_policy

POLICY = """# Privacy Policy

Effective April 1, 2024

## 1. Purposes

We use personal information to deliver books and to send our catalogue.

## 2. Third parties

We do not provide personal information to third parties without consent.
"""

SHOP = "https://shop.example"
STAFF = POLICY.replace("# Privacy Policy", "# Staff Notice").replace("books", "salaries")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with a public policy and one for employees."""
    settings = BotSettings(allowed_hosts=("testserver",))
    with House(tmp_path / "data", settings) as house:
        house.desk.register_name("aoba")
        house.sites.add("aoba", "Shop", (SHOP,))
        for name, text, audience in (("public.md", POLICY, "public"), ("staff.md", STAFF, "employees")):
            (tmp_path / name).write_text(text, "utf-8")
            reading = read_policy(tmp_path / name, organisation="aoba", audience=audience)
            house.knowledge.indexer.replace(reading.version)
        yield house


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """A running application."""
    with TestClient(build_app(house)) as client:
        yield client


@pytest.fixture
def shop(house: House) -> str:
    """The key of the one site."""
    return house.sites.all()[0].key


@dataclass
class Chat:
    """A conversation as a widget holds it."""

    client: TestClient
    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, path: str, body: dict[str, Any], **headers: str) -> Response:
        """Send something to the conversation."""
        url = f"/api/v1/conversations/{self.id}/{path}"
        return self.client.post(url, json=body, headers={**self.headers, **headers})

    def ask(self, text: str, key: str = "message-1") -> list[dict[str, str]]:
        """The events of the reply."""
        return events(self.post("messages", {"text": text, "key": key}).text)

    def history(self) -> dict[str, Any]:
        """What the conversation holds."""
        answer = self.client.get(f"/api/v1/conversations/{self.id}", headers=self.headers)
        held: dict[str, Any] = answer.json()
        return held


def events(stream: str) -> list[dict[str, str]]:
    """A server-sent stream taken apart."""
    return [
        dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        for block in stream.replace("\r\n", "\n").split("\n\n")
        if "event: " in block
    ]


@pytest.fixture
def chat(client: TestClient) -> Chat:
    """A new conversation."""
    started = client.post("/api/v1/conversations", json={"organisation": "aoba", "language": "en"}).json()
    return Chat(client, started["id"], started["token"])
