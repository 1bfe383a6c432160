"""How well an encoder ranks the clauses of one document by itself, and tells whether one answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.lessons import Course
from knowledge.ports import Encoder, Encoding, Floats

Way = Literal["pooled", "late", "both"]
WAYS: tuple[Way, ...] = ("pooled", "late", "both")


@dataclass(frozen=True, slots=True)
class Grade:
    """Shares of answerable questions whose best clause stands first or in the first three, mean reciprocal
    rank, and how well the best score tells answerable from unanswerable (AUC; None without both kinds).
    """

    way: Way
    questions: int
    hit1: float
    hit3: float
    mrr: float
    auc: float | None


def graded(encoder: Encoder, courses: Sequence[Course]) -> list[Grade]:
    """One grade per way of comparing: pooled vectors, late interaction, the mean of both."""
    ranks: dict[Way, list[int]] = {way: [] for way in WAYS}
    best: dict[Way, list[tuple[bool, float]]] = {way: [] for way in WAYS}
    for course in courses:
        texts = encoder.encode(course.texts)
        asked = encoder.encode([lesson.question for lesson in course.lessons])
        pooled = np.stack([text.pooled for text in texts])
        for lesson, question in zip(course.lessons, asked, strict=True):
            near, late = pooled @ question.pooled, _late(question, texts)
            both = np.asarray((near + late) / 2, dtype=np.float32)
            found: dict[Way, Floats] = {"pooled": near, "late": late, "both": both}
            for way, scores in found.items():
                best[way].append((bool(lesson.right), float(scores.max())))
                if lesson.right:
                    ranks[way].append(_rank(scores, lesson.right))
    return [_grade(way, np.array(ranks[way]), best[way]) for way in WAYS]


def _grade(way: Way, ranks: NDArray[np.int_], best: Sequence[tuple[bool, float]]) -> Grade:
    found = [score for right, score in best if right]
    lost = [score for right, score in best if not right]
    return Grade(
        way=way,
        questions=len(best),
        hit1=float((ranks == 1).mean()),
        hit3=float((ranks <= 3).mean()),
        mrr=float((1 / ranks).mean()),
        auc=_auc(np.array(found), np.array(lost)) if found and lost else None,
    )


def _late(question: Encoding, texts: Sequence[Encoding]) -> Floats:
    weights = question.rarity / max(float(question.rarity.sum()), 1e-6)
    scores = [float((question.tokens @ text.tokens.T).max(axis=1) @ weights) for text in texts]
    return np.array(scores, dtype=np.float32)


def _rank(scores: Floats, right: Sequence[int]) -> int:
    return int((scores > scores[list(right)].max()).sum()) + 1


def _auc(found: NDArray[np.float64], lost: NDArray[np.float64]) -> float:
    higher = (found[:, None] > lost[None]).mean() + 0.5 * (found[:, None] == lost[None]).mean()
    return float(higher)
