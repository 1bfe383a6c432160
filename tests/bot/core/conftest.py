"""A house of its own for every test, its time in the test's hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import BotSettings
from bot.messages import Message
from bot.wiring import House
from ingest import read_policy

POLICY = """# Privacy Policy of Aoba Books

Effective April 1, 2024

## 1. Purposes

We use personal information to deliver books and to send our catalogue.

## 2. Third parties

We do not provide personal information to third parties without consent.

## 3. Requests

You may ask us to disclose, correct or delete your personal information. Send us a letter with your name.
"""


class Clock:
    """A time that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, step: timedelta) -> None:
        """Let time pass."""
        self.now += step


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    """A house with one organisation, `aoba`, and its policy."""
    document = tmp_path / "policy.md"
    document.write_text(POLICY, "utf-8")
    with House(tmp_path / "data", BotSettings(), clock) as house:
        house.desk.register_name("aoba")
        house.knowledge.indexer.replace(read_policy(document, organisation="aoba").version)
        yield house


@pytest.fixture
def say() -> Callable[..., Message]:
    """Makes messages to `aoba`."""

    def make(text: str, conversation: str | None = None, key: str = "message-1") -> Message:
        return Message(
            conversation=conversation,
            organisation="aoba",
            text=text,
            channel="web",
            audience="public",
            language=None,
            as_of=date(2026, 3, 2),
            history=(),
            key=key,
        )

    return make
