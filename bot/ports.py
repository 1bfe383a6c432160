"""What the bot is handed: transactions and the time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from sqlmodel import Session

Clock = Callable[[], datetime]


class Sessions(Protocol):
    """Makes sessions on a database whose bot_ tables exist."""

    def read(self) -> AbstractContextManager[Session]: ...

    def write(self) -> AbstractContextManager[Session]: ...
