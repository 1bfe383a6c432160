"""Passages: the sentences of a clause, each the smallest thing that is quoted, with the tokens it owns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.clauses import Clause, PolicyVersion
from knowledge.ports import Encoder
from knowledge.sentences import sentence_spans

WHOLE = 170
"""Characters up to which a clause is quoted whole."""


_WHITE_SPACE = np.array([code for code in range(0x3001) if chr(code).isspace()], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Passage:
    """`version.text[start:end]`, one sentence of a clause or a short clause whole."""

    version: PolicyVersion
    clause: Clause
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.version.text[self.start : self.end]


def passages(version: PolicyVersion, clause: Clause) -> list[Passage]:
    """The passages of a clause in reading order."""
    spans = sentence_spans(clause.text) if len(clause.text) > WHOLE else [(0, len(clause.text))]
    return [Passage(version, clause, clause.start + start, clause.start + end) for start, end in spans]


def token_owners(encoder: Encoder, clause: Clause, found: list[Passage]) -> NDArray[np.int16]:
    """For each token of the clause's retrieval text the number of the passage it stands in, -1 for context.

    Counts characters without white space, which retrieval text folds and the clause does not.
    """
    whole = clause.retrieval_text
    inked = _inked(whole)
    ends = inked[encoder.token_spans(whole)[:, 1]]
    own = _inked(clause.text)
    context = inked[-1] - own[-1]
    owners = np.full(len(ends), -1, dtype=np.int16)
    for number, passage in enumerate(found):
        low = context + own[passage.start - clause.start]
        high = context + own[passage.end - clause.start]
        owners[(ends > low) & (ends <= high)] = number
    return owners


def _inked(text: str) -> NDArray[np.int32]:
    """How many characters without white space stand before each place of the text."""
    signs = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    counted = np.zeros(len(signs) + 1, dtype=np.int32)
    np.cumsum(~np.isin(signs, _WHITE_SPACE), out=counted[1:])
    return counted
