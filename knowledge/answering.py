"""Questions are answered by quoting: the sentences that support the answer, or an honest "not covered"."""

from collections.abc import Generator
from typing import cast

from knowledge.abstention import Uncovered, judged
from knowledge.answers import Answer, Answered, NotCovered, PartlyAnswered, Question, Sentence
from knowledge.config import KnowledgeSettings
from knowledge.grounding import objection
from knowledge.passages import Passage
from knowledge.queries import query_of
from knowledge.quoting import OPEN_LENGTH, OPEN_QUOTES, Quote, cited, quotes
from knowledge.retrieval import Ranked, Retriever
from knowledge.writing import Writer

ENGINE = "quotes"
"""The name of answering without a language model."""

NEAR_QUOTES = 2
"""Near misses that are told when the policies do not answer."""


class Answerer:
    """Answers from the policies in force, never from anything else."""

    def __init__(
        self, retriever: Retriever, settings: KnowledgeSettings, writer: Writer | None = None
    ) -> None:
        self._retriever = retriever
        self._settings = settings
        self._writer = writer

    def answer(self, question: Question) -> Answer:
        """The answer with its citations, worded by the language model where one is switched on."""
        return _end_of(self.sentences(question))

    def sentences(self, question: Question) -> Generator[Sentence, None, Answer]:
        """The sentences of the answer as they are checked, then the answer; none when it is not covered."""
        return (yield from self.worded(question, self.quoted(question)))

    def engine(self, organisation: str) -> str:
        """What words the answers of an organisation: `quotes`, or the name of a language model."""
        return self._writer.engine if self._writer and self._writer.serves(organisation) else ENGINE

    def worded(self, question: Question, quoted: Answer) -> Generator[Sentence, None, Answer]:
        """The sentences of what was found, and the answer they make: never of another type."""
        if isinstance(quoted, NotCovered):
            return quoted
        if (
            self._writer
            and self._writer.serves(question.organisations[0])
            and isinstance(quoted, Answered | PartlyAnswered)
        ):
            return (yield from self._writer.written(question, quoted))
        yield from quoted.sentences
        return quoted

    def quoted(self, question: Question) -> Answer:
        """The decision, and the answer as the policies' own words; no language model is asked."""
        query = query_of(question)
        ranked = self._retriever.ranked(query, question.organisations, question.audience, question.as_of)
        verdict = judged(question.text, ranked, self._settings)
        if isinstance(verdict, Uncovered):
            near = cited(quotes(ranked)[:NEAR_QUOTES], "near")
            return NotCovered(near, ENGINE, verdict.missing.name if verdict.missing else None)
        opened, folded = _parted(quotes(_one_voice(verdict.ranked)), verdict.stated or OPEN_QUOTES)
        sentences = [Sentence(quote.quote, (quote,)) for quote in cited(opened, "answer")]
        said = tuple(sentence for sentence in sentences if objection(sentence) is None)
        return Answered(said, cited(folded, "related"), ENGINE)


def _end_of(telling: Generator[Sentence, None, Answer]) -> Answer:
    while True:
        try:
            next(telling)
        except StopIteration as end:
            return cast(Answer, end.value)


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
