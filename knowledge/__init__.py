"""What the policies say: clauses, their search, answers that quote them. This is the room's front door."""

from knowledge.answers import (
    Answer,
    Answered,
    Citation,
    Conflicting,
    NotCovered,
    PartlyAnswered,
    Question,
    Sentence,
    cite,
)
from knowledge.clauses import Address, Audience, Clause, PolicyVersion, fold_white_space

__all__ = [
    "Address",
    "Answer",
    "Answered",
    "Audience",
    "Citation",
    "Clause",
    "Conflicting",
    "NotCovered",
    "PartlyAnswered",
    "PolicyVersion",
    "Question",
    "Sentence",
    "cite",
    "fold_white_space",
]
