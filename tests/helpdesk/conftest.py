"""A desk on a fresh database, with a clock that tests turn."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.database import Database
from helpdesk import Agent, Desk, Intake, Origin, Profile, Vault, metadata, open_desk
from helpdesk.organisations import parse_profile

PROFILE = """
schema_version = 1
id = "minato"
name = "Minato Ferries"
language = "en"
regime = "appi"
time_zone = "Asia/Tokyo"
country = "JP"

[[desk]]
id = "counter"
name = "Customer counter"
handles = ["inquiry", "complaint", "rights_request", "opt_out", "incident_report"]
hours = [
  { days = ["mon", "tue", "wed", "thu", "fri"], from = "09:00", to = "12:00" },
  { days = ["mon", "tue", "wed", "thu", "fri"], from = "13:00", to = "17:00" },
]
closed = ["public_holidays", "2026-11-25", "summer holidays"]
clause = "minato/privacy-policy#7"

[procedure.default]
rights = ["disclosure", "correction"]
desk = "counter"
in_writing_only = true
documents = ["official certificate"]
steps = [{ en = "Write to us.", ja = "書面でお送りください。" }]
clause = ["minato/privacy-policy#7.1"]

[procedure.disclosure]
fields = ["name", "address", "disclosure_method", "fee_acknowledged"]
methods = ["written", "electromagnetic"]
fee = { amount = 1000, currency = "JPY", note = { en = "by post", ja = "郵送" } }
notices = ["recording", "after"]

[[notice]]
id = "recording"
when = "before_details"
text = { en = "What you say is recorded.", ja = "内容は記録されます。" }
clause = "minato/privacy-policy#7.2"

[[notice]]
id = "after"
when = "after_filing"
text = { en = "We send the form by post.", ja = "書式を郵送します。" }
"""


class Clock:
    """The time, as the test sets it: Monday 16 November 2026, 10:00 in Tokyo at first."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **passed: float) -> None:
        self.now += timedelta(**passed)


def profile_with(**changes: Any) -> Profile:
    """The sample profile with some top-level keys changed."""
    return parse_profile(tomllib.loads(PROFILE) | changes, "minato.toml")


def intake(**changes: Any) -> Intake:
    """A complaint from the web."""
    plain = Intake(
        organisation="minato",
        kind="complaint",
        right=None,
        origin=Origin("web", "conversation-1"),
        language="en",
        audience="public",
        message="You gave my number to somebody.",
        answers={"contact": "rin@example.org"},
    )
    return replace(plain, **changes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.open(tmp_path / "vault.key")


@pytest.fixture
def desk(database: Database, vault: Vault, clock: Clock) -> Desk:
    metadata.create_all(database.engine)
    desk = open_desk(database, vault, clock=clock)
    desk.register(profile_with())
    return desk


@pytest.fixture
def agent(desk: Desk) -> Agent:
    return desk.agents.add_agent("aiko@minato.example", "Aiko Mori", "a long enough password")


@pytest.fixture
def filed(desk: Desk) -> Callable[..., str]:
    """Files the sample complaint and returns the ticket's id."""

    def file(**changes: Any) -> str:
        return desk.open(intake(**changes), key=f"filed-{sorted(changes)}-{changes}").ticket_id

    return file
