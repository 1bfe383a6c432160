"""Which passages are nearest to a question: two indexes fused by rank, then close ranking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.builds import Build
from knowledge.clauses import Audience
from knowledge.config import KnowledgeSettings
from knowledge.live import Live
from knowledge.passages import Passage, passages, token_owners
from knowledge.ports import CrossEncoder, Encoder, Encoding, Floats, Hits
from knowledge.queries import Query
from knowledge.reranking import closeness, shares, standardised
from knowledge.topics import Wanted

RANK_OFFSET = 60
"""The constant of reciprocal rank fusion (Cormack et al., 2009)."""

OWN_LAYER = 0.6
"""What the first organisation's own policy is ahead of its group's, in score."""

ASIDE = 1.5
"""What a clause about something special falls behind when the question does not ask about that, in score."""

OWN_LANGUAGE = 4.0
"""What a text in the language of the question is ahead of its translation, in score."""

WEIGHTS = {"pooled": 1.0, "cover": 1.0, "gist": 1.0, "lexical": 0.3, "shared": 0.3, "topical": 0.8}
"""What each standardised signal counts for."""

WEIGHTS_OTHER_SCRIPT = {
    "pooled": 0.3,
    "cover": 0.3,
    "gist": 0.3,
    "lexical": 1.0,
    "shared": 1.0,
    "topical": 0.8,
}
"""The same for policies in a script that the encoder was not trained on."""


CROSSED = 20
"""Passages that a cross-encoder orders, where one is set: 7 to 11 ms of one core for each pair."""

KEPT_CLAUSES = 4096
"""Clauses whose sentences and token places are kept for the next question."""


@dataclass(frozen=True, slots=True)
class Signals:
    """How near a passage is: `pooled` (of its clause), `cover`, `gist` and `rare` as in reranking, `lexical`
    the BM25 of its clause, `shared` the share of the question's terms it holds, `topical` that of its topics;
    `aside` names what special its clause is about that is not asked about.
    """

    pooled: float
    cover: float
    gist: float
    rare: float
    lexical: float
    shared: float
    topical: float
    aside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score (weighted standard deviations above the mean of the candidates)."""

    passage: Passage
    score: float
    signals: Signals
    layer: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages, best first; `absent` names required topics of the question that no clause speaks of."""

    rows: list[Ranked]
    absent: tuple[str, ...] = ()


class Retriever:
    """Ranks passages of the builds that a reader may see."""

    def __init__(
        self, live: Live, encoder: Encoder, settings: KnowledgeSettings, cross: CrossEncoder | None = None
    ) -> None:
        self._live = live
        self._cross = cross
        self._encoder = encoder
        self._limit = settings.candidates
        self._read = lru_cache(KEPT_CLAUSES)(self._read_clause)

    def ranked(self, query: Query, organisations: Sequence[str], audience: Audience, day: date) -> Ranking:
        """The first organisation's own passages are ahead. Empty when nothing is in force."""
        encoding = self._encoder.encode([query.meaning])[0]
        builds = [
            (layer, build)
            for layer, organisation in enumerate(organisations)
            for build in self._live.builds(organisation, audience, day)
        ]
        wanted = Wanted.among(query.topics, [build.topics for _, build in builds])
        found = [
            (*near, layer) for layer, build in builds for near in self._near(build, query, encoding, wanted)
        ]
        return Ranking(self._crossed(query, _scored(found, query)), wanted.absent)

    def _crossed(self, query: Query, rows: list[Ranked]) -> list[Ranked]:
        """The best passages in the order of the cross-encoder, where one is set."""
        if self._cross is None or not rows:
            return rows
        best = rows[:CROSSED]
        scores = self._cross.scores(query.meaning, [row.passage.clause.retrieval_text for row in best])
        order = np.argsort(-scores, kind="stable")
        return [*(best[place] for place in order), *rows[CROSSED:]]

    def _near(
        self, build: Build, query: Query, encoding: Encoding, wanted: Wanted
    ) -> Iterator[tuple[Passage, Signals]]:
        nearest = build.vectors.search(encoding.pooled, self._limit)
        lexical = build.lexical.search(query.words, self._limit)
        scores = dict(lexical)
        for row in fused([nearest, lexical])[: self._limit]:
            found, owners = self._read(*(int(part) for part in build.places[row]))
            pooled = float(build.pooled[row] @ encoding.pooled)
            topical = wanted.shares(build.topics[row], [passage.text for passage in found])
            aside = wanted.aside(build.topics[row])
            close = closeness(encoding, build.tokens.of(row), owners)
            for passage, near, share in zip(found, close, topical, strict=False):
                yield (
                    passage,
                    Signals(
                        pooled=pooled,
                        cover=near.cover,
                        gist=near.gist,
                        rare=near.rare,
                        lexical=scores.get(row, 0.0),
                        shared=0.0,
                        topical=share,
                        aside=aside,
                    ),
                )

    def _read_clause(self, version_id: int, ordinal: int) -> tuple[list[Passage], NDArray[np.int16]]:
        version = self._live.version(version_id)
        clause = version.clauses[ordinal]
        found = passages(version, clause)
        return found, token_owners(self._encoder, clause, found)


def fused(rankings: Sequence[Hits]) -> list[int]:
    """Rows by reciprocal rank fusion: a row counts 1 / (offset + rank) in every ranking that holds it."""
    totals: dict[int, float] = {}
    for ranking in rankings:
        for rank, (row, _) in enumerate(ranking, start=1):
            totals[row] = totals.get(row, 0.0) + 1 / (RANK_OFFSET + rank)
    return sorted(totals, key=lambda row: (-totals[row], row))


def _scored(found: Sequence[tuple[Passage, Signals, int]], query: Query) -> list[Ranked]:
    own_script = [row for row in found if row[0].version.language != "ja"]
    other_script = [row for row in found if row[0].version.language == "ja"]
    ranked = _weighed(own_script, query, WEIGHTS) + _weighed(other_script, query, WEIGHTS_OTHER_SCRIPT)
    return sorted(ranked, key=lambda row: -(row.score + _ahead(row, query)))


def _ahead(row: Ranked, query: Query) -> float:
    own_layer = OWN_LAYER if row.layer == 0 else 0.0
    own_language = OWN_LANGUAGE if row.passage.version.language == query.language else 0.0
    return own_layer + own_language - (ASIDE if row.signals.aside else 0.0)


def _weighed(
    found: Sequence[tuple[Passage, Signals, int]], query: Query, weights: dict[str, float]
) -> list[Ranked]:
    if not found:
        return []
    shared = shares([passage.text for passage, _, _ in found], query.terms)
    signals = [replace(row[1], shared=share) for row, share in zip(found, shared, strict=True)]
    scores: Floats = np.zeros(len(found), dtype=np.float32)
    for name, weight in weights.items():
        scores += weight * standardised(np.array([getattr(row, name) for row in signals], dtype=np.float32))
    return [
        Ranked(passage, float(score), row, layer)
        for (passage, _, layer), row, score in zip(found, signals, scores, strict=True)
    ]
