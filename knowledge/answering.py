"""Questions are answered by quoting: the sentences that support the answer, or an honest "not covered"."""

from collections.abc import Iterator

from knowledge.abstention import Uncovered, judged
from knowledge.answers import Answer, Answered, NotCovered, Question, Sentence
from knowledge.config import KnowledgeSettings
from knowledge.grounding import objection
from knowledge.queries import query_of
from knowledge.quoting import OPEN_LENGTH, OPEN_QUOTES, Quote, cited, quotes
from knowledge.retrieval import Retriever

ENGINE = "quotes"
"""The name of answering without a language model."""

NEAR_QUOTES = 2
"""Near misses that are told when the policies do not answer."""


class Answerer:
    """Answers from the policies in force, never from anything else."""

    def __init__(self, retriever: Retriever, settings: KnowledgeSettings) -> None:
        self._retriever = retriever
        self._settings = settings

    def answer(self, question: Question) -> Answer:
        """The answer with its citations."""
        query = query_of(question)
        ranked = self._retriever.ranked(query, question.organisations, question.audience, question.as_of)
        verdict = judged(question.text, ranked, self._settings)
        if isinstance(verdict, Uncovered):
            near = cited(quotes(ranked)[:NEAR_QUOTES], "near")
            return NotCovered(near, ENGINE, verdict.missing.name if verdict.missing else None)
        shown = quotes(verdict.ranked)
        opened, folded = _parted(shown)
        sentences = [Sentence(quote.quote, (quote,)) for quote in cited(opened, "answer")]
        said = tuple(sentence for sentence in sentences if objection(sentence) is None)
        return Answered(said, cited(folded, "related"), ENGINE)

    def sentences(self, question: Question) -> Iterator[Sentence]:
        """The sentences of the answer, one by one; none when the policies do not cover the question."""
        answer = self.answer(question)
        if not isinstance(answer, NotCovered):
            yield from answer.sentences


def _parted(shown: list[Quote]) -> tuple[list[Quote], list[Quote]]:
    opened: list[Quote] = []
    for quote in shown[:OPEN_QUOTES]:
        if opened and sum(other.length for other in opened) + quote.length > OPEN_LENGTH:
            break
        opened.append(quote)
    return opened, shown[len(opened) :]
