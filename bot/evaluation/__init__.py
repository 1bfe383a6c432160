"""Measures the assistant on a set of questions with known answers."""

from bot.evaluation.questions import EvaluationError, EvaluationQuestion, read_questions
from bot.evaluation.running import bring_in_all, evaluate
from bot.evaluation.scoring import Score
from bot.evaluation.summary import Line, summarise

__all__ = [
    "EvaluationError",
    "EvaluationQuestion",
    "Line",
    "Score",
    "bring_in_all",
    "evaluate",
    "read_questions",
    "summarise",
]
