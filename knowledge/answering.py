"""Questions are answered by quoting: the sentences that support the answer, or an honest "not covered"."""

from collections.abc import Generator
from typing import cast

from knowledge.answers import Answer, Answered, NotCovered, PartlyAnswered, Question, Sentence
from knowledge.extracting import ENGINE, Extractor
from knowledge.recalling import Recaller
from knowledge.writing import Writer


class Answerer:
    """Answers from the policies in force, never from anything else."""

    def __init__(
        self, extractor: Extractor, writer: Writer | None = None, recaller: Recaller | None = None
    ) -> None:
        self._extractor = extractor
        self._writer = writer
        self._recaller = recaller

    def answer(self, question: Question) -> Answer:
        """The answer with its citations, worded by the language model where one is switched on."""
        return _end_of(self.sentences(question))

    def sentences(self, question: Question) -> Generator[Sentence, None, Answer]:
        """The sentences of the answer as they are checked, then the answer; none when it is not covered."""
        return (yield from self.worded(question, self.quoted(question)))

    def engine(self, organisation: str) -> str:
        """What words the answers of an organisation: `quotes`, or the name of a language model."""
        return self._writer.engine if self._writer and self._writer.serves(organisation) else ENGINE

    @property
    def falls_back(self) -> bool:
        """Whether the language model failed when it was last asked, so that quotes were said."""
        return self._writer is not None and self._writer.failing

    def worded(self, question: Question, quoted: Answer) -> Generator[Sentence, None, Answer]:
        """The sentences of what was found, and the answer they make: never of another type.

        Only quotes are worded; what a person has worded stays as it is.
        """
        if isinstance(quoted, NotCovered):
            return quoted
        if (
            self._writer
            and self._writer.serves(question.organisations[0])
            and isinstance(quoted, Answered | PartlyAnswered)
            and quoted.engine == ENGINE
        ):
            return (yield from self._writer.written(question, quoted))
        yield from quoted.sentences
        return quoted

    def quoted(self, question: Question) -> Answer:
        """What the desk approved for this question, else the decision, and the policies' own words.

        No language model is asked.
        """
        recalled = self._recaller.answer(question) if self._recaller else None
        return recalled or self._extractor.answer(question)

    def confidence(self, question: Question) -> float:
        """The calibrated probability, in [0, 1], that the policies answer."""
        return self._extractor.confidence(question)


def _end_of(telling: Generator[Sentence, None, Answer]) -> Answer:
    while True:
        try:
            next(telling)
        except StopIteration as end:
            return cast(Answer, end.value)
