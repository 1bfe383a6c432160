"""Sentences cut at commas, conjunctions and words that open a condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from knowledge.grounding.phrasing import TIMES, phrases
from knowledge.grounding.reading import Word
from knowledge.grounding.verbs import ADVERB_ENDS, agrees, finite_verb, is_strong

_CONDITIONS = {"where": "if", "when": "if", "whenever": "if"}


_COMMAS = {",", "(", ")", "\n"}


_STOPS = _COMMAS | {";", ":"}


MODALITIES = {
    "may": "can", "might": "can", "could": "can", "can": "can",
    "must": "must", "should": "should", "neednot": "neednot",
    "shall": "", "will": "", "would": "",
}  # fmt: skip


@dataclass(slots=True)
class Piece:
    """A stretch without comma or conjunction, cut into phrases: `("verb" | preposition | "", words)`.

    `apart`: a semicolon outside a list stands before it. `verb` is the index of its finite verb, `modality`
    can, must, must not, should, neednot, imperative or "" for a plain statement.
    """

    words: list[Word] = field(default_factory=list)
    lead: str = ""
    only: bool = False
    anchored: bool = False
    joined: Literal["", "and", "or"] = ""
    comma: bool = False
    stop: bool = False
    apart: bool = False
    bracketed: bool = False
    leading: bool = False
    verb: int | None = None
    modality: str = ""
    passive: bool = False
    phrases: list[tuple[str, list[Word]]] = field(default_factory=list)

    @property
    def participle(self) -> bool:
        """Whether its verb may go on a passive: "is kept and deleted"."""
        word = self.words[self.verb or 0]
        return word.text != word.lemma and not word.text.endswith(("s", "ing"))

    @property
    def subjectless(self) -> bool:
        """Whether nothing that could act stands before the verb."""
        before = self.words[: self.verb]
        return not any(word.kind in ("word", "actor", "quantity", "pronoun") for word in before)


def pieces(words: Sequence[Word]) -> Iterator[Piece]:
    """The pieces of one sentence in order."""
    for piece in _parted(list(_cut(words))):
        _find_verb(piece)
        piece.phrases = [(lead, run) for lead, run in phrases(piece.words, piece.verb) if run]
        if piece.phrases or piece.lead:
            yield piece


def _parted(found: list[Piece]) -> Iterator[Piece]:
    """A condition in front without a comma ends where the next subject begins: "when you call we …"."""
    for number, piece in enumerate(found):
        at = _second_subject(piece) if piece.lead and number == 0 else None
        if at is None or any(
            finite_verb(each.words, bool(each.joined), contact=True) is not None and not each.lead
            for each in found[1:]
        ):
            yield piece
        else:
            yield replace(piece, words=piece.words[:at])
            yield Piece(piece.words[at:], comma=True)


def _second_subject(piece: Piece) -> int | None:
    words = piece.words
    verbs = [at for at in range(len(words)) if is_strong(words, at)]
    if piece.lead in ("during", "without"):
        verbs.insert(0, 0)
    subjects = [
        at
        for at, word in enumerate(words)
        if word.text in ("we", "you", "they", "it") and at and words[at - 1].kind != "relative"
    ]
    between = [at for at in subjects if len(verbs) > 1 and verbs[0] < at < verbs[-1]]
    return between[0] if between else None


def _cut(words: Sequence[Word]) -> Iterator[Piece]:
    piece, only = Piece(leading=True), False
    for at, word in enumerate(words):
        opens = _opens(words, at)
        if opens or word.text in _STOPS or word.kind in ("and", "or") or word.text == "nor":
            if piece.words:
                yield piece
                piece = Piece()
            _bound(piece, words, at)
            if opens:
                piece.only, only = only, False
                _open(piece, words, at)
        elif word.kind == "only" and at + 1 < len(words) and _opens(words, at + 1):
            only = True
        elif word.kind == "condition" and word.text not in TIMES:
            piece.words.append(replace(word, kind="word"))
        elif word.kind != "stop":
            piece.words.append(word)
    if piece.words or piece.lead:
        yield piece


def _bound(piece: Piece, words: Sequence[Word], at: int) -> None:
    """What the comma, stop or conjunction before a piece says of it."""
    word = words[at]
    piece.comma = piece.comma or word.text in _COMMAS or word.text == "but"
    piece.stop = piece.stop or word.text in (";", ":")
    piece.bracketed = word.text == "("
    piece.apart = piece.apart or (word.text == ";" and not any(each.text == ":" for each in words[:at]))
    if word.kind == "and" or word.kind == "or":
        piece.joined, piece.leading = word.kind, True
    elif word.text == "nor":
        piece.joined = "or"
        piece.words.append(word)


def _open(piece: Piece, words: Sequence[Word], at: int) -> None:
    """What the word that opens a condition says of it."""
    content = ("word", "actor", "pronoun", "quantity")
    piece.anchored = words[at].text in TIMES and at > 0 and words[at - 1].kind == "quantity"
    piece.lead = _CONDITIONS.get(words[at].text, words[at].text)
    piece.leading = piece.leading or not any(each.kind in content for each in words[:at])


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether a word opens a condition; "after 28 days" only says when."""
    word = words[at]
    if word.kind != "condition":
        return False
    if word.text == "subject":
        return at + 1 < len(words) and words[at + 1].text == "to"
    following = next(
        (each.kind for each in words[at + 1 : at + 4] if each.kind not in ("empty", "all")), "stop"
    )
    closed = ("stop", "and", "or", "quantity", "bound") if word.text in TIMES else ("stop",)
    return following not in closed


def _find_verb(piece: Piece) -> None:
    joined = bool(piece.joined)
    piece.verb = finite_verb(piece.words, joined, contact=True)
    if piece.verb is None:
        piece.verb = finite_verb(piece.words, joined, contact=False)
    if piece.verb is None and piece.leading and not piece.joined:
        agreeing = (at for at in range(1, len(piece.words)) if agrees(piece.words, at))
        piece.verb = next(agreeing, None)
    if piece.verb is not None:
        _read_group(piece, piece.verb)


def _read_group(piece: Piece, verb: int) -> None:
    words = piece.words
    start = verb
    while start and (
        words[start - 1].kind in ("modal", "be", "do", "not", "hedge", "only")
        or words[start - 1].text in ("then", "also")
        or words[start - 1].text.endswith(ADVERB_ENDS)
    ):
        start -= 1
    group = words[start : verb + 1]
    if words[verb].kind == "be":
        group = [*group, *(word for word in words[verb + 1 : verb + 3] if word.kind == "not")]
    modal = next((word.text for word in group if word.kind == "modal"), "")
    mood = MODALITIES.get(modal, "")
    if mood in ("can", "must") and any(word.kind == "not" for word in group):
        mood = "must not"
    if (
        not modal
        and start == 0
        and words[verb].text == words[verb].lemma
        and words[verb].kind == "word"
        and not piece.joined
    ):
        mood = "imperative"
    piece.modality = mood
    bare = verb == 0 and piece.participle and bool(piece.lead)
    piece.passive = bare or (
        words[verb].kind == "word"
        and any(word.kind == "be" and word.text not in ("have", "has", "had", "having") for word in group)
    )
