"""The kinds of wanting that triage tells apart, and what a language's table must hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Want = Literal[
    "answer",
    "action",
    "complaint",
    "incident",
    "person",
    "status",
    "legal_advice",
    "out_of_scope",
    "small_talk",
]


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted. `kind` and `right` are set where a ticket may follow."""

    want: Want
    kind: str | None = None
    right: str | None = None


ANSWER = Intent("answer")
"""Most messages: a question to the policies."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """One language's table; every pattern is searched in normalised, lower-case text.

    `manipulation`: attempts to steer the assistant or to get at its inside.
    `others_data`: reaching for what is stored about somebody else, or for lists of people.
    `commitment`: a promise or confirmation is demanded. `legal_advice`: an opinion or a sum is asked for.
    `complaint`, `incident`, `person`, `status`, `small_talk`, `out_of_scope`: say so in plain words.
    `hypothetical`: asks what would be, so that nothing is reported by it.
    `demand`: the mood of a request. `inquiry`: the mood of a question, which wins over a demand.
    `urging`: a demand so plain that a question beside it takes nothing away.
    `rights`: (right, what is to be done with what), the first that matches counts.
    """

    manipulation: re.Pattern[str]
    others_data: re.Pattern[str]
    commitment: re.Pattern[str]
    legal_advice: re.Pattern[str]
    complaint: re.Pattern[str]
    hypothetical: re.Pattern[str]
    incident: re.Pattern[str]
    person: re.Pattern[str]
    status: re.Pattern[str]
    small_talk: re.Pattern[str]
    out_of_scope: re.Pattern[str]
    demand: re.Pattern[str]
    urging: re.Pattern[str]
    inquiry: re.Pattern[str]
    rights: Mapping[str, re.Pattern[str]]


def any_of(*alternatives: str) -> re.Pattern[str]:
    """One pattern that matches where any alternative does."""
    return re.compile("|".join(f"(?:{each})" for each in alternatives))
