"""Privacy terms in Japanese and English: a question in one language finds a policy in the other."""

from collections import defaultdict
from functools import cache
from importlib.resources import files

_START = 2
"""Letters by which English terms are looked up."""


@cache
def entries() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Japanese term and its English ones, the longest Japanese first."""
    lines = files("knowledge").joinpath("glossary_ja_en.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    found = [(japanese, tuple(english.split("; "))) for japanese, english in pairs]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def to_english(text: str) -> list[str]:
    """The English of the Japanese terms in a text, in the order they stand; the longest term wins."""
    found: dict[int, tuple[str, ...]] = {}
    taken = [False] * len(text)
    for japanese, english in entries():
        start = text.find(japanese)
        while start >= 0:
            place = slice(start, start + len(japanese))
            if not any(taken[place]):
                taken[place] = [True] * len(japanese)
                found[start] = english
            start = text.find(japanese, start + 1)
    return [" ".join(found[start]) for start in sorted(found)]


def to_japanese(text: str) -> list[str]:
    """The Japanese of the English terms in a text."""
    padded = f" {' '.join(text.lower().split())} "
    starts = {word[:_START] for word in padded.split()}
    near = [each for start in starts for each in _by_start().get(start, ())]
    places = {place for place, term in near if _occurs(term, padded)}
    return [entries()[place][0] for place in sorted(places)]


@cache
def _by_start() -> dict[str, list[tuple[int, str]]]:
    """English terms by their first letters, each with the place of its entry."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for place, (_, english) in enumerate(entries()):
        for term in english:
            found[term.split()[0][:_START]].append((place, term))
    return dict(found)


def _occurs(term: str, padded: str) -> bool:
    place = padded.find(f" {term}")
    return (place >= 0 and not padded[place + len(term) + 1 :][:1].isalpha()) or f" {term}s" in padded
