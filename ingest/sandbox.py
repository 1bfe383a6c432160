"""Reads one document in a child process: files come from anywhere, and can make programs hang or burst.

The child gets the bytes on standard input, limits itself before it touches them, and answers with JSON on
standard output: the text and its clauses. It reads no file and opens none of the heavy rooms.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Literal

from ingest.blocks import Document
from ingest.draft import Draft
from ingest.errors import Unreadable

ReaderName = Literal["text", "markdown", "html", "pdf", "docx"]

WALL_SECONDS = 25
"""Then it is stopped: a whole reading, with the start and the end of its process, is done within 30 s."""
MEMORY_BYTES = 1 << 30
INPUT_BYTES = 50 << 20
TEXT_CHARACTERS = 10_000_000
DAMAGED = "it is damaged"
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
    return draft_of(done.returncode, done.stdout)


def draft_of(code: int, said: bytes) -> Draft:
    """The draft that a reading process has said before it ended with this code; else Unreadable."""
    if code < 0:
        raise Unreadable(_TOO_LONG if -code == signal.SIGXCPU else "its reader had to be stopped", _SPLIT)
    if code > 0:
        raise Unreadable(DAMAGED, "Open and save it again, or export it as plain text")
    answer = json.loads(said)
    if "problem" in answer:
        raise Unreadable(answer["problem"], answer["remedy"])
    return Draft.from_data(answer)


def limit() -> None:
    """Put this process under its limits for good."""
    import resource

    wanted = (
        (resource.RLIMIT_CPU, WALL_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
    )
    for kind, amount in wanted:
        with suppress(ValueError, OSError):  # macOS knows no address space limit
            resource.setrlimit(kind, (amount, amount))


def answer(reader: str, data: bytes) -> str:
    """A draft as JSON, or what is wrong with the document and what to do."""
    try:
        return json.dumps(_draft(reader, data).as_data())
    except Unreadable as refusal:
        return json.dumps({"problem": refusal.problem, "remedy": refusal.remedy})
    except MemoryError:
        return json.dumps({"problem": _OUT_OF_MEMORY, "remedy": _SPLIT})


def _draft(reader: str, data: bytes) -> Draft:
    document: Document = import_module(f"ingest.readers.{reader}").read(data)
    if len(document.text) > TEXT_CHARACTERS:
        raise Unreadable("its text is longer than ten million characters", _SPLIT)
    return Draft.of(document)


def main() -> None:
    """Entry point of the child process: reader name as argument, document on standard input."""
    limit()
    sys.stdout.write(answer(sys.argv[1], sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
