"""Works through what came in from Slack, after it was acknowledged."""

import logging
import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.inbox import ATTEMPTS
from bot.slack.payloads import Body, stored

if TYPE_CHECKING:
    from bot.inbox import Inbox, Incoming

log = logging.getLogger(__name__)

Job = Callable[[Body], None]
Apology = Callable[[Body, str], None]

SOURCE = "slack"
IDLE = 1.0
"""Seconds between looks into the inbox when nothing wakes the worker."""
AT_ONCE = 10
PASSING = {
    "ratelimited",
    "rate_limited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
}
"""Slack's errors that a later attempt may not meet."""


class Worker:
    """One thread that takes rows from the inbox and does the job each one names."""

    def __init__(self, inbox: "Inbox", apologise: Apology) -> None:
        self._inbox = inbox
        self._apologise = apologise
        self._jobs: dict[str, Job] = {}
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="slack", daemon=True)

    def does(self, name: str, job: Job) -> None:
        """What to do with the rows put under this name."""
        self._jobs[name] = job

    def later(self, name: str, id: str, body: Body) -> None:
        """Store work before it is acknowledged; the same id is stored, and done, once."""
        self._inbox.put(SOURCE, id, {"job": name, "body": stored(body)})
        self._wake.set()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float = 10) -> None:
        """Finish the job in hand; what is still in the inbox waits for the next start."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    @property
    def alive(self) -> bool:
        """Whether it works through the inbox."""
        return self._thread.is_alive()

    def run_once(self) -> int:
        """Do what is due; how many rows that was."""
        rows = self._inbox.lease(AT_ONCE)
        for row in rows:
            self._do(row)
        return len(rows)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                busy = self.run_once()
            except SQLAlchemyError as error:
                log.error("slack waits for the database", extra={"reason": type(error).__name__})
                busy = 0
            if not busy:
                self._wake.wait(IDLE)

    def _do(self, row: "Incoming") -> None:
        name, body = row.payload["job"], row.payload["body"]
        try:
            self._jobs[name](body)
        except Exception as error:  # noqa: BLE001  # the last line of defence: whatever it is, the person is told
            if passing(error) and row.attempt < ATTEMPTS:
                log.warning("slack job postponed", extra={"kind": name, "reason": type(error).__name__})
                self._inbox.failed(row.id)
                return
            self.tell(body, error, name)
        self._inbox.done(row.id)

    def tell(self, body: Body, error: Exception, name: str) -> None:
        """Say that something went wrong, with a reference that is also in the log."""
        reference = secrets.token_hex(4)
        log.error("slack job failed", exc_info=error, extra={"kind": name, "reference": reference})
        try:
            self._apologise(body, reference)
        except (SlackApiError, OSError) as silent:
            log.error("slack unreachable", extra={"reference": reference, "reason": type(silent).__name__})


def passing(error: Exception) -> bool:
    """True when trying again later may help."""
    if isinstance(error, SlackApiError):
        if not isinstance(error.response, SlackResponse):
            return True  # a page of some gateway's instead of Slack's answer
        return error.response.get("error") in PASSING or error.response.status_code >= 500
    return isinstance(error, OSError | OperationalError)
