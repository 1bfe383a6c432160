"""Works through what came in from Slack, after it was acknowledged."""

import logging
import secrets
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.inbox import ATTEMPTS, LEASE
from bot.slack.budget import Busy
from bot.slack.failures import apologise
from bot.slack.hurry import Hurry
from bot.slack.payloads import Body, stored, team_of
from bot.slack.troubles import code_of, end_of, wait_of
from bot.slack.workspaces import UnknownWorkspace

if TYPE_CHECKING:
    from bot.inbox import Inbox, Incoming
    from bot.slack.assistant import Assistant
    from bot.slack.workspaces import Workspaces

log = logging.getLogger(__name__)

Job = Callable[["Assistant", Body], None]

IDLE = 1.0
"""Seconds between looks into the inbox when nothing wakes the worker."""
HANDS = 4
"""Threads: while one waits for Slack, others go on."""
CALM = 0.05
"""Seconds that a hand waits before it begins, to see whether more is coming in."""
PATIENCE = 3600
"""Seconds for which work is put off that Slack is too busy for; then the person is told."""

RECENT = 10_000
"""Numbers of events that are known to be stored, so that a repeat need not be tried."""


class Recent:
    """The last so many numbers that were added."""

    def __init__(self, most: int) -> None:
        self._order: deque[str] = deque()
        self._numbers: set[str] = set()
        self._most = most

    def __contains__(self, number: str) -> bool:
        return number in self._numbers

    def add(self, number: str) -> None:
        """Remember one; the oldest is forgotten."""
        self._numbers.add(number)
        self._order.append(number)
        if len(self._order) > self._most:
            self._numbers.discard(self._order.popleft())


class Worker:
    """Threads that take rows from the inbox and do the job that each one names."""

    def __init__(self, inbox: "Inbox", workspaces: "Workspaces") -> None:
        self._inbox = inbox
        self._workspaces = workspaces
        self._jobs: dict[str, Job] = {}
        self._known = Recent(RECENT)
        self.hurry = Hurry()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, name=f"slack-{number}", daemon=True) for number in range(HANDS)
        ]
        self._threads.append(threading.Thread(target=self._keep, name="slack-lease", daemon=True))
        self._in_hand: set[str] = set()

    def does(self, name: str, job: Job) -> None:
        """What to do with the rows put under this name."""
        self._jobs[name] = job

    def later(self, name: str, id: str, body: Body) -> None:
        """Store work before it is acknowledged; the same id is stored, and done, once."""
        if id not in self._known:
            self._inbox.put(source_of(team_of(body)), id, {"job": name, "body": stored(body)})
            self._known.add(id)
        self._wake.set()

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 10) -> None:
        """Finish the jobs in hand; what is still in the inbox waits for the next start."""
        self._stop.set()
        self._wake.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(seconds)

    @property
    def alive(self) -> bool:
        """Whether it works through the inbox."""
        return all(thread.is_alive() for thread in self._threads)

    def run_once(self) -> int:
        """Do what is due; how many rows that was."""
        rows = self._inbox.lease(1)
        for row in rows:
            self._in_hand.add(row.id)
            try:
                self._do(row)
            finally:
                self._in_hand.discard(row.id)
        return len(rows)

    def _keep(self) -> None:
        """Extend the leases of what is in hand; after a crash others take it over within half a minute."""
        while not self._stop.wait(LEASE.total_seconds() / 3):
            try:
                self._inbox.extend(tuple(self._in_hand))
            except SQLAlchemyError as error:
                log.error("slack leases not extended", extra={"reason": type(error).__name__})

    def _run(self) -> None:
        while not self._stop.is_set():
            if self.hurry.on():
                self._stop.wait(CALM)
                continue
            self._wake.clear()
            try:
                busy = self.run_once()
            except SQLAlchemyError as error:
                log.error("slack waits for the database", extra={"reason": type(error).__name__})
                busy = 0
            if not busy and self._wake.wait(IDLE):
                self._stop.wait(CALM)

    def _do(self, row: "Incoming") -> None:
        name, body = row.payload["job"], row.payload["body"] | {"attempt": row.attempt}
        try:
            self._jobs[name](self._workspaces.of(team_of(body)), body)
        except UnknownWorkspace:
            log.warning("slack workspace unknown", extra={"team": team_of(body), "kind": name})
        except Exception as error:  # noqa: BLE001  # the last line of defence: it has an end that is seen
            if self._put_off(row, error, name):
                return
            self._give_up(body, error, name)
        self._inbox.done(row.id)

    def _put_off(self, row: "Incoming", error: Exception, name: str) -> bool:
        """Try again later what may pass: a busy Slack for an hour, a failing one a few times."""
        if end_of(error) != "later":
            return False
        log.warning("slack job postponed", extra={"kind": name, "reason": code_of(error)})
        asked_to_wait = isinstance(error, Busy) or code_of(error) in ("ratelimited", "rate_limited")
        if asked_to_wait and row.age < PATIENCE:
            self._inbox.postpone(row.id, wait_of(error))
            return True
        if row.attempt < ATTEMPTS:
            self._inbox.failed(row.id)
            return True
        return False

    def _give_up(self, body: Body, error: Exception, name: str) -> None:
        end = end_of(error)
        if end == "disconnected":
            self._workspaces.installations.broke(team_of(body), code_of(error))
        if end in ("disconnected", "unreachable"):
            log.error("slack job ended", extra={"kind": name, "end": end, "reason": code_of(error)})
        if end != "unreachable" and not code_of(error).startswith(("token_", "invalid_auth", "account_")):
            self.tell(body, error, name)

    def tell(self, body: Body, error: Exception, name: str) -> None:
        """Say that something went wrong, with a reference that is also in the log."""
        reference = secrets.token_hex(4)
        log.error("slack job failed", exc_info=error, extra={"kind": name, "reference": reference})
        try:
            apologise(self._workspaces.of(team_of(body)), body, reference)
        except (SlackApiError, OSError, Busy, UnknownWorkspace) as silent:
            log.error("slack unreachable", extra={"reference": reference, "reason": code_of(silent)})


def source_of(team: str) -> str:
    """The inbox's name of a workspace, by which what came from there is found again."""
    return f"slack/{team}"
