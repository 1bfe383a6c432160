"""A build: everything that ranks the clauses of one organisation and audience, in a folder of its own."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from knowledge.clauses import Clause, PolicyVersion
from knowledge.errors import BrokenIndex
from knowledge.ports import Bits, Floats, Ints, LexicalIndex, LexicalStore, VectorIndex, VectorStore
from knowledge.tokens import TokenVectors

_PLACES = "places.npy"


@dataclass(frozen=True, slots=True)
class Rows:
    """What a build ranks: row i is clause `places[i] = (version id, rank in reading order)`.

    `topics[i]` holds as packed bits which topics clause i speaks of, heading path and lead-in included.
    """

    places: Ints
    texts: tuple[str, ...]
    pooled: Floats
    tokens: TokenVectors
    topics: Bits


@dataclass(frozen=True, slots=True)
class Build:
    """An opened build."""

    places: Ints
    pooled: Floats
    tokens: TokenVectors
    vectors: VectorIndex
    lexical: LexicalIndex
    topics: Bits

    def close(self) -> None:
        """Give file handles back."""
        self.vectors.close()


class Builds:
    """Writes and opens builds under one directory; one process at a time may write and remove."""

    def __init__(self, directory: Path, vectors: VectorStore, lexical: LexicalStore) -> None:
        self._directory = directory
        self._vectors = vectors
        self._lexical = lexical

    def write(self, name: str, rows: Rows) -> None:
        """Write a build of this name, beside its place and then into it; what is there is replaced."""
        place = self._directory / name
        with TemporaryDirectory(dir=self._directory, prefix="making-") as making:
            folder = Path(making) / name
            (folder / "lexical").mkdir(parents=True)
            np.save(folder / _PLACES, rows.places, allow_pickle=False)
            np.save(folder / "pooled.npy", rows.pooled, allow_pickle=False)
            np.save(folder / "topics.npy", rows.topics, allow_pickle=False)
            rows.tokens.save(folder)
            self._vectors.build(folder, rows.pooled)
            self._lexical.build(folder / "lexical", rows.texts)
            shutil.rmtree(place, ignore_errors=True)
            folder.rename(place)

    def stamp(self, name: str) -> int | None:
        """Differs once the folder of this name was written again; None where there is none."""
        try:
            return (self._directory / name / _PLACES).stat().st_mtime_ns
        except OSError:
            return None

    def open(self, name: str) -> Build:
        """Open a build; BrokenIndex when a part of it cannot be read."""
        folder = self._directory / name
        try:
            places = np.load(folder / _PLACES, allow_pickle=False)
            pooled = np.asarray(np.load(folder / "pooled.npy", mmap_mode="r", allow_pickle=False))
            topics = np.load(folder / "topics.npy", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise BrokenIndex(f"{name}: the index folder is missing or damaged") from error
        return Build(
            places=places,
            pooled=pooled,
            tokens=TokenVectors.open(folder),
            lexical=self._lexical.open(folder / "lexical"),
            vectors=self._vectors.open(folder, pooled),
            topics=topics,
        )

    def hold(self, rows: Rows) -> Build:
        """A build in memory only, ranked exactly: for a date that no live build serves."""
        from knowledge.adapters.numpy_vectors import ExactVectors

        return Build(
            places=rows.places,
            pooled=rows.pooled,
            tokens=rows.tokens,
            lexical=self._lexical.hold(rows.texts),
            vectors=ExactVectors(rows.pooled),
            topics=rows.topics,
        )

    def remove_all_but(self, names: Collection[str]) -> None:
        """Remove builds that none of the names names, and what a killed process left half made."""
        for path in self._directory.iterdir():
            if path.is_dir() and path.name not in names:
                shutil.rmtree(path)
        self._vectors.keep_only(names)


def candidates(version: PolicyVersion) -> list[tuple[int, Clause]]:
    """The clauses that are ranked, with their rank in reading order.

    A heading is not: its words stand in the heading path of what lies under it. One with nothing under it is.
    """
    parents = {clause.parent for clause in version.clauses}
    return [
        (ordinal, clause)
        for ordinal, clause in enumerate(version.clauses)
        if clause.kind != "heading" or clause.place not in parents
    ]
