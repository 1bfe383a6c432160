"""Measures the assistant on a set of questions with known answers."""

from bot.evaluation.comparing import Comparison, as_run, compare, missed, read_run
from bot.evaluation.curves import curve, effects
from bot.evaluation.placing import placed
from bot.evaluation.questions import EvaluationError, EvaluationQuestion, Span, read_questions
from bot.evaluation.reporting import drawn_curve, report
from bot.evaluation.running import bring_in_all, evaluate, place_all, threshold
from bot.evaluation.scoring import Score
from bot.evaluation.summary import Line, summarise
from bot.evaluation.tables import compared, tables

__all__ = [
    "Comparison",
    "EvaluationError",
    "EvaluationQuestion",
    "Line",
    "Score",
    "Span",
    "as_run",
    "bring_in_all",
    "compare",
    "compared",
    "curve",
    "drawn_curve",
    "effects",
    "evaluate",
    "missed",
    "place_all",
    "placed",
    "read_questions",
    "read_run",
    "report",
    "summarise",
    "tables",
    "threshold",
]
