"""Logs as JSON lines that can carry ids only: a key that is not listed here is left out."""

import json
import logging
import re
import sys
import threading
import warnings
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from bot.request_ids import request_id

log = logging.getLogger(__name__)

ALLOWED = frozenset(
    {
        "agent",
        "attempt",
        "build",
        "conversation",
        "end",
        "event",
        "held_back",
        "kind",
        "method",
        "organisation",
        "reason",
        "reference",
        "route",
        "status",
        "team",
        "ticket",
        "timer",
        "version",
        "where",
    }
)
"""Keys of `extra` that are written; none of them may ever hold what a person wrote."""


ROOMS = frozenset({"bot", "helpdesk", "ingest", "knowledge"})


class JsonLines(logging.Formatter):
    """One object per record; of an exception only its type and place, since its text may quote data."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if number := request_id():
            line["request"] = number
        if _is_ours(record):
            line |= {key: value for key, value in vars(record).items() if key in ALLOWED}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _place(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    """Our own messages are constants; of others only what stands before the first value they may quote."""
    text = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    return text if _is_ours(record) else re.split(r"[:\n=%{'\"<]", text)[0].strip()


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in ROOMS


def _place(record: logging.LogRecord) -> str | None:
    trace = record.exc_info[2] if record.exc_info else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else None


def configure_logging() -> None:
    """Write every log of the process as JSON lines to standard error, and what would be printed there."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "chromadb", "slack_bolt", "alembic", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    sys.excepthook = _ended
    threading.excepthook = lambda thread: _ended(thread.exc_type, thread.exc_value, thread.exc_traceback)
    warnings.showwarning = _warned


def _ended(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """In place of a traceback, whose last line may quote what somebody wrote."""
    log.critical("ended by an error", exc_info=(kind, error, trace) if error else True)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    log.warning("a library warns", extra={"kind": category.__name__, "where": f"{filename}:{lineno}"})
