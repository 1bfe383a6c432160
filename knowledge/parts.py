"""Several questions in one message, told apart by its sentences and by question words after "and"."""

import re

from knowledge.sentences import sentence_spans

_ASKING = "(?:what|which|who|whom|when|where|why|how|is|are|do|does|can|may|must|will)"
_AND = re.compile(rf"(?:,\s*|\s+)(?:and|or|also|plus)\s+(?={_ASKING}\b)|(?<=か)、", re.IGNORECASE)
_ASKS = re.compile(rf"[?？]\s*$|^{_ASKING}\b|か[。]?$", re.IGNORECASE)

MOST = 3
"""Questions of one message that are looked at for themselves."""


def parts(text: str) -> list[str]:
    """The questions of a message that asks several, in order; empty when it asks one."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    asked = [piece.strip() for sentence in sentences for piece in _AND.split(sentence) if piece]
    questions = [piece for piece in asked if _ASKS.search(piece)]
    return questions[:MOST] if len(questions) > 1 else []
