"""BM25 over our own terms, by bm25s; saved as plain arrays, never pickled."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import BrokenIndex
from knowledge.ports import Hits
from knowledge.words import terms


class Bm25Lexical:
    """An index that is ready to search."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def search(self, text: str, limit: int) -> Hits:
        known = [term for term in terms(text) if term in self._index.vocab_dict]
        if not known:
            return []
        scores = self._index.get_scores(known)
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(row), float(scores[row])) for row in best if scores[row] > 0]


class Bm25LexicalStore:
    """Builds in memory, saves beside the vectors."""

    def build(self, folder: Path, texts: Sequence[str]) -> None:
        _indexed(texts).save(folder, show_progress=False)

    def hold(self, texts: Sequence[str]) -> Bm25Lexical:
        return Bm25Lexical(_indexed(texts))

    def open(self, folder: Path) -> Bm25Lexical:
        import bm25s

        try:
            return Bm25Lexical(bm25s.BM25.load(folder, mmap=True, allow_pickle=False))
        except (OSError, ValueError, KeyError, json.JSONDecodeError) as error:
            raise BrokenIndex(f"{folder}: the lexical index cannot be read") from error


def _indexed(texts: Sequence[str]) -> Any:
    import bm25s

    index = bm25s.BM25(method="lucene")
    index.index([terms(text) or [""] for text in texts], show_progress=False)
    return index
