"""The decision, and the answer in the policies' own words: quotes of the best passages, or near ones."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.abstention import Calibration, Covered, Uncovered, judged
from knowledge.answers import (
    Answer,
    Answered,
    Citation,
    Conflicting,
    NotCovered,
    PartlyAnswered,
    Question,
    Sentence,
)
from knowledge.asked import asked_value
from knowledge.config import KnowledgeSettings
from knowledge.grounding import objection
from knowledge.parts import parts
from knowledge.passages import Passage
from knowledge.queries import query_of
from knowledge.quoting import OPEN_LENGTH, OPEN_QUOTES, Quote, cited, quotes
from knowledge.retrieval import Retriever
from knowledge.scoring import Ranked, Ranking

ENGINE = "quotes"
"""The name of answering without a language model."""

NEAR_QUOTES = 2
"""Near misses that are told when the policies do not answer."""


class Extractor:
    """Decides whether the policies in force answer, and quotes them."""

    def __init__(self, retriever: Retriever, calibration: Calibration, settings: KnowledgeSettings) -> None:
        self._retriever = retriever
        self._calibration = calibration
        self._least = settings.least_confidence

    def answer(self, question: Question) -> Answer:
        """The outcome with its citations; of several questions in one each is judged for itself."""
        return self._in_part(question) or self._whole(question)

    def confidence(self, question: Question) -> float:
        """The calibrated probability, in [0, 1], that the policies answer."""
        return self._judged(question, self._ranking(question)).confidence

    def _in_part(self, question: Question) -> Answered | PartlyAnswered | None:
        """Several questions in one: what answers each, when they ask for values or one is left open."""
        pieces = parts(question.text)
        before = [(*question.history, *pieces[:place]) for place in range(len(pieces))]
        answers = [
            self._whole(replace(question, text=piece, history=history))
            for piece, history in zip(pieces, before, strict=True)
        ]
        missing = [each.missing for each in answers if isinstance(each, NotCovered) and each.missing]
        answered = [each for each in answers if isinstance(each, Answered)]
        if missing and answered:
            return PartlyAnswered(answered[0].sentences, missing[0], answered[0].related, ENGINE)
        values = [asked_value(piece) for piece in pieces]
        if len(answered) < len(pieces) or None in values or len({id(value) for value in values}) < 2:
            return None
        firsts = {each.sentences[0].text: each.sentences[0] for each in answered}
        return Answered(tuple(firsts.values()), (), ENGINE)

    def _whole(self, question: Question) -> Answer:
        ranking = self._ranking(question)
        verdict = self._judged(question, ranking)
        if isinstance(verdict, Uncovered):
            return NotCovered(cited(quotes(ranking.rows)[:NEAR_QUOTES], "near"), ENGINE, verdict.missing)
        return _told(verdict)

    def _judged(self, question: Question, ranking: Ranking) -> Covered | Uncovered:
        return judged(question.text, ranking, self._calibration, self._least)

    def _ranking(self, question: Question) -> Ranking:
        return self._retriever.ranked(
            query_of(question), question.organisations, question.audience, question.as_of
        )


def _told(verdict: Covered) -> Answer:
    shown = quotes(_one_voice(verdict.ranked))
    opened, folded = _parted(shown, verdict.stated or OPEN_QUOTES)
    sentences = _sentences(cited(opened, "answer"))
    if verdict.contradicted_by is None:
        return Answered(sentences, cited(folded, "related"), ENGINE, besides=_besides(verdict.ranked))
    other = quotes([verdict.contradicted_by])
    rest = [quote for quote in folded if quote.passage != verdict.contradicted_by.passage]
    sides = (*sentences, *_sentences(cited(other, "answer")))
    return Conflicting(sides, cited(rest, "related"), ENGINE)


def _besides(ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """What special the nearest clause that stood back is about, when it was as near as the best."""
    aside = max((row for row in ranked if row.signals.aside), key=lambda row: row.score, default=None)
    return aside.signals.aside if aside and aside.score >= ranked[0].score else ()


def _sentences(citations: Sequence[Citation]) -> tuple[Sentence, ...]:
    said = (Sentence(citation.quote, (citation,)) for citation in citations)
    return tuple(sentence for sentence in said if objection(sentence) is None)


def _one_voice(ranked: list[Ranked]) -> list[Ranked]:
    """First what the best passage's organisation says in its language: layers may contradict each other."""
    if not ranked:
        return []
    voice = _voice(ranked[0].passage)
    return sorted(ranked, key=lambda row: _voice(row.passage) != voice)


def _voice(passage: Passage) -> tuple[str, str]:
    return passage.version.organisation, passage.version.language


def _parted(shown: list[Quote], most: int) -> tuple[list[Quote], list[Quote]]:
    """What stands in the open, all of one voice, and what is folded below."""
    opened: list[Quote] = []
    for quote in shown[:most]:
        length = sum(other.length for other in opened) + quote.length
        if opened and (length > OPEN_LENGTH or _voice(quote.passage) != _voice(opened[0].passage)):
            break
        opened.append(quote)
    return opened, shown[len(opened) :]
