"""Close ranking: late interaction of the question's tokens with those of each sentence."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Encoding, Floats
from knowledge.words import terms

Counts = NDArray[np.intp]

CONTEXT = 0.9
"""What a match in heading path or lead-in is worth beside one in the sentence itself."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How near each of n sentences comes to the question: columns (n,), in [-1, 1].

    `cover` is MaxSim: every question token meets its best token of the sentence or its context, weighted by
    rarity. `gist` is the cosine of the mean token vectors, `rare` the weakest match of the rarest tokens.
    """

    cover: Floats
    gist: Floats
    rare: Floats


def closeness(question: Encoding, tokens: Floats, counts: Sequence[Counts]) -> Closeness:
    """Of all sentences of some clauses, whose `tokens` (n, k) stand one clause after the other.

    `counts` tells of each clause how many of them are its context, and then how many each sentence owns.
    A sentence without any is furthest, -1 in everything.
    """
    lengths = np.concatenate(counts)
    context = np.concatenate([np.arange(len(each)) == 0 for each in counts])
    clause = np.cumsum(context)[~context] - 1
    nearest = _folded(np.maximum, tokens @ question.tokens.T, lengths, -1.0)
    around = np.where(lengths[context, None] > 0, CONTEXT * nearest[context], -1.0)
    best = np.maximum(nearest[~context], around[clause])
    rarest = np.argsort(-question.rarity)[:3]
    weights = question.rarity / max(float(question.rarity.sum()), 1e-6)
    means = _folded(np.add, tokens, lengths, 0.0)[~context]
    columns = (
        (best * weights).sum(axis=1),
        _cosines(means, question.tokens.sum(axis=0)),
        best[:, rarest].min(axis=1, initial=1.0),
    )
    return Closeness(*(np.where(lengths[~context] > 0, column, -1.0) for column in columns))


def _folded(fold: np.ufunc, rows: Floats, lengths: Counts, none: float) -> Floats:
    """Stretches of so many rows (n, k), each folded into one; what is empty becomes `none`."""
    folded = np.full((len(lengths), rows.shape[1]), none, dtype=np.float32)
    full = lengths > 0
    folded[full] = fold.reduceat(rows, (np.cumsum(lengths) - lengths)[full], axis=0)
    return folded


def standardised(values: Floats) -> Floats:
    """Zero mean, unit deviation; all zero when they are all alike."""
    spread = float(values.std())
    return np.asarray((values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values))


def shares(texts: Sequence[str], wanted: Sequence[str]) -> list[float]:
    """For each text the share of the wanted terms it holds, weighted by how few of the texts hold them."""
    held = [_term_set(text).intersection(wanted) for text in texts]
    holders = Counter(chain.from_iterable(held))
    weights = {term: math.log(1 + len(texts) / (1 + holders[term])) for term in wanted}
    total = sum(weights.values()) or 1.0
    return [sum(weights[term] for term in found) / total for found in held]


@lru_cache(8192)
def _term_set(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def _cosines(rows: Floats, other: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1) * np.linalg.norm(other)
    return np.asarray(rows @ other / np.where(norms > 0, norms, 1.0), dtype=np.float32)
