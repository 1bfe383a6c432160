"""The house that hostile input is sent to: a sample organisation with its policy, a site, tickets, people."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from bot.app import build_app
from bot.bringing import bring_in, make_known
from bot.config import BotSettings
from bot.web.limits import Limit
from bot.wiring import House
from helpdesk import Intake, Origin
from ingest import read_policy

EXAMPLES = Path(__file__).parents[2] / "examples"
ORGANISATION = "pennywhistle"
PASSWORD = "correct horse battery"
SCOPES = ("tickets:read", "tickets:write", "preferences:read")


class Served:
    """The application as a server runs it: what it raises has been answered already, and is kept here."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.raised: list[Exception] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http":
                raise
            self.raised.append(error)


@dataclass
class Target:
    """What is attacked, and what an attacker would have in hand: tokens and references that are good."""

    house: House
    app: Served
    desk_token: str = ""
    conversations: dict[str, str] = field(default_factory=dict)
    """Tokens by the id of their conversation."""
    references: list[str] = field(default_factory=list)
    status_tokens: list[str] = field(default_factory=list)

    def converse(self) -> None:
        """Begin a conversation on the site, and another on a page of ours."""
        for site in (self.house.sites.all()[0].key, None):
            begun = self.house.store.start("web", ORGANISATION, "en", "public", None, site)
            self.conversations[begun.id] = begun.token

    def file(self, number: int) -> None:
        """File a ticket from the newest conversation."""
        kind, right = (("inquiry", None), ("rights_request", "erasure"), ("complaint", None))[number % 3]
        receipt = self.house.desk.open(
            Intake(
                organisation=ORGANISATION,
                kind=kind,  # type: ignore[arg-type]
                right=right,  # type: ignore[arg-type]
                origin=Origin("web", list(self.conversations)[-1 - number]),
                language="en",
                audience="public",
                message="Please delete what you have about me.",
                answers={"name": "Kim Lee", "contact": "kim.lee@mail.example"},
            ),
            key=f"hostile-{number}",
        )
        self.references.append(receipt.reference)
        self.status_tokens.append(receipt.status_token)


@contextmanager
def attacked(folder: Path, database_url: str | None = None) -> Iterator[Target]:
    """An open house with everything in it; nobody is told to slow down, or most calls would not get in."""
    settings = BotSettings(allowed_hosts=("testserver",), database_url=database_url)
    with pytest.MonkeyPatch.context() as patch, House(folder, settings) as house:
        patch.setattr(Limit, "wait", lambda _self, _key: 0)
        make_known(house, ORGANISATION)
        notice = EXAMPLES / "policies" / ORGANISATION / "privacy-notice.html"
        bring_in(house, read_policy(notice, organisation=ORGANISATION, policy="privacy-notice"))
        site = house.sites.add(ORGANISATION, "Shop", ("http://testserver",))
        house.sites.change(site.key, takes_files=True)
        target = Target(house, Served(build_app(house)))
        for number in range(3):
            target.converse()
            target.file(number)
        for name, role in (("mei", "agent"), ("ravi", "administrator")):
            person = house.desk.agents.add_agent(f"{name}@desk.example", name, PASSWORD, role)  # type: ignore[arg-type]
        target.desk_token = house.desk.api_tokens.issue("program", SCOPES, None, 30, by=person.id)
        yield target
