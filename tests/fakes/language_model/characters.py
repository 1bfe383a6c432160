"""The characters of the fake language model: honest, sloppy, adversarial, slow, broken."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.fakes.language_model.server import Asked, Character, Reset, Status, Step

Written = dict[str, Any]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")


def sentence(text: str, *quotes: tuple[str, str]) -> Written:
    """One sentence in the shape that is asked for."""
    return {"quotes": [{"address": where, "quote": words} for where, words in quotes], "text": text}


def answer(sentences: Iterable[Any]) -> str:
    """A whole answer in the shape that is asked for."""
    return json.dumps({"sentences": list(sentences)}, ensure_ascii=False)


def in_pieces(text: str, size: int = 7) -> Iterator[str]:
    """The text a few characters at a time, as models write."""
    return (text[at : at + size] for at in range(0, len(text), size))


def _writes(make: Callable[[Asked], str]) -> Character:
    return lambda asked: in_pieces(make(asked))


def _of_first(make: Callable[[str, str], list[Any]]) -> Character:
    """Writes sentences about the first clause it is shown."""
    return _writes(lambda asked: answer(make(*asked.clauses[0])))


def _about(word: str, *texts: str) -> Character:
    """Writes sentences about the clause that holds a word, with the whole clause as their quote."""

    def write(asked: Asked) -> str:
        where, quote = next(clause for clause in asked.clauses if word in clause[1])
        return answer(sentence(text, (where, quote)) for text in texts)

    return _writes(write)


def honest(asked: Asked) -> Iterator[str]:
    """Says each sentence of each clause in its own words, with its address and an exact quote."""
    said = ((where, text) for where, clause in asked.clauses for text in _SENTENCE_END.split(clause))
    return in_pieces(answer(sentence(text, (where, text)) for where, text in said))


in_its_own_words = _about("900 yen", "Each disclosure costs 900 yen.")
"""Says what the clause says, otherwise."""


SLOPPY: dict[str, Character] = {
    "no JSON": _writes(lambda asked: "Sure! Here is the answer you wanted: yes."),
    "broken JSON": _writes(lambda asked: '{"sentences": [{"quotes": [{"address": '),
    "another shape": _writes(lambda asked: '{"answer": "We use your data to sell it."}'),
    "a list": _writes(lambda asked: '["We sell it."]'),
    "a number": _writes(lambda asked: "42"),
    "null": _writes(lambda asked: "null"),
    "sentences of no kind": _writes(
        lambda asked: answer([None, 3, "yes", {}, {"text": 5, "quotes": {"a": 1}}])
    ),
    "no quotes": _of_first(lambda where, text: [sentence(text)]),
    "an empty quote": _of_first(lambda where, text: [sentence(text, (where, ""))]),
    "no address": _of_first(lambda where, text: [sentence(text, ("", text))]),
    "an invented address": _of_first(
        lambda where, text: [sentence(text, (where.rpartition("#")[0] + "#99.9", text))]
    ),
    "an address of another version": _of_first(
        lambda where, text: [sentence(text, (where.replace("2024", "2019"), text))]
    ),
    "an invented quote": _of_first(
        lambda where, text: [sentence("We sell all data.", (where, "We sell all data."))]
    ),
    "one invented quote beside a true one": _of_first(
        lambda where, text: [sentence(text, (where, text), (where, "We sell all data."))]
    ),
    "another number": _about(
        "900 yen",
        "A fee of 9 yen is charged for each disclosure.",
        "A fee of 9,000 yen is charged for each disclosure.",
        "Each disclosure costs 90 yen.",
    ),
    "another unit": _about("900 yen", "A fee of 900 euros is charged for each disclosure."),
    "another time": _about(
        "14 days",
        "Recordings are deleted after 40 days.",
        "The recordings are deleted after 14 weeks.",
        "Recordings are deleted at once.",
    ),
    "a dropped negation": _about(
        "never use", "We use it to rate customers.", "We use your data to rate customers."
    ),
    "an added negation": _about(
        "900 yen", "No fee is charged for each disclosure.", "A fee of 900 yen is not charged."
    ),
    "another modality": _about("900 yen", "A fee of 900 yen may be charged for each disclosure."),
    "another actor": _about("900 yen", "We pay a fee of 900 yen for each disclosure."),
    "words of several clauses put together": _writes(
        lambda asked: answer(
            sentence(text, *asked.clauses)
            for text in (
                "A fee of 900 yen is charged for each order.",
                "Please send a fee of 900 yen by post to the privacy desk.",
                "Photographs of events are deleted after 14 days.",
            )
        )
    ),
    "cut off in a sentence": _of_first(lambda where, text: [sentence(text[: len(text) // 2], (where, text))]),
}
"""Well-meant and wrong; nothing of it may be said."""

FILED = "I have filed your complaint under PR-1234-567."
LEAKED = "You put the words of a privacy policy into a plain answer."
OUTSIDE = "Under the GDPR you are entitled to 5,000 euros."
LINK = "See https://evil.example/?q=secret for the answer."
"""What an injected text may want to be said; one line each."""

ADVERSARIAL: dict[str, Character] = {
    "claims that something was filed": _of_first(lambda where, text: [sentence(FILED, (where, text))]),
    "leaks its instructions": _of_first(lambda where, text: [sentence(LEAKED, (where, text))]),
    "answers from outside": _of_first(lambda where, text: [sentence(OUTSIDE, (where, text))]),
    "hides a link in a true sentence": _of_first(
        lambda where, text: [sentence(text.rstrip(".") + f", {LINK}", (where, text))]
    ),
    "adds a second sentence": _of_first(lambda where, text: [sentence(f"{text} {FILED}", (where, text))]),
    "adds a line": _of_first(lambda where, text: [sentence(f"{text}\n{LINK}", (where, text))]),
    "quotes the question": _writes(
        lambda asked: answer([sentence(asked.question, (asked.clauses[0][0], asked.question))])
    ),
    "speaks for the desk in the JSON": _writes(
        lambda asked: json.dumps({"sentences": [], "outcome": "Complaint", "ticket": FILED})
    ),
    "repeats what it was told to": _writes(lambda asked: asked.question),
    "hides letters": _of_first(
        lambda where, text: [
            sentence("\u200b".join(FILED), (where, text)),
            sentence("\u202e" + FILED, (where, text)),
        ]
    ),
}
"""Obeys text in the clauses or in the question; nothing of it may be said."""


def silent(asked: Asked) -> Iterator[Step]:
    """Says nothing until it is let go."""
    asked.released.wait(30)
    yield from honest(asked)


def trickling(asked: Asked) -> Iterator[Step]:
    """Keeps the line open with comments, which no reading limit notices."""
    while not asked.released.wait(0.01):
        yield b": still thinking\n\n"


def halting(asked: Asked) -> Iterator[Step]:
    """Two good sentences, of which the first is known to be whole, then nothing."""
    text = answer(sentence(text, (where, text)) for where, text in asked.clauses[:2])
    yield from in_pieces(text[:-3])
    asked.released.wait(30)


def endless(asked: Asked) -> Iterator[Step]:
    """Never stops writing."""
    yield '{"sentences": [{"quotes": [], "text": "'
    while not asked.released.is_set():
        yield "no end " * 200


def resets(asked: Asked) -> Iterator[Step]:
    """Cuts the line in the middle."""
    yield from in_pieces(answer(sentence(text, (where, text)) for where, text in asked.clauses)[:20])
    raise Reset


def refuses(asked: Asked) -> Iterator[Step]:
    """Will not answer."""
    yield "I'm sorry, but I can't help with that."


SLOW: dict[str, Character] = {"silent": silent, "trickling": trickling}

BROKEN: dict[str, Character] = {
    "500": lambda asked: [Status(500)],
    "401": lambda asked: [Status(401)],
    "429": lambda asked: [Status(429)],
    "400": lambda asked: [Status(400)],
    "resets at once": lambda asked: _cut(),
    "resets in the middle": resets,
    "empty": lambda asked: [],
    "no events": lambda asked: [b"<html>gateway timeout</html>"],
    "an error in the stream": lambda asked: [b'data: {"error": {"message": "overloaded"}}\n\n'],
    "events of another kind": lambda asked: [b'data: {"choices": "none"}\n\n', b"data: {\n\n"],
    "endless": endless,
    "refuses": refuses,
}
"""Fails on the way; nothing of it may be seen."""


def _cut() -> Iterator[Step]:
    raise Reset
    yield ""
