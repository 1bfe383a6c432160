"""Hostile documents read in as the product reads them: `python -m tests.hostile.documents --count 10000`.

Bombs go through a process of their own each, as any file does. So that thousands of mutated documents take
minutes, their processes are forks of this one, with the same limits, instead of starting anew.
"""

import argparse
import os
import random
import resource
import select
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args
from unittest.mock import patch

from bot.figures import Figure
from ingest import IngestError, Reading, read_policy, sandbox
from ingest.draft import Draft
from tests.hostile.bombs import BOMBS
from tests.hostile.mutations import mutate

ROOT = Path(__file__).parents[2]
SECONDS = 30
"""For the whole reading; its process is stopped before."""
MEBIBYTES = 1024
LOADED = (*(f"ingest.readers.{name}" for name in get_args(sandbox.ReaderName)), "langchain_text_splitters")
"""What a fork need not load again."""


def seeds() -> dict[str, list[Path]]:
    """The documents that mutations begin with, by suffix."""
    found: dict[str, list[Path]] = {}
    for folder in (ROOT / "tests" / "corpus", ROOT / "examples" / "policies"):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix != ".outline" and path.name != "README.md":
                found.setdefault(path.suffix, []).append(path)
    return found


def mutated(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents; the same seed gives the same documents. One in ten has another's suffix."""
    chance = random.Random(seed)  # noqa: S311  # which mutations
    by_suffix = seeds()
    everything = [path for paths in by_suffix.values() for path in paths]
    for number in range(count):
        suffix = chance.choice(list(by_suffix))
        data = chance.choice(by_suffix[suffix]).read_bytes()
        data = mutate(data, chance.choice(everything).read_bytes(), chance)
        yield f"{number}{chance.choice(list(by_suffix)) if chance.random() < 0.1 else suffix}", data


class Trial:
    """Reads documents in and keeps account of what became of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.fates: Counter[str] = Counter()
        self.slowest = (0.0, "")
        self.wrong: list[str] = []

    @property
    def broken(self) -> int:
        """How many ended their process with a traceback; an honest error, but not one that we chose."""
        return sum(
            count for fate, count in self.fates.items() if fate.startswith(f"refused: {sandbox.DAMAGED}. ")
        )

    def read(self, documents: Iterable[tuple[str, bytes]]) -> None:
        """Read each; what is not as promised is added to `wrong`."""
        for name, data in documents:
            path = self._folder / name
            path.write_bytes(data)
            begun = time.monotonic()
            try:
                fate = self._judged(read_policy(path, organisation="larch"))
            except IngestError as error:
                fate = self._honest(name, str(error))
            except Exception as error:  # noqa: BLE001  # whatever else gets out would end the command
                fate = f"crash: {error!r}"[:300]
            path.unlink()
            self.slowest = max(self.slowest, (time.monotonic() - begun, name))
            self.fates[fate] += 1
            if fate.startswith(("crash", "unsound", "unclear")):
                self.wrong.append(f"{name}: {fate}")

    def _judged(self, reading: Reading) -> str:
        version = reading.version
        exact = all(version.text[one.start : one.end] == one.text for one in version.clauses)
        places = {one.place for one in version.clauses}
        whole = len(places) == len(version.clauses) and {one.parent for one in version.clauses} <= places | {
            ""
        }
        if not (exact and whole):
            return "unsound: clauses"
        if "\0" in version.text or version.text != version.text.encode("utf-8", "replace").decode():
            return "unsound: it cannot be stored"
        return "read"

    def _honest(self, name: str, line: str) -> str:
        told = line.removeprefix(f"{name}: ")
        return f"refused: {told}" if told != line and "\n" not in line else f"unclear: {line!r}"


def read_forked(reader: sandbox.ReaderName, data: bytes) -> Draft:
    """As `sandbox.read_apart`, by a fork."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _answer(reader, data, write)
    os.close(write)
    said = bytearray()
    end = time.monotonic() + sandbox.WALL_SECONDS
    while select.select([read], [], [], max(0.0, end - time.monotonic()))[0]:
        part = os.read(read, 1 << 20)
        if not part:
            break
        said += part
    else:
        os.kill(child, signal.SIGKILL)
    os.close(read)
    return sandbox.draft_of(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), bytes(said))


def _answer(reader: str, data: bytes, to: int) -> None:
    code = 1
    try:
        sandbox.limit()
        with os.fdopen(to, "w") as pipe:
            pipe.write(sandbox.answer(reader, data))
        code = 0
    except BaseException:  # noqa: BLE001  # this process ends here, whatever happens
        traceback.print_exc()
    finally:
        os._exit(code)


def figures(count: int, seed: int, bombs: Sequence[str]) -> Iterator[Figure]:
    """Try so many mutated documents and these bombs."""
    with TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        for module in LOADED:
            import_module(module)
        with patch("ingest.loading.read_apart", read_forked):
            trial.read(mutated(count, seed))
        read = trial.fates["read"]
        trial.read((name, BOMBS[name]()) for name in bombs)
        yield Figure(
            "mutated documents read or refused", trial.fates.total() - len(bombs), count, "", least=True
        )
        yield Figure("of them read", read, 0, "", least=True)
        yield Figure("crashes, unsound clauses and unclear errors", len(trial.wrong), 0, "")
        yield Figure("documents that broke their reader", trial.broken, 0, "")
        yield Figure("seconds that the slowest took", trial.slowest[0], SECONDS, "s")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEBIBYTES
        yield Figure("memory of a reading process, at most", peak, 1024, "MiB")
        yield Figure("memory of this process, at most", _own_peak() / MEBIBYTES, 1024, "MiB")


def _own_peak() -> int:
    """KiB; `getrusage` also counts what ran here before the program began, as the parent's copy."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def main() -> int:
    """The command; its exit code is 1 when a target was missed."""
    parser = argparse.ArgumentParser(description="Hostile documents, read in.")
    parser.add_argument("--count", type=int, default=10_000, help="mutated documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bombs", nargs="*", default=list(BOMBS), help="which, by name")
    given = parser.parse_args()
    met = True
    for figure in figures(given.count, given.seed, given.bombs):
        met = met and figure.met
        print(figure, flush=True)  # noqa: T201  # a command's output
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
