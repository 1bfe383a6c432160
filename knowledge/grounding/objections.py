"""Why a sentence must not be said."""

from typing import Literal

Objection = Literal[
    "citation",
    "quote",
    "language",
    "words",
    "number",
    "date",
    "negation",
    "modality",
    "condition",
    "conjunction",
    "quantifier",
    "actor",
    "jurisdiction",
]
"""Why a sentence must not be said; "citation": the address was not shown, "quote": it is not there."""
