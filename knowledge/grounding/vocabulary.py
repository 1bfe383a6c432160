"""What the check knows of English words: which mean the same, which are verbs, how they are inflected."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal[
    "word",
    "quantity",
    "actor",
    "owner",
    "pronoun",
    "not",
    "only",
    "all",
    "hedge",
    "bound",
    "modal",
    "be",
    "do",
    "preposition",
    "and",
    "or",
    "condition",
    "relative",
    "stop",
    "empty",
]
"""What a word does in a sentence."""

WE = "@we"
YOU = "@you"


@dataclass(frozen=True)
class Vocabulary:
    """`vocabulary.toml`, made ready."""

    same: dict[str, frozenset[str]]
    phrases: dict[str, str]
    phrase: "re.Pattern[str]"
    irregular: dict[str, str]
    kinds: dict[str, Kind]
    verbs: frozenset[str]
    companies: frozenset[str]
    persons: frozenset[str]
    conditional: frozenset[str]
    empty: frozenset[str]

    def lemma(self, word: str) -> str:
        """The dictionary form of a word in lower case, by rule where no table names it."""
        if word in self.irregular:
            return self.irregular[word]
        return next((form for form in _forms(word) if form in self.verbs), _singular(word))

    def meanings(self, lemma: str) -> frozenset[str]:
        """What a word may say: words whose meanings meet say the same."""
        if lemma == YOU:
            return self.persons | {YOU}
        ending = re.search(r"(?<=...)(?:ed|ing)$", lemma)
        stems = {lemma[: ending.start()], lemma[: ending.start()] + "e"} if ending else set()
        return self.same.get(lemma, frozenset()) | {lemma} | stems


@cache
def vocabulary() -> Vocabulary:
    """The tables, read once."""
    tables = tomllib.loads(files("knowledge.grounding").joinpath("vocabulary.toml").read_text("utf-8"))
    same: dict[str, frozenset[str]] = {}
    for number, row in enumerate(tables["same"]):
        for word in row.split():
            same[word] = same.get(word, frozenset()) | {f"={number}"}
    phrases = dict(tables["phrases"])
    longest = sorted(phrases, key=len, reverse=True)
    return Vocabulary(
        same,
        phrases,
        re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"),
        dict(pair.split("=") for pair in tables["irregular"].split()),
        {word: kind for kind, words in tables["kinds"].items() for word in words.split()},
        *(
            frozenset(tables[name].split())
            for name in ("verbs", "companies", "persons", "conditional", "empty")
        ),
    )


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:s|x|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if re.search(r"[^siu']s$", word) and len(word) > 3 else word


def _forms(word: str) -> list[str]:
    """What the word may be a form of, were it a verb."""
    found = [word]
    for ending in ("ing", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            found += [stem + "e", stem]
            if stem[-1] == "i":
                found.append(stem[:-1] + "y")
            if stem[-1:] == stem[-2:-1]:
                found.append(stem[:-1])
    return found
