"""An answer worded by a language model: what it writes is said only sentence by sentence, after the check."""

import logging
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice

from knowledge.adapters.sql_allowance import Allowance
from knowledge.answers import Answered, Citation, PartlyAnswered, Question, Sentence
from knowledge.errors import ModelFailed
from knowledge.grounding import verified
from knowledge.language_models import EVERYBODY, LanguageModelSettings
from knowledge.pacing import Late, Pacer
from knowledge.ports import Draft, LanguageModel
from knowledge.prompting import INSTRUCTIONS, material
from knowledge.sentences import sentence_spans

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Calls under way, given up and still hanging ones among them; the next answer is quoted instead."""

MOST_SENTENCES = 8

LONGEST_QUESTION = 2000
"""Characters; a longer message is answered by quoting."""

BYTES_PER_TOKEN = 3
"""On the safe side for English (about 4) and for Japanese (about 3)."""

_ENDED = re.compile(r"[.!?。！？][\"'”’)\]」』）】]*$")
"""An answer that is cut off must not pass for a shorter one."""

Quoted = Answered | PartlyAnswered


class Writer:
    """Words what was found and never decides whether it answers; whatever goes wrong, the quotes are said."""

    def __init__(self, model: LanguageModel, allowance: Allowance, settings: LanguageModelSettings) -> None:
        self.engine = model.name
        self._model = model
        self._allowance = allowance
        self._organisations = frozenset(settings.language_model_organisations)
        self._seconds = settings.language_model_seconds
        self._answer_tokens = settings.language_model_answer_tokens
        self.failing = False
        """Whether the model did not answer when it was last asked."""
        self._pacer = Pacer[Draft](AT_ONCE)

    def serves(self, organisation: str) -> bool:
        """Whether the organisation switched the model on."""
        return not self._organisations.isdisjoint({organisation, EVERYBODY})

    def written(self, question: Question, quoted: Quoted) -> Generator[Sentence, None, Quoted]:
        """Sentences as soon as each is checked, then the answer they make; without any, the quoted one.

        The model sees the question's text, which must be masked, and the quoted clauses; no earlier turns.
        Where it breaks off or a sentence fails, the quotes that it did not come to follow; the first always.
        """
        said: list[Sentence] = []
        whole = True
        try:
            for sentence in self._checked(question, quoted):
                if sentence is None:
                    whole = False
                    continue
                said.append(sentence)
                yield sentence
        except (Late, ModelFailed) as error:
            log.warning("the language model did not answer", extra={"reason": str(error)})
            whole, self.failing = False, True
        else:
            self.failing = False
        if not said:
            yield from quoted.sentences
            return quoted
        untouched = [each for each in quoted.sentences if not any(_touched(c, said) for c in each.citations)]
        following = [each for each in untouched if not whole or each is quoted.sentences[0]]
        yield from following
        sentences = (*said, *following)
        opened = (citation for each in quoted.sentences for citation in each.citations)
        below = (each for each in (*opened, *quoted.related) if not _shown_whole(each, sentences))
        related = tuple(replace(each, role="related") for each in below)
        return replace(quoted, sentences=sentences, related=related, engine=self.engine)

    def _checked(self, question: Question, quoted: Quoted) -> Iterator[Sentence | None]:
        """What the model writes, each once; None for a sentence that fails."""
        shown = _shown(question, quoted)
        if not shown or len(question.text) > LONGEST_QUESTION:
            return
        asked = material(question.text, question.language, shown)
        if not self._allowance.take(self._largest(asked)):
            raise ModelFailed("daily tokens")
        drafts = self._pacer.within(self._seconds, lambda: self._model.drafts(INSTRUCTIONS, asked))
        with closing(drafts):
            yield from islice(_once(supported(draft, shown) for draft in drafts), MOST_SENTENCES)

    def _largest(self, asked: str) -> int:
        return len((INSTRUCTIONS + asked).encode()) // BYTES_PER_TOKEN + self._answer_tokens


def supported(draft: Draft, shown: Sequence[Citation]) -> Sentence | None:
    """The draft as a sentence, when it is a whole one and the quotes it claims carry it."""
    text = draft.text.strip()
    if len(sentence_spans(text)) != 1 or not _ENDED.search(text):
        return None
    checked = verified(text, draft.claims, shown)
    if isinstance(checked, Sentence):
        return checked
    log.info("a sentence of the language model was dropped", extra={"reason": checked})
    return None


def _once(sentences: Iterable[Sentence | None]) -> Iterator[Sentence | None]:
    texts: set[str] = set()
    for sentence in sentences:
        if sentence is None or sentence.text not in texts:
            yield sentence
        if sentence:
            texts.add(sentence.text)


def _shown(question: Question, quoted: Quoted) -> list[Citation]:
    """What the model may see: the quotes of the first one's organisation, in the language of the question.

    A sentence in another language than its quote cannot be checked, and layers are never mixed.
    """
    opened = [citation for sentence in quoted.sentences for citation in sentence.citations]
    if opened[0].language != question.language:
        return []
    return [each for each in (*opened, *quoted.related) if _voice(each) == _voice(opened[0])]


def _voice(citation: Citation) -> tuple[str, str]:
    return citation.address.organisation, citation.language


def _touched(citation: Citation, said: Iterable[Sentence]) -> bool:
    """Whether a part of it stands in a quote that was said."""
    return any(
        _same_version(quote, citation) and quote.start < citation.end and citation.start < quote.end
        for sentence in said
        for quote in sentence.citations
    )


def _shown_whole(citation: Citation, said: Iterable[Sentence]) -> bool:
    """Whether all of it stands in a quote that was said."""
    return any(
        _same_version(quote, citation) and quote.start <= citation.start and citation.end <= quote.end
        for sentence in said
        for quote in sentence.citations
    )


def _same_version(one: Citation, other: Citation) -> bool:
    return replace(one.address, place="") == replace(other.address, place="")
