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

CONTEXT = 0.9
"""What a match in heading path or lead-in is worth beside one in the sentence itself."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How near a sentence comes to the question, each in [-1, 1].

    `cover` is MaxSim: every question token meets its best token of the sentence or its context, weighted by
    rarity. `gist` is the cosine of the mean token vectors, `rare` the weakest match of the rarest tokens.
    """

    cover: float
    gist: float
    rare: float


def closeness(question: Encoding, tokens: Floats, owners: NDArray[np.int16]) -> list[Closeness]:
    """One Closeness per passage of a clause whose `tokens` (n, k) belong to passages by `owners` (n,)."""
    matches = question.tokens @ tokens[: len(owners)].T
    weights = question.rarity / max(float(question.rarity.sum()), 1e-6)
    rarest = np.argsort(-question.rarity)[:3]
    context = owners == -1
    around = CONTEXT * matches[:, context].max(axis=1) if context.any() else np.full(len(matches), -1.0)
    direction = question.tokens.sum(axis=0) / max(len(question.tokens), 1)
    found: list[Closeness] = []
    for number in range(int(owners.max(initial=-1)) + 1):
        own = owners == number
        if not own.any():
            found.append(Closeness(-1.0, -1.0, -1.0))
            continue
        best = np.maximum(matches[:, own].max(axis=1), around)
        found.append(
            Closeness(
                cover=float(best @ weights),
                gist=_cosine(tokens[: len(owners)][own].mean(axis=0), direction),
                rare=float(best[rarest].min(initial=1.0)),
            )
        )
    return found


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


def _cosine(one: Floats, other: Floats) -> float:
    norms = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / norms if norms else 0.0
