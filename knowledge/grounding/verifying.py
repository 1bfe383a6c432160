"""Whether the quotes of a sentence carry it, word for word."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from knowledge.answers import Citation, Sentence
from knowledge.grounding.normalisation import normalised, traced
from knowledge.ports import Claim
from knowledge.sentences import sentence_spans

Objection = Literal[
    "citation",
    "quote",
    "words",
    "number",
    "date",
    "negation",
    "modality",
    "condition",
    "actor",
    "jurisdiction",
]
"""Why a sentence must not be said; "citation": the address was not shown, "quote": the words do not stand there."""

_NEGATION = re.compile(
    r"\b(?:not|no|never|without|unless|except|neither|nor|cannot)\b|n't\b|ません|ない|なく|以外|除",
    re.IGNORECASE,
)


def objection(sentence: Sentence) -> Objection | None:
    """Why a sentence must not be said, or None when its quotes carry it."""
    said = normalised(sentence.text)
    found: Objection | None = "words"
    for quote in (normalised(citation.quote) for citation in sentence.citations):
        place = _place(said, quote)
        if place is None:
            continue
        if _negations(_around(quote, *place)) == _negations(said):
            return None
        found = "negation"
    return found


def verified(text: str, claims: Sequence[Claim], shown: Sequence[Citation]) -> Sentence | Objection:
    """The sentence with its citations when each claim quotes a shown clause and the quotes carry it.

    `shown` is what the writer of the sentence was given to read; a claim never reaches outside of it.
    """
    citations = [_cited(claim, shown) for claim in claims]
    good = tuple(citation for citation in citations if isinstance(citation, Citation))
    if not good or len(good) < len(citations):
        return next((why for why in citations if not isinstance(why, Citation)), "citation")
    sentence = Sentence(text, good)
    return objection(sentence) or sentence


def _cited(claim: Claim, shown: Sequence[Citation]) -> Citation | Objection:
    named = [citation for citation in shown if str(citation.address) == claim.address.strip()]
    for citation in named:
        place = traced(citation.quote).find(claim.quote)
        if place:
            start, end = (citation.start + offset for offset in place)
            return replace(citation, start=start, end=end, quote=citation.quote[slice(*place)], role="answer")
    return "quote" if named else "citation"


def _place(said: str, quote: str) -> tuple[int, int] | None:
    found = re.search(rf"(?<![A-Za-z0-9.,]){re.escape(said)}(?![A-Za-z0-9]|[.,]\d)", quote)
    return found.span() if found else None


def _around(quote: str, start: int, end: int) -> str:
    touched = [span for span in sentence_spans(quote) if span[0] < end and span[1] > start]
    return quote[touched[0][0] : touched[-1][1]]


def _negations(text: str) -> int:
    return len(_NEGATION.findall(text))
