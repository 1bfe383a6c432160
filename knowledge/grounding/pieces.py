"""Sentences cut at commas, conjunctions and words that open a condition; verbs found by the words around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from knowledge.grounding.reading import Word
from knowledge.grounding.vocabulary import vocabulary

_CONDITIONS = {"where": "if", "when": "if", "whenever": "if"}
_COMMAS = {",", "(", ")", "\n"}
_STOPS = _COMMAS | {";", ":"}
TIMES = {"after", "before", "until", "since", "during"}
"""Words that open a condition, or a time when a value follows."""
_NOUNS = frozenset(
    [
        "list",
        "name",
        "address",
        "store",
        "request",
        "record",
        "answer",
        "copy",
        "order",
        "purchase",
        "contract",
        "log",
        "report",
        "review",
        "change",
        "use",
        "process",
        "display",
        "contact",
        "transfer",
        "return",
        "file",
        "claim",
        "share",
        "support",
        "result",
        "mark",
        "form",
        "match",
        "mask",
        "link",
        "need",
        "place",
        "work",
        "stay",
        "call",
        "visit",
        "scan",
        "issue",
        "guard",
        "face",
        "charge",
        "consent",
        "access",
        "demand",
        "control",
        "supply",
        "train",
        "market",
        "study",
        "function",
        "document",
        "view",
        "notice",
        "check",
        "block",
        "fall",
        "print",
        "post",
        "reply",
        "set",
        "start",
        "state",
        "track",
        "turn",
        "update",
        "test",
        "object",
    ]
)
"""Verbs that are nouns at least as often."""
_DETERMINERS = {"a", "an", "the"}
_ADVERB_ENDS = "ly"
MODALITIES = {
    "may": "can", "might": "can", "could": "can", "can": "can",
    "must": "must", "should": "should", "neednot": "neednot",
    "shall": "", "will": "", "would": "",
}  # fmt: skip


@dataclass(slots=True)
class Piece:
    """A stretch without comma or conjunction, cut into phrases: `("verb" | preposition | "", words)`.

    `apart`: a semicolon outside a list stands before it; `verb` is the index of its finite verb; `modality` is can, must, must not, should, neednot, imperative or "".
    """

    words: list[Word] = field(default_factory=list)
    lead: str = ""
    only: bool = False
    anchored: bool = False
    joined: Literal["", "and", "or"] = ""
    comma: bool = False
    stop: bool = False
    apart: bool = False
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
        piece.phrases = list(_phrases(piece))
        yield piece


def _parted(found: list[Piece]) -> Iterator[Piece]:
    """A condition in front without a comma behind it ends where the next subject begins: "when you call we …"."""
    for number, piece in enumerate(found):
        at = _second_subject(piece) if piece.lead and number == 0 else None
        if at is None or any(_verb(each, contact=True) is not None and not each.lead for each in found[1:]):
            yield piece
        else:
            yield replace(piece, words=piece.words[:at])
            yield Piece(piece.words[at:], comma=True)


def _second_subject(piece: Piece) -> int | None:
    words = piece.words
    verbs = [at for at in range(len(words)) if _is_strong(words, at)]
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
            before = words[at - 1] if at else None
            if piece.words:
                yield piece
                piece = Piece()
            piece.comma = piece.comma or word.text in _COMMAS
            piece.stop = piece.stop or word.text in (";", ":")
            piece.apart = piece.apart or (
                word.text == ";" and not any(each.text == ":" for each in words[:at])
            )
            if word.kind in ("and", "or"):
                piece.joined, piece.leading = word.kind, True
            piece.comma = piece.comma or word.text == "but"
            if word.text == "nor":
                piece.joined = "or"
                piece.words.append(word)
            if opens:
                piece.only, only = only, False
                piece.anchored = word.text in TIMES and before is not None and before.kind == "quantity"
                piece.lead = _CONDITIONS.get(word.text, word.text)
                piece.leading = piece.leading or not any(
                    each.kind in ("word", "actor", "pronoun", "quantity") for each in words[:at]
                )
        elif word.kind == "only" and at + 1 < len(words) and _opens(words, at + 1):
            only = True
        elif word.kind != "stop":
            piece.words.append(word)
    if piece.words:
        yield piece


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether a word opens a condition; "after 28 days" only says when."""
    word = words[at]
    if word.kind != "condition":
        return False
    if word.text == "subject":
        return at + 1 < len(words) and words[at + 1].text == "to"
    following = [each for each in words[at + 1 : at + 4] if each.kind not in ("empty", "all")]
    return not (
        word.text in TIMES
        and (not following or following[0].kind in ("quantity", "stop", "bound", "and", "or"))
    )


def _find_verb(piece: Piece) -> None:
    piece.verb = _verb(piece, contact=True)
    if piece.verb is None:
        piece.verb = _verb(piece, contact=False)
    if piece.verb is None and piece.leading and not piece.joined:
        agreeing = (at for at in range(1, len(piece.words)) if _agrees(piece.words, at))
        piece.verb = next(agreeing, None)
    if piece.verb is not None:
        _read_group(piece, piece.verb)


def _verb(piece: Piece, contact: bool) -> int | None:
    """The finite verb; `contact`: "the data you gave" holds a relative clause without a relative pronoun."""
    words, relative, found = piece.words, False, None
    weak: int | None = None
    for at, word in enumerate(words):
        if word.kind == "relative" or (contact and at and word.text in ("we", "you", "they") and words[at - 1].kind == "word"):
            relative = True
        if _is_strong(words, at):
            if relative:
                relative = False
            elif found is None:
                found = at
        elif weak is None and not relative and _is_weak(words, at, bool(piece.joined)):
            weak = at
    return weak if found is None else found


def _agrees(words: Sequence[Word], at: int) -> bool:
    """Whether a word that is a noun as often follows a noun as its verb: "the physician accesses data"."""
    before = words[at - 1]
    if (
        not _is_verb(words[at])
        or before.kind not in ("word", "actor")
        or words[at].text.endswith(("ed", "ing"))
    ):
        return False
    return at + 1 < len(words) and _is_many(before) != _third_person(words[at])


def _skip_back(words: Sequence[Word], at: int) -> int:
    """The place before adverbs, negations and the like."""
    at -= 1
    while at >= 0 and (
        (words[at].kind in ("not", "only", "hedge", "empty", "all") and words[at].text not in _DETERMINERS)
        or words[at].text.endswith(_ADVERB_ENDS)
    ):
        at -= 1
    return at


def _is_verb(word: Word) -> bool:
    return word.kind == "word" and word.lemma in vocabulary().verbs


def _is_strong(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.kind in ("be", "modal"):
        following = next(
            (
                each
                for each in words[at + 1 :]
                if each.kind not in ("not", "hedge", "only", "empty", "be", "modal", "do")
                and not each.text.endswith(_ADVERB_ENDS)
            ),
            None,
        )
        return (
            word.kind == "be"
            and not (following and (_is_verb(following) or following.text.endswith("ed")))
            and not (at and words[at - 1].kind in ("be",))
        )
    before = _skip_back(words, at)
    if word.kind != "word" or before < 0:
        return False
    helper = words[before].kind
    if (
        (helper in ("modal", "do")
        and not word.text.endswith(_ADVERB_ENDS))
        or (helper == "be"
        and word.text.endswith("ed"))
    ):
        return True
    if not _is_verb(word):
        return False
    if helper in ("be", "relative"):
        return True
    if words[before].kind in ("actor", "pronoun") and words[before].text in (
        "we",
        "you",
        "it",
        "they",
        "he",
        "she",
    ):
        return not word.text.endswith("ing")
    return words[at - 1].text == "never"


def _is_weak(words: Sequence[Word], at: int, joined: bool) -> bool:
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if not _is_verb(word) or word.text.endswith("ing") or (following and following.kind in ("be", "modal")):
        return False
    opens = following is not None and (
        following.text in _DETERMINERS or following.kind in ("owner", "pronoun", "actor", "all", "quantity")
    )
    before = _skip_back(words, at)
    if before < 0:
        if joined and opens and word.text != word.lemma:
            return True
        return word.text.endswith("ed") or (
            word.text == word.lemma
            and (
                opens
                or word.lemma not in _NOUNS
                or (following is not None and following.kind == "preposition")
            )
        )
    if words[before].kind not in ("word", "actor") or words[before].lemma in vocabulary().empty:
        return False
    adverb = words[at - 1].text.endswith(_ADVERB_ENDS)
    if word.text.endswith("ed") or (word.lemma in _NOUNS and not opens and not adverb):
        return False
    return _third_person(word) or _is_many(words[before])


def _is_many(word: Word) -> bool:
    return word.text.endswith("s") or word.text in ("staff", "police", "people", "children")


def _third_person(word: Word) -> bool:
    return word.text.endswith("s") and not word.text.endswith("ss")


def _read_group(piece: Piece, verb: int) -> None:
    words = piece.words
    start = verb
    while start and (
        words[start - 1].kind in ("modal", "be", "do", "not", "hedge", "only")
        or words[start - 1].text in ("then", "also")
        or words[start - 1].text.endswith(_ADVERB_ENDS)
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
    piece.passive = (
        bare
        or (words[verb].kind == "word"
        and any(word.kind == "be" and word.text not in ("have", "has", "had", "having") for word in group))
    )


def _next_kind(words: Sequence[Word], at: int) -> str:
    following = (
        word for word in words[at + 1 :] if word.text not in ("the", "last", "past", "next", "first")
    )
    return next((word.kind for word in following), "")


def _opens_contact(piece: Piece, at: int) -> bool:
    """Whether a relative clause without a pronoun begins: "the data we hold"."""
    follows = at > 0 and piece.words[at - 1].kind == "word" and piece.words[at].text in ("we", "you", "they")
    return follows and piece.verb is not None and at > piece.verb + 1


def _is_fronted(lead: str, run: Sequence[Word], word: Word) -> bool:
    """Whether the subject begins after a phrase that was put in front: "during that time we …"."""
    if lead in ("", "subject") or (word.text == "you" and lead == "to-verb"):
        return False
    if word.text in ("we", "you"):
        return True
    content = any(each.kind in ("word", "quantity") for each in run)
    return (
        lead not in ("of", "to-verb", "by")
        and content
        and (word.text in _DETERMINERS or word.kind == "owner")
    )


def _phrases(piece: Piece) -> Iterator[tuple[str, list[Word]]]:
    lead, run, relative = "", [], False
    for at, word in enumerate(piece.words):
        if at == piece.verb:
            if run:
                yield lead, run
            yield "verb", [word]
            lead, run, relative = "", [], False
        elif word.kind == "relative" or _opens_contact(piece, at):
            relative = True
            run.append(word)
        elif word.kind == "bound" and not relative and _next_kind(piece.words, at) == "quantity":
            if run:
                yield lead, run
            lead, run = "within", [word]
        elif run and piece.verb and at < piece.verb and not relative and _is_fronted(lead, run, word):
            yield lead, run
            lead, run = "subject", [word]
        elif word.text in ("every", "each") and not relative and any(each.kind == "word" for each in run):
            yield lead, run
            lead, run = "every", [word]
        elif (word.kind == "preposition" and at and piece.words[at - 1].text in _DETERMINERS) or (word.text in TIMES and at + 1 == len(piece.words)):
            run.append(replace(word, kind="word"))
        elif (word.kind == "preposition" or word.text in TIMES) and not relative:
            if run:
                yield lead, run
            infinitive = (
                word.text == "to"
                and at + 1 < len(piece.words)
                and _is_verb(piece.words[at + 1])
                and piece.words[at + 1].text == piece.words[at + 1].lemma
            )
            lead, run = "to-verb" if infinitive or word.text == "so_that" else word.text, []
        else:
            run.append(word)
    if run:
        yield lead, run
