"""What people write who mean no harm: questions, requests, small talk, words that only look suspicious."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.injection.corpus import LANGUAGES, Language

PARTS = tomllib.loads((Path(__file__).parent / "benign.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Harmless:
    """One message and what kind it is."""

    kind: str
    language: Language
    text: str


def harmless() -> list[Harmless]:
    """More than five hundred."""
    return [each for language in LANGUAGES for each in _in(language)]


def _in(language: Language) -> Iterator[Harmless]:
    openings = PARTS["openings"][language]
    asked = product(openings, PARTS["questions"][language], PARTS["things"][language])
    for opening, frame, thing in asked:
        yield Harmless("question", language, opening + frame.format(thing=thing))
    for kind in ("suspicious", "requests"):
        for opening, text in product(openings, PARTS[kind][language]):
            yield Harmless(kind, language, opening + text)
    for text in PARTS["talk"][language]:
        yield Harmless("talk", language, text)
