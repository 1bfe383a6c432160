"""How search grows with the clauses: invented vectors through the port of every vector store."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import Any

import numpy as np

from bot.benchmark.streams import resident_mib
from bot.benchmark.timing import seconds
from bot.database import Database
from bot.figures import Figure
from bot.scratch import scratch
from knowledge import KnowledgeSettings, VectorStore, open_vector_store

WIDTH = 384
"""Of the bundled encoder's vectors."""
DEPTH = 48
"""Directions that the vectors mostly lie in: those of texts about one subject are far from random."""
SEARCHES = 200
LIMIT = 60
"""Rows asked for, as a question does."""
JUDGED = 10
"""Of the best so many by exact search, the share that is found is the recall."""
BUILD, SEARCH, MEMORY, RECALL = 600, 50, 1024, 0.95
"""Targets: seconds, milliseconds, MiB, share."""


def grow_search(clauses: int, database_url: str | None) -> Iterator[Figure]:
    """Of each store with so many vectors: time to build, time and memory to search, and recall.

    pgvector is tried where a PostgreSQL database is named, in which its tables stay.
    """
    with scratch() as data:
        rows = _invented(clauses, seed=1)
        np.save(data / "rows.npy", rows)
        for name in ("exact", "chroma", *(["pgvector"] if database_url else [])):
            with _processes() as own:  # of its own, so that its memory is that of this store
                took = own.submit(_build, data, name, database_url).result()
                yield Figure(f"{clauses} clauses, {name}, built in", took, BUILD, "s")
                half, most, grown, recall = own.submit(_search, data, name, database_url).result()
                yield Figure(f"{clauses} clauses, {name}, search p50", half, SEARCH, "ms")
                yield Figure(f"{clauses} clauses, {name}, search p95", most, SEARCH, "ms")
                yield Figure(f"{clauses} clauses, {name}, memory", grown, MEMORY, "MiB")
                yield Figure(f"{clauses} clauses, {name}, recall", recall, RECALL, "", least=True)


def _processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1)


def _invented(count: int, seed: int) -> Any:
    """Unit vectors (count, WIDTH), float32, mostly in DEPTH directions that are the same for every seed."""
    chance = np.random.default_rng(seed)
    plane = np.random.default_rng(0).standard_normal((DEPTH, WIDTH), dtype=np.float32)
    rows = chance.standard_normal((count, DEPTH), dtype=np.float32) @ plane
    rows += chance.standard_normal(rows.shape, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _store(name: str, url: str | None) -> VectorStore:
    database = Database(url or "sqlite://", Path("unused"))
    return open_vector_store(KnowledgeSettings(vectors=name), database)


def _folder(data: Path, name: str) -> Path:
    folder = data / f"{data.name}-{name}"
    folder.mkdir(exist_ok=True)
    return folder


def _build(data: Path, name: str, url: str | None) -> float:
    store, rows = _store(name, url), np.load(data / "rows.npy")
    store.build(_folder(data, f"first-{name}"), rows[:2])  # the first one loads what it needs
    return seconds(lambda: store.build(_folder(data, name), rows))


def _search(data: Path, name: str, url: str | None) -> tuple[float, float, float, float]:
    """Milliseconds (p50, p95), MiB that opening and searching took, and recall."""
    store, rows = _store(name, url), np.load(data / "rows.npy", mmap_mode="r")
    wanted, before = _invented(SEARCHES, seed=2), resident_mib(os.getpid())
    index = store.open(_folder(data, name), rows)
    found: list[set[int]] = []

    def search(vector: Any) -> None:
        found.append({row for row, _ in index.search(vector, LIMIT)})

    search(wanted[0])  # the first one loads
    spent = [seconds(partial(search, vector)) * 1000 for vector in wanted]
    grown = resident_mib(os.getpid()) - before
    best = np.argsort(-(wanted @ rows.T), axis=1)[:, :JUDGED]
    hits = sum(len(each.intersection(right)) for each, right in zip(found[1:], best.tolist(), strict=True))
    cuts = quantiles(spent, n=20)
    return cuts[9], cuts[18], grown, hits / (JUDGED * SEARCHES)
