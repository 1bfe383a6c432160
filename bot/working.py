"""What goes on beside the requests: delivery, timers and Slack's work. A worker does nothing else."""

import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from bot.alerting import DeskChannel
from bot.config import BotSettings
from bot.delivery import Channel
from bot.email import build_email
from bot.logs import configure_logging
from bot.settings import settings_in_force
from bot.slack import build_slack
from bot.stopping import told_to_stop
from bot.web import Bells, WebChannel
from bot.wiring import House, open_house

LOOK_SECONDS = 1.0
STOP_SECONDS = 10


class WorkError(Exception):
    """The work cannot begin or has ended by itself; the message names why and what to do."""


class Work(AbstractContextManager["Work"]):
    """The loops of one process, from entering to leaving; several processes share what is to do."""

    def __init__(self, house: House, bells: Bells) -> None:
        self.slack = build_slack(house)
        email = build_email(house)
        desks = [self.slack.desk if self.slack else None, email.desk if email else None]
        cards = self.slack.desk if self.slack else None
        alerts = DeskChannel([one for one in desks if one], house.settings.public_url, cards)
        channels: list[Channel | None] = [
            WebChannel(house.store, bells),
            alerts,
            self.slack.channel if self.slack else None,
            email,
        ]
        self.delivery = house.delivery(tuple(channel for channel in channels if channel))
        self._stop = threading.Event()
        self._deliverer = threading.Thread(
            target=self.delivery.run, args=(self._stop,), name="delivery", daemon=True
        )

    @property
    def parts(self) -> Mapping[str, Callable[[], bool]]:
        """What must go on, by name, and whether it does."""
        return {"delivery": self._deliverer.is_alive} | ({"slack": self.slack.alive} if self.slack else {})

    def __enter__(self) -> "Work":
        self._deliverer.start()
        if self.slack:
            self.slack.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish what is in hand; what waits is done by others, or at the next start."""
        self._stop.set()
        if self.slack:
            self.slack.stop()
        self._deliverer.join(STOP_SECONDS)

    def go_on(self, stop: threading.Event) -> None:
        """Return when told to stop; WorkError when a part has ended, so that the process is started again."""
        while not stop.wait(LOOK_SECONDS):
            for name, goes in self.parts.items():
                if not goes():
                    raise WorkError(f"{name} has ended (the log says why): start the worker again")


def work_on_house(data: Path) -> None:
    """What `madoguchi worker` does, until it is stopped.

    Raises WorkError on SQLite, SettingsError, KeyFileError when the keys are another database's.
    """
    settings_in_force()
    settings = BotSettings()
    if settings.database_url_for(data).startswith("sqlite"):
        raise WorkError("it needs PostgreSQL (MADOGUCHI_BOT_DATABASE_URL); on SQLite `serve` does its work")
    configure_logging()
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda sig, _frame: told_to_stop(stop, sig))
    with open_house(data, settings) as house:
        house.rekeying.check()
        with Work(house, Bells(house.store, house.stopping)) as work:
            work.go_on(stop)
