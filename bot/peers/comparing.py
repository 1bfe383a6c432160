"""Madoguchi and a plain RAG on the same policies and questions, in turns; told as ratios."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bot.evaluation import EvaluationQuestion, Span, bring_in_all, place_all, read_questions
from bot.evaluation.scoring import LENGTHS, spans_within
from bot.figures import Figure
from bot.peers.contestant import NAMES, Job
from bot.scratch import scratch
from bot.wiring import House, open_house

TIMES = {
    "policies taken in": ("index", "s", 1),
    "policies taken in, at work": ("index at work", "s", 1),
    "start to the first answer": ("first", "s", 5),
    "start to the first answer, at work": ("first at work", "s", 5),
    "warm answer, p50": ("p50", "ms", 3),
    "warm answer, p50, at work": ("p50 at work", "ms", 3),
    "warm answer, p95": ("p95", "ms", 3),
    "warm answer, p95, at work": ("p95 at work", "ms", 3),
    "memory while answering": ("steady", "MiB", 2),
    "most memory, taking in or answering": ("peak", "MiB", 2),
    "disk": ("disk", "MiB", 1),
}
"""What is measured of both, in which unit, and how many times as much the plain RAG should take at least.

"At work" is time of the processor, which depends less on what else the machine does.
"""

_ALIKE = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
"""For both: no network, and one thread, since two wait for each other beside other load."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One of the two, once: ``measured`` by the names of TIMES, ``within`` the shares of questions."""

    measured: dict[str, float]
    within: list[float]


def compare(policies: Path, questions: Path, model: Path, rounds: int) -> Iterator[Figure]:
    """Ratios of the middle of so many rounds; Linux alone.

    IngestError and EvaluationError name the file that cannot be used, TimeoutError what did not come up.
    """
    with scratch() as data:
        with open_house(data / "gold") as house:
            bring_in_all(house, policies)
            asked = [one for one in read_questions(questions) if one.kind == "answerable" and not one.history]
            placed = place_all(house, asked)
            job = Job(
                str(policies),
                list(_texts(house)),
                [(one.organisation, one.text) for one in placed],
                str(model),
            )
        job.write(data / "job.json")
        trials: dict[str, list[Trial]] = {name: [] for name in NAMES}
        for number in range(rounds):
            for name in NAMES:
                trials[name].append(_tried(name, data / f"{name}-{number}", data / "job.json", placed))
    yield from _ratios(*(trials[name] for name in NAMES))
    yield from _shares(*(trials[name][0].within for name in NAMES))


def _texts(house: House) -> Iterator[tuple[str, str, str]]:
    for row in house.knowledge.shelf.policies():
        version = house.knowledge.shelf.version(row.organisation, row.policy, row.version)
        if row.in_force and version:
            yield row.organisation, f"{row.organisation}/{row.policy}@{row.version}", version.text


def _tried(name: str, folder: Path, job: Path, questions: Sequence[EvaluationQuestion]) -> Trial:
    took_in, answered = _run(name, "index", folder, job), _run(name, "ask", folder, job)
    cuts, at_work = (quantiles(answered.told[name], n=20) for name in ("spent", "worked"))
    measured = {
        "index": took_in.seconds,
        "index at work": took_in.told["seconds"],
        "first": answered.first,
        "first at work": answered.first_told["worked"],
        "p50": cuts[9],
        "p50 at work": at_work[9],
        "p95": cuts[18],
        "p95 at work": at_work[18],
        "steady": answered.told["steady"],
        "peak": max(took_in.told["peak"], answered.told["peak"]),
        "disk": sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20,
    }
    return Trial(measured, [_within(questions, answered.told["shown"], length) for length in LENGTHS])


def _within(questions: Sequence[EvaluationQuestion], shown: Any, length: int) -> float:
    hits = [
        any(spans_within(question.gold, [Span(*place) for place in places], length))
        for question, places in zip(questions, shown, strict=True)
    ]
    return sum(hits) / len(hits)


@dataclass(frozen=True, slots=True)
class Run:
    """A process that has ended: its seconds, those until it told the first, that and what it told last."""

    seconds: float
    first: float
    first_told: dict[str, Any]
    told: dict[str, Any]


def _run(name: str, task: str, folder: Path, job: Path) -> Run:
    program = [sys.executable, "-c", "from bot.peers.contestant import main; main()"]
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  # our own
        [*program, name, task, str(folder), str(job)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | _ALIKE,
    ) as running:
        lines = [(time.perf_counter() - began, line) for line in running.stdout or ()]
    if running.returncode or not lines:
        raise TimeoutError(f"{name} could not {task}: is the extra sentence-transformers installed?")
    first, last = json.loads(lines[0][1]), json.loads(lines[-1][1])
    return Run(time.perf_counter() - began, lines[0][0], first, last)


def _ratios(ours: Sequence[Trial], theirs: Sequence[Trial]) -> Iterator[Figure]:
    for what, (name, unit, least) in TIMES.items():
        mine, plain = (median(trial.measured[name] for trial in trials) for trials in (ours, theirs))
        yield Figure(f"{what}: {mine:,.3g} {unit}, plain {plain:,.3g}", plain / mine, least, "×", least=True)


def _shares(ours: Sequence[float], theirs: Sequence[float]) -> Iterator[Figure]:
    """The same in every round."""
    for length, mine, plain in zip(LENGTHS, ours, theirs, strict=True):
        what = f"gold within {length} characters: {mine:.3f}, plain {plain:.3f}"
        yield Figure(what, mine / plain if plain else float("inf"), 1, "×", least=True)
