"""A piece of a sentence cut into phrases by its prepositions, its verb and where its subject begins."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.grounding.reading import Word
from knowledge.grounding.verbs import DETERMINERS, is_verb, opens_contact

TIMES = {"after", "before", "until", "since", "during"}
"""Words that open a condition, or a time when a value follows."""


def phrases(words: Sequence[Word], verb: int | None) -> Iterator[tuple[str, list[Word]]]:
    """The phrases, each with what leads it: "verb", a preposition, "subject", "every", "to-verb" or ""."""
    lead, relative = "", False
    run: list[Word] = []
    for at, word in enumerate(words):
        if at == verb:
            yield lead, run
            yield "verb", [word]
            lead, run, relative = "", [], False
            continue
        relative = relative or word.kind == "relative"
        relative = relative or (verb is not None and at > verb + 1 and opens_contact(words, at))
        following = None if relative else _led(words, at, run, lead, verb)
        if following is None:
            run.append(replace(word, kind="word") if _is_plain(words, at) else word)
        else:
            yield lead, run
            lead, run = following, [] if word.kind == "preposition" or word.text in TIMES else [word]
    yield lead, run


def _led(words: Sequence[Word], at: int, run: Sequence[Word], lead: str, verb: int | None) -> str | None:
    """What leads the phrase that a word opens, or None where it opens none."""
    word = words[at]
    if word.kind == "bound" and _next_kind(words, at) == "quantity":
        return "within"
    if run and verb and at < verb and _is_fronted(lead, run, word):
        return "subject"
    if word.text in ("every", "each") and any(each.kind == "word" for each in run):
        return "every"
    if _is_plain(words, at) or (word.kind != "preposition" and word.text not in TIMES):
        return None
    following = words[at + 1] if at + 1 < len(words) else None
    infinitive = following is not None and is_verb(following) and following.text == following.lemma
    return "to-verb" if word.text == "to" and infinitive else word.text


def _is_plain(words: Sequence[Word], at: int) -> bool:
    """Whether what looks like a preposition is none: "the inside", "one month before"."""
    word = words[at]
    noun = word.kind == "preposition" and at > 0 and words[at - 1].text in DETERMINERS
    return noun or (word.text in TIMES and at + 1 == len(words))


def _next_kind(words: Sequence[Word], at: int) -> str:
    passed = ("the", "last", "past", "next", "first")
    return next((word.kind for word in words[at + 1 :] if word.text not in passed), "")


def _is_fronted(lead: str, run: Sequence[Word], word: Word) -> bool:
    """Whether the subject begins after a phrase that was put in front: "during that time we …"."""
    if lead in ("", "subject") or (word.text == "you" and lead == "to-verb"):
        return False
    if word.text in ("we", "you"):
        return True
    content = any(each.kind in ("word", "quantity") for each in run)
    opens = word.text in DETERMINERS or word.kind == "owner"
    return lead not in ("of", "to-verb", "by") and content and opens
