"""Which passages are nearest to a question: two indexes fused by rank, then close ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from knowledge.builds import Build
from knowledge.clauses import Audience
from knowledge.config import KnowledgeSettings
from knowledge.live import Live
from knowledge.passages import Passage, passages, token_owners
from knowledge.ports import CrossEncoder, Encoder, Encoding, Hits
from knowledge.queries import Query
from knowledge.reranking import Counts, closeness
from knowledge.scoring import Found, Ranked, Ranking, scored
from knowledge.topics import Wanted

RANK_OFFSET = 60
"""The constant of reciprocal rank fusion (Cormack et al., 2009)."""

CROSSED = 20
"""Passages that a cross-encoder orders, where one is set: 7 to 11 ms of one core for each pair."""

KEPT_CLAUSES = 4096
"""Clauses whose sentences and token places are kept for the next question."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A clause's passages, and how many of its tokens are context, and then each passage's."""

    passages: Sequence[Passage]
    counts: Counts


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
        found = [self._found(layer, build, query, encoding, wanted) for layer, build in builds]
        return Ranking(self._crossed(query, scored(found, query)), wanted.absent)

    def _crossed(self, query: Query, rows: list[Ranked]) -> list[Ranked]:
        """The best passages in the order of the cross-encoder, where one is set."""
        if self._cross is None or not rows:
            return rows
        best = rows[:CROSSED]
        scores = self._cross.scores(query.meaning, [row.passage.clause.retrieval_text for row in best])
        order = np.argsort(-scores, kind="stable")
        return [*(best[place] for place in order), *rows[CROSSED:]]

    def _found(self, layer: int, build: Build, query: Query, encoding: Encoding, wanted: Wanted) -> Found:
        nearest = build.vectors.search(encoding.pooled, self._limit)
        lexical = build.lexical.search(query.words, self._limit)
        rows = fused([nearest, lexical])[: self._limit]
        scores = dict(lexical)
        read = [self._read(*place) for place in build.places[rows].tolist()]
        close = closeness(encoding, build.tokens.of(rows), [each.counts for each in read])
        passages = [passage for each in read for passage in each.passages]
        many = [len(each.passages) for each in read]
        columns = {
            "pooled": np.repeat(np.einsum("nd,d->n", build.pooled[rows], encoding.pooled), many),
            "cover": close.cover,
            "gist": close.gist,
            "rare": close.rare,
            "lexical": np.repeat([scores.get(row, 0.0) for row in rows], many),
            "topical": wanted.shares(build.topics[rows], [[p.text for p in each.passages] for each in read]),
        }
        aside = [
            names
            for each, names in zip(read, wanted.aside(build.topics[rows]), strict=True)
            for _ in each.passages
        ]
        return Found(layer, passages, aside, columns)

    def _read_clause(self, version_id: int, ordinal: int) -> _Read:
        """Sentences that stand behind the last token the encoder reads are left out."""
        version = self._live.version(version_id)
        clause = version.clauses[ordinal]
        found = passages(version, clause)
        counts = np.bincount(token_owners(self._encoder, clause, found) + 1, minlength=1)
        return _Read(found[: len(counts) - 1], counts)


def fused(rankings: Sequence[Hits]) -> list[int]:
    """Rows by reciprocal rank fusion: a row counts 1 / (offset + rank) in every ranking that holds it."""
    totals: dict[int, float] = {}
    for ranking in rankings:
        for rank, (row, _) in enumerate(ranking, start=1):
            totals[row] = totals.get(row, 0.0) + 1 / (RANK_OFFSET + rank)
    return sorted(totals, key=lambda row: (-totals[row], row))
