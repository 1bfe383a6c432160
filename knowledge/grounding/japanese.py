"""Japanese sentences."""

from collections.abc import Sequence

from knowledge.grounding.objections import Objection


def shortened(said: str, quotes: Sequence[str]) -> Objection | None:
    return "words"
