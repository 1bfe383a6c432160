"""Recalls an approved answer: for the very question it was approved for, and while its clauses stand.

A wrong canned answer is worse than none, so a match is strict: the encoder finds the questions alike, every
rare word of either has its like in the other, and both ask for the same. Each quote is then cited from the
version in force, where its clause is found by its hash; an answer that has lost a quote is not given.
"""

from collections.abc import Iterator

import numpy as np

from knowledge.answers import Answered, Citation, Question, Sentence, cite
from knowledge.approved import Approved, ApprovedQuote
from knowledge.asking import asking
from knowledge.clauses import Clause, PolicyVersion
from knowledge.config import KnowledgeSettings
from knowledge.grounding.normalisation import traced
from knowledge.ports import Encoder, Encoding, Floats
from knowledge.queries import query, refers_back
from knowledge.shelf import Shelf

ENGINE = "approved"
"""The name of answering with what the desk approved."""

RAREST = 0.65
"""Cosine that each rare token of either question must reach with some token of the other."""

KEPT_QUESTIONS = 4096
"""Approved questions whose vectors are kept."""


class Recaller:
    """Finds the approved answer to a question among those that came with it."""

    def __init__(self, encoder: Encoder, shelf: Shelf, settings: KnowledgeSettings) -> None:
        self._encoder = encoder
        self._shelf = shelf
        self._least = settings.approved_similarity
        self._kept: dict[str, Encoding] = {}

    def answer(self, question: Question) -> Answered | None:
        """The nearest approved answer whose quotes all stand in the versions in force, or None."""
        for approved in self._matching(question):
            sentences = self._sentences(approved, question)
            if sentences:
                return Answered(sentences, (), ENGINE, approved.approved_on)
        return None

    def _matching(self, question: Question) -> list[Approved]:
        """Those approved for this very question, nearest first, of equally near ones the newest."""
        fitting = [each for each in question.approved if _is_for(each, question)]
        if not fitting or (question.history and refers_back(question.text)):
            return []
        asked, encoding = asking(question.text), self._encoded([question.text])[0]
        near: list[tuple[float, Approved]] = []
        for each, known in zip(fitting, self._known([each.question for each in fitting]), strict=True):
            similarity = float(encoding.pooled @ known.pooled)
            if similarity >= self._least and asked.agrees(asking(each.question)) and _share(encoding, known):
                near.append((similarity, each))
        near.sort(key=lambda found: (found[0], found[1].approved_on), reverse=True)
        return [each for _, each in near]

    def _known(self, texts: list[str]) -> list[Encoding]:
        """The encodings of approved questions, those not kept yet in one go."""
        kept = self._kept
        missing = list(dict.fromkeys(text for text in texts if text not in kept))
        if missing and len(kept) + len(missing) > KEPT_QUESTIONS:
            kept, missing = {}, list(dict.fromkeys(texts))
        if missing:
            kept = self._kept = kept | dict(zip(missing, self._encoded(missing), strict=True))
        return [kept[text] for text in texts]

    def _encoded(self, texts: list[str]) -> list[Encoding]:
        return self._encoder.encode([query(text).meaning for text in texts])

    def _sentences(self, approved: Approved, question: Question) -> tuple[Sentence, ...]:
        """All of them, or none."""
        found: list[Sentence] = []
        for sentence in approved.sentences:
            citations = tuple(self._cited(sentence.quotes, question))
            if not citations or len(citations) < len(sentence.quotes):
                return ()
            found.append(Sentence(sentence.text, citations))
        return tuple(found)

    def _cited(self, quotes: tuple[ApprovedQuote, ...], question: Question) -> Iterator[Citation]:
        for quote in quotes:
            organisation, _, policy = quote.policy.partition("/")
            version = self._shelf.version(organisation, policy, as_of=question.as_of)
            if version is None or organisation not in question.organisations:
                continue
            if version.audience == "employees" and question.audience != "employees":
                continue
            same = [clause for clause in version.clauses if clause.hash == quote.hash]
            same.sort(key=lambda clause: clause.place != quote.place)
            if same and (citation := located(version, same[0], quote.quote)):
                yield citation


def located(version: PolicyVersion, clause: Clause, words: str) -> Citation | None:
    """Words of a clause as a citation of the text they stand in; None when they do not stand there."""
    place = traced(clause.text).find(words)
    return cite(version, clause, clause.start + place[0], clause.start + place[1]) if place else None


def _is_for(approved: Approved, question: Question) -> bool:
    return (approved.audience, approved.language) == (question.audience, question.language)


def _share(one: Encoding, other: Encoding) -> bool:
    """Whether the rarer half of the tokens of either has its like in the other."""
    matches = one.tokens @ other.tokens.T
    return _weakest(matches, one.rarity) >= RAREST and _weakest(matches.T, other.rarity) >= RAREST


def _weakest(matches: Floats, rarity: Floats) -> float:
    if not matches.size:
        return -1.0
    return float(matches.max(axis=1)[rarity >= np.median(rarity)].min())
