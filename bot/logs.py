"""Logs as JSON lines that can carry ids only: a key that is not listed here is left out."""

import json
import logging
import re
from datetime import UTC, datetime

ALLOWED = frozenset(
    {
        "attempt",
        "conversation",
        "event",
        "kind",
        "method",
        "organisation",
        "reason",
        "reference",
        "status",
        "ticket",
        "timer",
        "version",
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
        line |= {key: value for key, value in vars(record).items() if key in ALLOWED}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _place(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    """Our own messages are constants; of others only what stands before the first value they may quote."""
    ours = record.name.partition(".")[0] in ROOMS
    text = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    return text if ours else re.split(r"[:\n=%{'\"<]", text)[0].strip()


def _place(record: logging.LogRecord) -> str | None:
    trace = record.exc_info[2] if record.exc_info else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else None


def configure_logging() -> None:
    """Write every log of the process as JSON lines to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "chromadb", "slack_bolt", "alembic", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
