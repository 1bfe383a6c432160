"""Why the house cannot work, or works less well; the reasons stand in docs/operations.md."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

if TYPE_CHECKING:
    from bot.delivery import Delivery
    from bot.wiring import House

STOPPING = frozenset(
    {
        "data_folder_read_only",
        "database_locked",
        "database_unreachable",
        "delivery_stalled",
        "delivery_stopped",
        "disk_full",
        "slack_stopped",
        "stopping",
    }
)
"""With one of these nothing should be sent here."""
LESSENING = frozenset(
    {
        "clock_behind",
        "desk_failing",
        "disk_low",
        "email_failing",
        "encoder_missing",
        "index_missing",
        "language_model_failing",
        "slack_failing",
        "timers_failing",
        "web_failing",
    }
)
"""With these the house goes on, and somebody should look."""

FULL_BYTES, LOW_BYTES = 16 << 20, 512 << 20
LOCKED_SECONDS = 5.0
CLOCK_STEP = timedelta(minutes=5)
"""A clock that is so far behind what was already written was set back."""


class Readiness:
    """Looks at everything that can go wrong, in a few milliseconds; nothing here writes.

    ``workers``: what must go on, by its name in the reasons (``<name>_stopped``), and whether it does.
    """

    def __init__(
        self, house: "House", delivery: "Delivery", workers: Mapping[str, Callable[[], bool]]
    ) -> None:
        self._house = house
        self._delivery = delivery
        self._workers = workers

    def reasons(self) -> tuple[str, ...]:
        """All that apply, each of `STOPPING` or `LESSENING`."""
        stopping = ("stopping",) if self._house.stopping.is_set() else ()
        return (*stopping, *self._folder(), *self._database(), *self._delivery.troubles(), *self._stopped())

    def _stopped(self) -> Iterator[str]:
        return (f"{name}_stopped" for name, goes in self._workers.items() if not goes())

    def _folder(self) -> Iterator[str]:
        folder = self._house.data
        if not os.access(folder, os.W_OK):
            yield "data_folder_read_only"
            return
        free = shutil.disk_usage(folder).free
        if free < LOW_BYTES:
            yield "disk_full" if free < FULL_BYTES else "disk_low"

    def _database(self) -> Iterator[str]:
        """What cannot be read is not asked any further."""
        try:
            self._house.database.probe()
            if self._house.database.waited() > LOCKED_SECONDS:
                yield "database_locked"
            latest = self._house.desk.audit.latest()
            if latest and self._house.clock() < latest - CLOCK_STEP:
                yield "clock_behind"
            yield from self._house.knowledge.troubles()
        except SQLAlchemyError as error:
            yield "database_locked" if _is_locked(error) else "database_unreachable"


def _is_locked(error: SQLAlchemyError) -> bool:
    name: str = getattr(getattr(error, "orig", None), "sqlite_errorname", "")
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
