"""Topics: what a question is about in everyday words, and whether a policy speaks of it in its own."""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Bits
from knowledge.words import is_japanese

CONTEXT = 0.3
"""What a topic counts that stands in the clause but not in the passage itself."""

KEPT = 16_384
"""Passages, times topics asked about, of which it is kept whether the one speaks of the other."""

Mask = NDArray[np.bool_]
"""(topics,): one truth value per topic, in the order of `topics()`."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: how questions ask for it, and how policies speak of it.

    `required`: a policy that never speaks of it does not answer. `special`: what a clause says of it concerns
    only those who ask about it.
    """

    name: str
    required: bool
    special: bool
    asks: "re.Pattern[str]"
    states: list[str]


def asked(text: str) -> Mask:
    """The topics that a question asks about."""
    text = text.lower()
    return np.array([topic.asks.search(text) is not None for topic in topics()])


def topic_of(text: str) -> str | None:
    """The name of the topic that a question asks about: of several, the first of the table."""
    text = text.lower()
    return next((topic.name for topic in topics() if topic.asks.search(text)), None)


def stated(text: str) -> Mask:
    """The topics that a text speaks of."""
    text = text.lower()
    return np.array([_states(number).search(text) is not None for number in range(len(topics()))])


@lru_cache(KEPT)
def _speaks(number: int, text: str) -> bool:
    return _states(number).search(text.lower()) is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The topics of a question (numbers), each weighted by how rare it is among the clauses searched.

    `absent` are required ones that no clause speaks of, `elsewhere` special ones not asked about.
    """

    numbers: tuple[int, ...]
    weights: NDArray[np.float64]
    absent: tuple[str, ...]
    elsewhere: Mask

    @classmethod
    def among(cls, mask: Mask, clauses: Sequence[Bits]) -> "Wanted":
        """Weigh the topics of a mask by the packed masks of all clauses searched."""
        numbers = np.flatnonzero(mask)
        spoken = sum((unpacked(bits)[:, numbers].sum(axis=0) for bits in clauses), np.zeros(len(numbers)))
        weights = np.log(1 + sum(len(bits) for bits in clauses) / (1 + spoken))
        weights /= max(float(weights.sum()), 1e-9)
        absent = [int(n) for n, count in zip(numbers, spoken, strict=True) if not count]
        unspoken = tuple(topics()[number].name for number in absent if topics()[number].required)
        return cls(tuple(int(n) for n in numbers), weights, unspoken, _special() & ~mask)

    def aside(self, clauses: Bits) -> list[tuple[str, ...]]:
        """What special each of the clauses is about that the question does not ask about."""
        names = [topic.name for topic in topics()]
        found: list[list[str]] = [[] for _ in clauses]
        for clause, number in zip(*np.nonzero(unpacked(clauses) & self.elsewhere), strict=True):
            found[clause].append(names[number])
        return [tuple(each) for each in found]

    def shares(self, clauses: Bits, texts: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """The weighted share of the topics that each passage of the clauses speaks of, (passages,) in [0, 1].

        `texts` are the passages clause by clause. What only the rest of the clause, its heading path or
        lead-in speaks of counts `CONTEXT`.
        """
        around = unpacked(clauses)[:, list(self.numbers)]
        own = [
            [here and _speaks(number, text) for number, here in zip(self.numbers, spoken, strict=True)]
            for spoken, passages in zip(around.tolist(), texts, strict=True)
            for text in passages
        ]
        shared = np.repeat((around * self.weights).sum(axis=1), [len(passages) for passages in texts])
        return np.asarray(CONTEXT * shared + (1 - CONTEXT) * (np.array(own) * self.weights).sum(axis=1))


def packed(masks: Sequence[Mask]) -> Bits:
    """Masks (n, topics) as bits (n, topics / 8)."""
    return np.packbits(np.array(masks, dtype=np.bool_), axis=1)


def unpacked(bits: Bits) -> Mask:
    """What `packed` made: masks (n, topics)."""
    return np.unpackbits(bits, axis=1, count=len(topics())).astype(np.bool_)


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, as written in `topics.toml`."""
    return tuple(
        Topic(
            name=row["name"],
            required=row.get("required", False),
            special=row.get("special", False),
            asks=_pattern(row["asks"]),
            states=row["states"],
        )
        for row in tomllib.loads(_source())["topic"]
    )


@cache
def _states(number: int) -> "re.Pattern[str]":
    """Compiled when first looked for: a question needs few of them."""
    return _pattern(topics()[number].states)


@cache
def _special() -> Mask:
    return np.array([topic.special for topic in topics()])


@cache
def edition() -> str:
    """Names this edition of the table: what was derived from another one is out of date."""
    return hashlib.sha256(_source().encode()).hexdigest()[:8]


def _source() -> str:
    return files("knowledge").joinpath("topics.toml").read_text("utf-8")


def _pattern(alternatives: list[str]) -> "re.Pattern[str]":
    """English ones begin at a word, which is looked for once for all of them.

    They and the texts are in lower case: where case counts, the engine is twice as fast.
    """
    japanese = [each for each in alternatives if is_japanese(each)]
    english = "|".join(each for each in alternatives if each not in japanese)
    worded = [rf"(?<![a-z0-9])(?:{english})"] if english else []
    return re.compile("|".join([*worded, *japanese]))
