"""One of the two in a process of its own, which takes policies in or answers questions.

Its arguments are its name, what it shall do, its folder, and the file of its job.
"""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

Place = tuple[int, int, str]
"""`[start, end)` in the text of a version, `organisation/policy@version`."""
NAMES = ("madoguchi", "plain")
_TESTS_ONLY = "rfc3987_syntax"
"""Comes with tools for tests; where it is installed Chroma loads it for seconds, and needs it for nothing."""


@dataclass(frozen=True, slots=True)
class Job:
    """``policies`` is a folder; ``texts`` are (organisation, version, text) of the same policies.

    ``questions`` are (organisation, question); ``model`` is a folder of Sentence Transformers.
    """

    policies: str
    texts: Sequence[tuple[str, str, str]]
    questions: Sequence[tuple[str, str]]
    model: str

    def write(self, file: Path) -> None:
        """For the process to read."""
        file.write_text(json.dumps(asdict(self)), "utf-8")


class Contestant(Protocol):
    """What is compared."""

    def index(self, job: Job) -> None:
        """Take the policies in."""

    def answer(self, organisation: str, question: str) -> Any:
        """As it is told to a person."""

    def places(self, answered: Any) -> list[Place]:
        """What an answer shows of the policies, in its order."""
        ...


def main() -> None:
    """Do what the arguments say; tell one JSON object a line, the last one with the memory in MiB.

    Seconds at work are of the processor: beside other load the clock tells more of that than of the two.
    """
    name, task, folder, file = sys.argv[1:]
    sys.modules[_TESTS_ONLY] = None  # type: ignore[assignment]  # so it counts as not installed
    job = Job(**json.loads(Path(file).read_text("utf-8")))
    contestant = _opened(name, Path(folder), job)
    told: dict[str, Any] = {}
    if task == "index":
        contestant.index(job)
    else:
        told = _asked(contestant, job)
    _say(_memory() | told | {"seconds": time.process_time()})


def _opened(name: str, folder: Path, job: Job) -> Contestant:
    if name == "madoguchi":
        from bot.peers.ours import Madoguchi

        return Madoguchi(folder)
    from bot.peers.plain_rag import PlainRag

    return PlainRag(folder, job.model)


def _asked(contestant: Contestant, job: Job) -> dict[str, Any]:
    """Everything is asked twice: what is shown is of the first time, the milliseconds (by the clock, and
    those at work) are of the second.
    """
    contestant.answer(*job.questions[0])
    _say({"worked": time.process_time()})
    answers = [contestant.answer(*one) for one in job.questions]
    spent, worked = [], []
    for one in job.questions:
        began, at_work = time.perf_counter(), time.process_time()
        contestant.answer(*one)
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - at_work) * 1000)
    held = _memory()
    return {"spent": spent, "worked": worked, "shown": [contestant.places(one) for one in answers]} | held


def _memory() -> dict[str, float]:
    """What the process holds now, and the most that it held."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    status = dict(line.split(":", 1) for line in lines)
    return {"steady": int(status["VmRSS"].split()[0]) / 1024, "peak": int(status["VmHWM"].split()[0]) / 1024}


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201  # to the process that compares
