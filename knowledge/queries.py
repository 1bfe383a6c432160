"""What is searched for: a question with the topic it follows up on, and its terms in the other language."""

import re
from dataclasses import dataclass

from knowledge.answers import Question
from knowledge.glossary import to_english, to_japanese
from knowledge.topics import Mask, asked
from knowledge.words import is_japanese, terms

_FOLLOWS_UP = re.compile(
    r"^(?:ok|okay|and|but|so|then|what about|how about|also|それ|その|では|じゃあ|あと|ちなみに|また)\b|"
    r"\b(?:it|that|this|they|them|those|these|there)\b",
    re.IGNORECASE,
)
MOST_TURNS = 8
"""Turns of the person that are looked back on for the topic."""

_FEW = 5
"""Terms up to which a question can hardly stand alone."""


@dataclass(frozen=True, slots=True)
class Query:
    """`meaning` goes to the encoder, `words` to the lexical index; a passage should share `terms`.

    `topics` are those that the question asks about.
    """

    meaning: str
    words: str
    language: str
    topics: Mask

    @property
    def terms(self) -> list[str]:
        """The terms looked for, each once."""
        return list(dict.fromkeys(terms(self.words)))


def query_of(question: Question) -> Query:
    """Read a question; a follow-up is read together with the turn that it follows up on."""
    return query(_with_topic(question))


def query(text: str) -> Query:
    """Read a text that stands alone."""
    if is_japanese(text):
        english = " ".join([*to_english(text), *re.findall(r"[A-Za-z][A-Za-z0-9.@-]+", text)])
        words = f"{text} {english}"
        return Query(meaning=english or text, words=words, language="ja", topics=asked(words))
    words = " ".join([text, *to_japanese(text)])
    return Query(meaning=text, words=words, language="en", topics=asked(text))


def refers_back(text: str) -> bool:
    """Whether words of a text point at an earlier turn."""
    return _FOLLOWS_UP.search(text) is not None


def _with_topic(question: Question) -> str:
    """A chain of follow-ups goes back to the last turn that stands alone."""
    if not question.history or not _follows_up(question.text):
        return question.text
    turns = question.history[-MOST_TURNS:]
    topic = next((turn for turn in reversed(turns) if _opens(turn)), turns[-1])
    return f"{topic} {question.text}"


def _opens(turn: str) -> bool:
    return len(terms(turn)) > 1 and not _FOLLOWS_UP.search(turn)


def _follows_up(text: str) -> bool:
    few = len(text) <= 20 if is_japanese(text) else len(terms(text)) <= _FEW
    return few or refers_back(text)
