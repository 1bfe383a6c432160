"""The whole application over two organisations, with Slack and a provider of identities switched on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from bot.app import build_app
from bot.config import BotSettings
from bot.wiring import House
from tests.access.caller import HOST, ORIGIN, Caller
from tests.access.estate import Side, furnish
from tests.access.principals import Principal, principals

DOORS_OPEN = {
    "MADOGUCHI_OIDC_ISSUER": "http://127.0.0.1:9",
    "MADOGUCHI_OIDC_CLIENT_ID": "desk",
    "MADOGUCHI_SLACK_SIGNING_SECRET": "a secret of Slack",
    "MADOGUCHI_SLACK_CLIENT_ID": "1.2",
    "MADOGUCHI_SLACK_CLIENT_SECRET": "a secret of ours",
}
"""Settings by which every optional route is there."""


@dataclass
class Estate:
    """The application, who comes to it, and a way to see whether anything was changed, and to undo it."""

    app: FastAPI
    caller: Caller
    people: list[Principal]
    live: sqlite3.Connection
    before: sqlite3.Connection

    def person(self, name: str) -> Principal:
        """One of them."""
        return next(one for one in self.people if one.name == name)

    @property
    def stamp(self) -> int:
        """Another number whenever somebody has committed a change since."""
        return int(self.live.execute("PRAGMA data_version").fetchone()[0])

    def keep(self) -> None:
        """What is there now is what `restore` brings back."""
        self.live.backup(self.before)

    def restore(self) -> None:
        """Everything as it was when it was kept."""
        self.before.backup(self.live)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, true_hasher: PasswordHasher) -> Iterator[House]:
    """An empty house whose time stands still."""
    now = datetime.now(UTC)
    settings = BotSettings(allowed_hosts=(HOST,), public_url=ORIGIN)
    with House(tmp_path_factory.mktemp("access") / "data", settings, lambda: now) as house:
        yield house


@pytest.fixture(scope="session")
def sides(house: House) -> tuple[Side, Side]:
    """The two organisations."""
    folder = house.data.parent
    return furnish(house, folder, "aoba", "kestrel"), furnish(house, folder, "kita", "heron")


@pytest.fixture(scope="session")
def estate(house: House, sides: tuple[Side, Side]) -> Iterator[Estate]:
    """The application over it. No timer and no delivery runs: what changes was changed by a request."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in DOORS_OPEN.items():
            patch.setenv(name, value)
        app = build_app(house)
    people, path = list(principals(house, *sides)), house.data / "madoguchi.db"
    with Caller(app) as caller, closing(_opened(path)) as live, closing(_opened(Path(":memory:"))) as before:
        for one in people:  # what is noted of a first use would be taken for a change
            headers = {"Cookie": f"desk={one.session}", "Authorization": f"Bearer {one.bearer}"}
            caller.call("GET", f"/desk/tickets/{one.own.reference}", headers)
            caller.call("GET", "/api/desk/v1/tickets", headers)
        found = Estate(app, caller, people, live, before)
        found.keep()
        yield found


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    return connection
