"""BM25 over our own terms: bm25s makes the arrays, which are searched without it.

A score is the sum of a few columns, and to load the library takes longer than the rest of a start.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import BrokenIndex
from knowledge.ports import Floats, Hits, Ints
from knowledge.words import terms

_ARRAYS = ("data", "indices", "indptr")
"""As bm25s names the parts of its sparse matrix (texts, terms), saved column by column."""


@dataclass(frozen=True, slots=True)
class Bm25Lexical:
    """An index that is ready to search: `vocabulary` numbers the terms.

    Term t is worth `data[k]` in text `indices[k]`, for k from `indptr[t]` to `indptr[t + 1]`; no text stands
    twice there.
    """

    texts: int
    vocabulary: Mapping[str, int]
    data: Floats
    indices: Ints
    indptr: NDArray[np.integer[Any]]

    def search(self, text: str, limit: int) -> Hits:
        scores = np.zeros(self.texts, dtype=np.float32)
        for term in terms(text):
            if (number := self.vocabulary.get(term)) is not None:
                column = slice(self.indptr[number], self.indptr[number + 1])
                scores[self.indices[column]] += self.data[column]
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(row), float(scores[row])) for row in best if scores[row] > 0]


class Bm25LexicalStore:
    """Builds in memory, saves beside the vectors as plain arrays, never pickled."""

    def build(self, folder: Path, texts: Sequence[str]) -> None:
        _indexed(texts).save(folder, show_progress=False)

    def hold(self, texts: Sequence[str]) -> Bm25Lexical:
        index = _indexed(texts)
        arrays = (index.scores[name] for name in _ARRAYS)
        return Bm25Lexical(len(texts), index.vocab_dict, *arrays)

    def open(self, folder: Path) -> Bm25Lexical:
        try:
            texts = json.loads((folder / "params.index.json").read_text("utf-8"))["num_docs"]
            vocabulary = json.loads((folder / "vocab.index.json").read_text("utf-8"))
            arrays = [
                np.asarray(np.load(folder / f"{name}.csc.index.npy", mmap_mode="r", allow_pickle=False))
                for name in _ARRAYS
            ]
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise BrokenIndex(f"{folder}: the lexical index cannot be read") from error
        return Bm25Lexical(texts, vocabulary, *arrays)


def _indexed(texts: Sequence[str]) -> Any:
    import bm25s

    index = bm25s.BM25(method="lucene")
    index.index([terms(text) or [""] for text in texts], show_progress=False)
    return index
