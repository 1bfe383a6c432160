"""Processes that can be killed at any moment, and started in a tenth of the time a new interpreter takes."""

import multiprocessing
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from typing import Concatenate, ParamSpec

LOADED_ONCE = (
    "__main__",
    "alembic.command",
    "argon2",
    "bm25s",
    "bot.backup",
    "bot.drills.migrating",
    "bot.drills.victim",
    "bot.email.config",
    "bot.particulars",
    "bot.shelf",
    "bot.slack.config",
    "chromadb",
    "ingest.pipeline",
    "knowledge.wiring",
    "onnxruntime",
    "tokenizers",
)
"""What every process needs is loaded by the one that they are forked from; it opens and starts nothing."""
START_SECONDS = 60.0

Arguments = ParamSpec("Arguments")


class DrillError(Exception):
    """A process did not do what is to be tried out; the message says what was expected of it."""


def killed(
    after: float,
    work: Callable[Concatenate[Connection, Arguments], None],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> tuple[list[str], bool]:
    """Run `work(told, …)` in a process of its own and kill it so many seconds after its first word.

    What it told until then, and whether it was still at work. DrillError when it told nothing at all.
    """
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(list(LOADED_ONCE))
    hears, tells = processes.Pipe(duplex=False)
    process = processes.Process(target=_begin, args=(partial(work, tells, *args, **kwargs),))
    process.start()
    tells.close()
    hears.poll(START_SECONDS)
    time.sleep(after)
    amid = process.is_alive()
    process.kill()
    process.join()
    told = _told(hears)
    if not told:
        raise DrillError("a process that was to be killed did not come up")
    return told, amid


def _begin(work: Callable[[], None]) -> None:
    """Locks that libraries make for processes of their own are unlinked at once; a kill would leave them."""
    multiprocessing.set_start_method("fork", force=True)
    work()


def _told(hears: Connection) -> list[str]:
    """All whole messages; what was cut off by the end was never said."""
    told: list[str] = []
    with hears:
        while True:
            try:
                told.append(hears.recv_bytes().decode())
            except (EOFError, OSError):
                return told
