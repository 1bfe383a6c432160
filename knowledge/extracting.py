"""The decision, and the answer in the policies' own words: quotes of the best passages, or near ones."""

from knowledge.abstention import Calibration, Uncovered, judged
from knowledge.answers import Answer, Answered, NotCovered, Question, Sentence
from knowledge.config import KnowledgeSettings
from knowledge.grounding import objection
from knowledge.passages import Passage
from knowledge.queries import query_of
from knowledge.quoting import OPEN_LENGTH, OPEN_QUOTES, Quote, cited, quotes
from knowledge.retrieval import Ranked, Ranking, Retriever

ENGINE = "quotes"
"""The name of answering without a language model."""

NEAR_QUOTES = 2
"""Near misses that are told when the policies do not answer."""


class Extractor:
    """Decides whether the policies in force answer, and quotes them."""

    def __init__(self, retriever: Retriever, calibration: Calibration, settings: KnowledgeSettings) -> None:
        self._retriever = retriever
        self._calibration = calibration
        self._settings = settings

    def answer(self, question: Question) -> Answer:
        """The outcome with its citations."""
        ranking = self._ranking(question)
        verdict = judged(question.text, ranking, self._calibration, self._settings.least_confidence)
        if isinstance(verdict, Uncovered):
            return NotCovered(cited(quotes(ranking.rows)[:NEAR_QUOTES], "near"), ENGINE, verdict.missing)
        opened, folded = _parted(quotes(_one_voice(verdict.ranked)), verdict.stated or OPEN_QUOTES)
        sentences = [Sentence(quote.quote, (quote,)) for quote in cited(opened, "answer")]
        said = tuple(sentence for sentence in sentences if objection(sentence) is None)
        return Answered(said, cited(folded, "related"), ENGINE)

    def confidence(self, question: Question) -> float:
        """The calibrated probability, in [0, 1], that the policies answer."""
        ranking = self._ranking(question)
        return judged(question.text, ranking, self._calibration, self._settings.least_confidence).confidence

    def _ranking(self, question: Question) -> Ranking:
        return self._retriever.ranked(
            query_of(question), question.organisations, question.audience, question.as_of
        )


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
