"""From what is found near a question to one ranking: signals are standardised, weighed and added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.passages import Passage
from knowledge.ports import Floats
from knowledge.queries import Query
from knowledge.reranking import shares, standardised

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

Column = NDArray[np.floating[Any]]


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


_COLUMNS = ("pooled", "cover", "gist", "rare", "lexical", "shared", "topical")
"""The signals that are numbers, as they stand in `Signals`."""


@dataclass(frozen=True, slots=True)
class Found:
    """Passages of one build, with a column (passages,) for each of their signals but `shared`."""

    layer: int
    passages: Sequence[Passage]
    aside: Sequence[tuple[str, ...]]
    columns: dict[str, Column]


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


def scored(found: Sequence[Found], query: Query) -> list[Ranked]:
    """All passages, best first; those in a script that the encoder does not know are weighed apart."""
    passages = [passage for each in found for passage in each.passages]
    if not passages:
        return []
    columns = {name: np.concatenate([each.columns[name] for each in found]) for name in found[0].columns}
    columns["shared"] = np.zeros(len(passages))
    scores = np.zeros(len(passages), dtype=np.float32)
    terms = query.terms
    foreign = np.array([passage.version.language == "ja" for passage in passages])
    for places, weights in (
        (np.flatnonzero(~foreign), WEIGHTS),
        (np.flatnonzero(foreign), WEIGHTS_OTHER_SCRIPT),
    ):
        if len(places):
            columns["shared"][places] = shares([passages[place].text for place in places], terms)
            scores[places] = _weighed(columns, places, weights)
    rows = _rows(found, passages, columns, scores.tolist())
    own_script_first = [rows[place] for place in np.argsort(foreign, kind="stable")]
    return sorted(own_script_first, key=lambda row: -(row.score + _ahead(row, query)))


def _weighed(columns: dict[str, Column], places: NDArray[np.intp], weights: dict[str, float]) -> Floats:
    total = np.zeros(len(places), dtype=np.float32)
    for name, weight in weights.items():
        total += weight * standardised(columns[name][places].astype(np.float32))
    return total


def _rows(
    found: Sequence[Found], passages: Sequence[Passage], columns: dict[str, Column], scores: Sequence[float]
) -> list[Ranked]:
    aside = [names for each in found for names in each.aside]
    layers = [each.layer for each in found for _ in each.passages]
    signals = map(Signals, *(columns[name].tolist() for name in _COLUMNS), aside)
    return [Ranked(*row) for row in zip(passages, scores, signals, layers, strict=True)]


def _ahead(row: Ranked, query: Query) -> float:
    own_layer = OWN_LAYER if row.layer == 0 else 0.0
    own_language = OWN_LANGUAGE if row.passage.version.language == query.language else 0.0
    return own_layer + own_language - (ASIDE if row.signals.aside else 0.0)
