"""Chroma, embedded: one collection in a folder of its own, written once and then only read."""

import secrets
from collections.abc import Collection
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from knowledge.errors import BrokenIndex
from knowledge.ports import Floats, Hits

_COLLECTION = "clauses"
_PREFIX = "chroma-"
_ONE_AT_A_TIME = Lock()
"""Clients of one path share what lies under them, and a second one may get it before it is whole."""
_AT_ONCE = 5000
"""Chroma refuses more rows in one call."""


class ChromaVectors:
    """An opened build; `close` gives its file handles back."""

    def __init__(self, client: Any, collection: Any) -> None:
        self._client = client
        self._collection = collection
        self._rows = collection.count()

    def search(self, vector: Floats, limit: int) -> Hits:
        found = self._collection.query(
            query_embeddings=[vector], n_results=min(limit, self._rows), include=["distances"]
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(int(row), 1 - float(distance)) for row, distance in pairs]

    def close(self) -> None:
        _close(self._client)


class ChromaVectorStore:
    """Writes row numbers and vectors only; texts stay in the database."""

    def build(self, folder: Path, vectors: Floats) -> None:
        # Of a path that is open Chroma gives the same client again, though the folder were a new one.
        client = _client(folder / f"{_PREFIX}{secrets.token_hex(4)}")
        try:
            # One flush at the very end: a kill before it leaves an orphan folder, never half an index.
            hnsw = {"space": "cosine", "sync_threshold": max(len(vectors), 2), "batch_size": 2}
            collection = client.create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration={"hnsw": hnsw},
            )
            for start in range(0, len(vectors), _AT_ONCE):
                rows = range(start, min(start + _AT_ONCE, len(vectors)))
                collection.add(ids=[str(row) for row in rows], embeddings=vectors[rows.start : rows.stop])
        finally:
            _close(client)

    def open(self, folder: Path, vectors: Floats) -> ChromaVectors:
        from chromadb.errors import ChromaError

        try:
            client = _client(next(folder.glob(f"{_PREFIX}*")))
            index = ChromaVectors(client, client.get_collection(_COLLECTION, embedding_function=None))
        except (StopIteration, ChromaError, ValueError, OSError) as error:
            raise BrokenIndex(f"{folder}: the vector index cannot be opened") from error
        return _probed(index, folder, vectors)

    def keep_only(self, names: Collection[str]) -> None:
        """Nothing lies outside the builds' folders."""


def _probed(index: ChromaVectors, folder: Path, vectors: Floats) -> ChromaVectors:
    from chromadb.errors import ChromaError

    try:
        hits = index.search(np.asarray(vectors[-1]), 1)
    except (ChromaError, ValueError, OSError) as error:
        index.close()
        raise BrokenIndex(f"{folder}: the vector index does not answer") from error
    if not hits or hits[0][1] < 0.99:
        index.close()
        raise BrokenIndex(f"{folder}: the vector index has lost rows")
    return index


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    with _ONE_AT_A_TIME:
        return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))


def _close(client: Any) -> None:
    with _ONE_AT_A_TIME:
        client.close()
