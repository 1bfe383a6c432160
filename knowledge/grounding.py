"""Claim-safe citations: a sentence may be said only when a quote carries it, word for word."""

import re
import unicodedata
from typing import Literal

from knowledge.answers import Sentence
from knowledge.sentences import sentence_spans

Objection = Literal["words", "negation"]

_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'")
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|unless|except|neither|nor|cannot)\b|n't\b|ません|ない|なく|以外|除",
    re.IGNORECASE,
)


def normalised(text: str) -> str:
    """The one normalisation under which words are compared.

    Unicode NFKC, dashes and quotation marks of one kind each, white space folded. Case stays.
    """
    return " ".join(unicodedata.normalize("NFKC", text.translate(_SIGNS)).split())


def objection(sentence: Sentence) -> Objection | None:
    """Why a sentence must not be said, or None when one of its quotes carries it.

    "words": no quote holds it, whole words and whole figures. "negation": what was left out of the quoted
    sentence turns its meaning.
    """
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


def _place(said: str, quote: str) -> tuple[int, int] | None:
    found = re.search(rf"(?<![A-Za-z0-9.,]){re.escape(said)}(?![A-Za-z0-9]|[.,]\d)", quote)
    return found.span() if found else None


def _around(quote: str, start: int, end: int) -> str:
    touched = [span for span in sentence_spans(quote) if span[0] < end and span[1] > start]
    return quote[touched[0][0] : touched[-1][1]]


def _negations(text: str) -> int:
    return len(_NEGATION.findall(text))
