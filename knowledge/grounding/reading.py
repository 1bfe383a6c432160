"""English sentences as rows of words, each with its dictionary form, its kind and what it may mean."""

import re
from dataclasses import dataclass

from knowledge.grounding.quantities import QUANTITY, value
from knowledge.grounding.vocabulary import WE, YOU, Kind, vocabulary

_CONTRACTIONS = [
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"\b(it|that|there)'s\b"), r"\1 is"),
]
_PIECE = re.compile(r"§\d+§|[≥≤<>]|[a-z_][\w]*(?:-[a-z]\w*)*|\w+|[,;:()\n]|\S")
_ITEM = re.compile(r"(?:^|(?<=[:;,.])) ?((?:and|or) )?(?:\(\d{1,2}\)|\([a-z]\)|[①-⑳]) ?")
_CHOICE = re.compile(r"\b(?:any |either )?one of the following\b")
_MARK = re.compile(r"§(\d+)§")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, value or punctuation mark; `meanings` of words that say the same have something in common."""

    text: str
    lemma: str
    kind: Kind
    meanings: frozenset[str]

    def says(self, other: "Word") -> bool:
        """Whether both say the same."""
        return self.kind == other.kind and not self.meanings.isdisjoint(other.meanings)


def read(text: str, foreign: frozenset[str] = frozenset()) -> list[Word]:
    """The words of a normalised sentence.

    `foreign` are words that cannot name the policy's own company because they name somebody else.
    """
    values: list[str] = []

    def mark(found: "re.Match[str]") -> str:
        values.append(value(found))
        return f"§{len(values) - 1}§"

    listed = _CHOICE.sub("the following", _ITEM.sub(r"; \1", text))
    marked = QUANTITY.sub(mark, listed).lower()
    for pattern, plain in _CONTRACTIONS:
        marked = pattern.sub(plain, marked)
    tables = vocabulary()
    marked = _own(marked, tables.companies - foreign)
    marked = re.sub(r"(?<=\w)'s\b|(?<=s)'(?=\s)", "", marked)
    marked = re.sub(r"\be-mail", "email", marked)
    marked = tables.phrase.sub(lambda found: tables.phrases[found.group()], marked)
    return [_word(piece, values) for piece in _PIECE.findall(marked)]


def _own(text: str, companies: frozenset[str]) -> str:
    names = "|".join(sorted(companies))
    text = re.sub(rf"\b(?:the|our) (?:{names})'s\b", "our", text)
    return re.sub(rf"\b(?:the|our) (?:{names})\b(?! (?:polic|law|group))", "we", text)


def _word(piece: str, values: list[str]) -> Word:
    found = _MARK.fullmatch(piece)
    if found:
        meant = values[int(found[1])]
        return Word(meant, meant, "quantity", frozenset({meant}))
    if piece in ("we", "us"):
        return Word(piece, WE, "actor", frozenset({WE}))
    if piece in ("you", "yourself"):
        return Word(piece, YOU, "actor", vocabulary().meanings(YOU))
    if not piece[0].isalnum() and piece not in "≥≤<>":
        return Word(piece, piece, "stop", frozenset())
    kind = vocabulary().kinds.get(piece, "word")
    if kind != "word":
        return Word(piece, piece, kind, frozenset({piece}))
    lemma = vocabulary().lemma(piece)
    kind = "empty" if piece in vocabulary().empty else "actor" if lemma in vocabulary().persons else "word"
    return Word(piece, lemma, kind, vocabulary().meanings(lemma))
