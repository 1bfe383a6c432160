"""What the help desk is handed from outside: transactions and the time."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Protocol

from sqlmodel import Session

Clock = Callable[[], datetime]
Identifiers = Callable[[str], Collection[str]]
"""The kinds of personal identifiers that a text holds, by name."""


class Sessions(Protocol):
    """Makes sessions on a database whose helpdesk_ tables exist."""

    def read(self) -> AbstractContextManager[Session]:
        """A session for reading only."""
        ...

    def write(self) -> AbstractContextManager[Session]:
        """One transaction: committed at the end of the block, rolled back on any error."""
        ...


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)
