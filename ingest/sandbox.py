"""Reads one document in a child process: files come from anywhere, and can make programs hang or burst.

The child gets the bytes on standard input, limits itself before it touches them, and answers with JSON on
standard output: the text and its clauses. It reads no file and opens none of the heavy rooms.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from ingest.blocks import Document
from ingest.draft import Draft
from ingest.errors import Unreadable

ReaderName = Literal["text", "markdown", "html", "pdf", "docx"]

WALL_SECONDS = 30
MEMORY_BYTES = 1 << 30
INPUT_BYTES = 50 << 20
TEXT_CHARACTERS = 10_000_000
_OUT_OF_MEMORY = "it needs more memory to be read than a policy should"
_TOO_LONG = f"it takes longer than {WALL_SECONDS} seconds to be read"
_SPLIT = "Split it, or export it as plain text"


def read_apart(reader: ReaderName, data: bytes, *, wall_seconds: float = WALL_SECONDS) -> Draft:
    """What is made of `data`; Unreadable when the reader refuses or a limit is broken."""
    command = [sys.executable, "-X", "utf8", "-P", "-m", "ingest.sandbox", reader]
    home = {"PYTHONPATH": str(Path(__file__).parents[1]), "PATH": os.defpath}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command, input=data, capture_output=True, timeout=wall_seconds, env=home, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Unreadable(_TOO_LONG, _SPLIT) from late
    if done.returncode < 0:
        raise Unreadable(_TOO_LONG if -done.returncode == 24 else "its reader had to be stopped", _SPLIT)
    if done.returncode > 0:
        raise Unreadable("it is damaged", "Open and save it again, or export it as plain text")
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise Unreadable(answer["problem"], answer["remedy"])
    return Draft.from_data(answer)


def _limit() -> None:
    import resource

    wanted = (
        (resource.RLIMIT_CPU, WALL_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
    )
    for kind, amount in wanted:
        with suppress(ValueError, OSError):  # macOS knows no address space limit
            resource.setrlimit(kind, (amount, amount))


def _answer(reader: str, data: bytes) -> dict[str, Any]:
    try:
        document: Document = import_module(f"ingest.readers.{reader}").read(data)
        if len(document.text) > TEXT_CHARACTERS:
            return {"problem": "its text is longer than ten million characters", "remedy": _SPLIT}
        return Draft.of(document).as_data()
    except Unreadable as refusal:
        return {"problem": refusal.problem, "remedy": refusal.remedy}
    except MemoryError:
        return {"problem": _OUT_OF_MEMORY, "remedy": _SPLIT}


def main() -> None:
    """Entry point of the child process: reader name as argument, document on standard input."""
    _limit()
    answer = _answer(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
