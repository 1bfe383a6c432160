"""Measures the assistant on a set of questions with known answers."""

from bot.evaluation.comparing import Comparison, as_run, compare, missed, save
from bot.evaluation.curves import curve, svg
from bot.evaluation.questions import EvaluationError, EvaluationQuestion, read_questions
from bot.evaluation.reporting import report
from bot.evaluation.running import bring_in_all, evaluate, threshold
from bot.evaluation.scoring import Score
from bot.evaluation.summary import Line, summarise

__all__ = [
    "Comparison",
    "EvaluationError",
    "EvaluationQuestion",
    "Line",
    "Score",
    "as_run",
    "bring_in_all",
    "compare",
    "curve",
    "evaluate",
    "missed",
    "read_questions",
    "report",
    "save",
    "summarise",
    "svg",
    "threshold",
]
