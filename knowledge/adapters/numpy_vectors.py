"""A stand-in for the vector store: exact cosine by NumPy, with nothing but an array behind it."""

from collections.abc import Collection
from pathlib import Path

import numpy as np

from knowledge.ports import Floats, Hits


class ExactVectors:
    """Exact nearest rows by one matrix product; the measure of every approximate index."""

    def __init__(self, vectors: Floats) -> None:
        self._vectors = vectors

    def search(self, vector: Floats, limit: int) -> Hits:
        scores = self._vectors @ vector
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(row), float(scores[row])) for row in best]

    def close(self) -> None:
        """Nothing is held open."""


class ExactVectorStore:
    """Needs no file of its own: the vectors are handed over at every opening."""

    def build(self, folder: Path, vectors: Floats) -> None:
        """Nothing to write."""

    def open(self, folder: Path, vectors: Floats) -> ExactVectors:
        return ExactVectors(vectors)

    def keep_only(self, names: Collection[str]) -> None:
        """Nothing lies anywhere."""
