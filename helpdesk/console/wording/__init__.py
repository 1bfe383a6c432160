"""What the console says, in English and Japanese."""

from helpdesk.console.wording import (
    access,
    answers,
    clocks,
    decisions,
    delivery,
    drafts,
    files,
    identity,
    keys,
    links,
    opening,
    preferences,
    presence,
    printing,
    procedure,
    queueing,
    replies,
    reports,
    retention,
    searching,
)
from helpdesk.console.wording.english import ENGLISH
from helpdesk.console.wording.japanese import JAPANESE
from helpdesk.console.wording.labels import ENGLISH_LABELS, JAPANESE_LABELS

_TOPICS = (
    access,
    answers,
    clocks,
    decisions,
    delivery,
    drafts,
    files,
    identity,
    keys,
    links,
    opening,
    preferences,
    presence,
    printing,
    procedure,
    queueing,
    replies,
    reports,
    retention,
    searching,
)
"""Modules whose ``SENTENCES`` map a key to its English and its Japanese sentence."""


def _of_topics(language: int) -> dict[str, str]:
    return {key: pair[language] for topic in _TOPICS for key, pair in topic.SENTENCES.items()}


CATALOGUES = {
    "en": ENGLISH | ENGLISH_LABELS | _of_topics(0),
    "ja": JAPANESE | JAPANESE_LABELS | _of_topics(1),
}
LANGUAGES = {"en": "English", "ja": "日本語"}


class Words:
    """One language's sentences; called with a key and the values of its places."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = CATALOGUES[language]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of ``key``; a missing key is a KeyError, so that tests find it."""
        return self._catalogue[key].format(**values)

    def knows(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self._catalogue

    def count(self, key: str, n: int) -> str:
        """The sentence of ``key`` for ``n`` things (``key.one`` or ``key.other``)."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=n)

    def label(self, family: str, name: str | None) -> str:
        """The name of a status, kind, right … ; an unknown one stands as it is, made readable."""
        return self._catalogue.get(f"{family}.{name}") or (name or "").replace("_", " ")


def choose_language(chosen: str | None, accepted: str) -> str:
    """The language chosen before, else the first of ``Accept-Language`` that we speak, else English."""
    if chosen in CATALOGUES:
        return chosen
    for part in accepted.split(","):
        language = part.split(";")[0].strip().lower().split("-")[0]
        if language in CATALOGUES:
            return language
    return "en"
