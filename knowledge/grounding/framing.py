"""English sentences taken apart: who does what, to whom, under which conditions; by rules over word order."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from knowledge.grounding.pieces import Piece, pieces
from knowledge.grounding.reading import Word
from knowledge.grounding.vocabulary import vocabulary

CONTENT = ("word", "quantity", "actor")


@dataclass(frozen=True, slots=True)
class Placed:
    """A word in its frame: `role` is subject, verb, object or the preposition that leads its phrase.

    Words of one `phrase` stand or fall together; a `listed` phrase is one of several that stand side by side.
    """

    word: Word
    role: str
    phrase: int
    listed: bool = False


@dataclass(slots=True)
class Frame:
    """One statement, or one condition of a statement.

    `lead` is the word that opens a condition; `joined` the "and" or "or" before the frame; `anchored` says that a
    condition only tells from when a period runs. `before` is what its pronouns may stand for. `alternative`: the frame is one of several joined by "or".
    """

    lead: str = ""
    only: bool = False
    anchored: bool = False
    joined: Literal["", "and", "or"] = ""
    alternative: bool = False
    modality: str = ""
    passive: bool = False
    words: list[Placed] = field(default_factory=list)
    conditions: list["Frame"] = field(default_factory=list)
    after_stop: bool = False
    after_comma: bool = False
    inherits: bool = False
    before: list[Placed] = field(default_factory=list)

    @property
    def content(self) -> list[Placed]:
        """What must be carried."""
        return [placed for placed in self.words if placed.word.kind in CONTENT]

    @property
    def verbs(self) -> list[Placed]:
        """The words of its verb."""
        return [placed for placed in self.words if placed.role == "verb"]

    @property
    def refers(self) -> bool:
        """Whether a pronoun stands for something said before."""
        return any(placed.word.kind == "pronoun" for placed in self.words)


_PAIRED = {"to", "from", "for", "by", "with", "in", "within", "at", "on", "to-verb"}
"""What leads a phrase whose second one makes a statement of its own: "by post or by e-mail"."""

_LIKE_PREPOSITIONS = {"except", "before", "after", "without", "during", "since", "subject", "until"}


def frames(words: Sequence[Word], before: Sequence[Placed] = (), whole: bool = False) -> list[Frame]:
    """The statements of one sentence in order; conditions hang on those they govern.

    `before` is what the sentence before said. `whole` adds statements that were cut at a parallel phrase uncut.
    """
    found, merged = _frames(words)
    for frame in merged:
        frame.before = list(before)
    here: list[Placed] = []
    for number, frame in enumerate(found, start=1):
        own = [
            replace(placed, phrase=placed.phrase + 100 * rank)
            for rank, each in enumerate([frame, *frame.conditions])
            for placed in each.words
        ]
        apart = [replace(placed, phrase=placed.phrase + 10000 * number) for placed in own]
        earlier = [*here, *before] if frame.inherits else here or before
        frame.before = [*earlier, *apart[len(frame.words) :]]
        for condition in frame.conditions:
            condition.before = [*earlier, *apart[: len(frame.words)]]
        here += apart
    return [*found, *merged] if whole else found


def _frames(words: Sequence[Word]) -> tuple[list[Frame], list[Frame]]:
    mains: list[Frame] = []
    merged: list[Frame] = []
    waiting: list[Frame] = []
    condition: Frame | None = None
    for piece in pieces(words):
        if condition is not None and _goes_on(condition, piece, mains):
            _place(condition, piece)
            continue
        if piece.lead:
            condition = Frame(piece.lead, piece.only, piece.anchored, joined=piece.joined)
            _place(condition, piece)
            if mains and (not piece.leading or piece.lead in _LIKE_PREPOSITIONS):
                _govern(mains if piece.comma else _since_comma(mains), condition)
            else:
                waiting.append(condition)
            continue
        condition = None
        last = mains[-1] if mains else None
        if last is None or _starts(last, piece):
            mains.append(_started(piece, last, waiting))
        elif piece.apart or (piece.comma and piece.joined and piece.words[0].kind == "not"):
            frame = Frame(
                joined="and",
                after_stop=piece.stop,
                after_comma=True,
                words=[] if piece.apart else [*_subject(last), *last.verbs],
            )
            mains.append(frame)
            _place(frame, piece)
        elif gap := _gap(last, piece):
            if _is_simple(last, piece):
                merged.append(_merged(last, piece))
            last.words += _shared_end(piece)
            last.alternative = last.alternative or piece.joined == "or"
            mains.append(_gapped(last, gap, piece, waiting))
        else:
            _place(last, piece)
        if piece.stop:
            waiting = []
    if mains:
        _govern(mains, *(each for each in waiting if each not in mains[-1].conditions))
    return mains or waiting, merged


def _goes_on(condition: Frame, piece: Piece, mains: Sequence[Frame]) -> bool:
    """Whether a piece still belongs to the condition before it."""
    if piece.lead or piece.stop:
        return bool(piece.lead) and not condition.content
    if condition.lead not in _LIKE_PREPOSITIONS and not condition.verbs:
        return True
    if piece.verb is None:
        if mains and piece.comma and condition.verbs and _gap(mains[-1], piece):
            return False
        return bool(piece.joined) and (bool(mains) or not piece.comma)
    return (
        bool(piece.joined)
        and not piece.comma
        and bool(condition.verbs)
        and condition.lead not in ("after", "before")
    )


def _since_comma(mains: Sequence[Frame]) -> Sequence[Frame]:
    """The statements that a condition without a comma before it governs: back to the last comma."""
    first = next((at for at in range(len(mains) - 1, -1, -1) if mains[at].after_comma), 0)
    return mains[first:]


def _govern(mains: Sequence[Frame], *conditions: Frame) -> None:
    for main in reversed(mains):
        main.conditions += conditions
        if main.after_stop:
            break


def _starts(last: Frame, piece: Piece) -> bool:
    """Whether a piece is a statement with a verb of its own."""
    return piece.verb is not None and bool(last.verbs)


def _is_simple(last: Frame, piece: Piece) -> bool:
    words = [*(placed.word for placed in last.words), *piece.words]
    alone = piece.phrases[0][0] in ("to", "from", "by", "with", "in", "at", "on") and bool(piece.joined)
    return alone and not piece.stop and not any(word.kind == "quantity" for word in words)


def _merged(last: Frame, piece: Piece) -> Frame:
    """The same statement with both phrases side by side, as a sentence may say it with one preposition."""
    whole = replace(last, words=list(last.words))
    _place(whole, replace(piece, phrases=[("", piece.phrases[0][1]), *piece.phrases[1:]]))
    return whole


def _shared_end(piece: Piece) -> list[Placed]:
    """What stands behind two parallel phrases and narrows both: "to A or to B only with consent"."""
    rest = [(role, word) for role, run in piece.phrases[1:] for word in run]
    ends = [
        at
        for at, (_, word) in enumerate(rest)
        if word.kind == "only" or word.lemma in vocabulary().conditional
    ]
    if not ends:
        return []
    start = next((at for at, (_, word) in enumerate(rest) if word.kind == "only"), ends[0])
    return [Placed(word, role, 800) for role, word in rest[start:]]


def _started(piece: Piece, last: Frame | None, waiting: list[Frame]) -> Frame:
    frame = Frame(
        joined=piece.joined if last else "",
        conditions=list(waiting),
        after_stop=piece.stop,
        after_comma=piece.comma and last is not None,
    )
    frame.alternative = piece.joined == "or" and last is not None
    if last is not None and piece.joined == "or":
        last.alternative = True
    if last is not None and piece.subjectless:
        frame.words, frame.inherits = _subject(last), True
        if not any(word.kind in ("modal", "be") for word in piece.words[: piece.verb]):
            piece.modality = last.modality
            piece.passive = last.passive and piece.participle
        if not piece.stop:
            frame.conditions = [each for each in last.conditions if each in waiting] or frame.conditions
    _place(frame, piece)
    if last is not None and piece.words[0].text == "then":
        lasting = [placed for placed in last.words if placed.word.kind == "quantity" and placed.role == "for"]
        frame.words += [replace(placed, role="after", phrase=900) for placed in lasting]
    return frame


def _subject(frame: Frame) -> list[Placed]:
    verb = next((at for at, placed in enumerate(frame.words) if placed.role == "verb"), 0)
    return [placed for placed in frame.words[:verb] if placed.word.kind not in ("be", "modal", "not", "do")]


def _gap(last: Frame, piece: Piece) -> list[Placed]:
    """What a statement without a verb takes from the one before it: all up to the phrase it runs parallel to."""
    if not (piece.joined or piece.comma or piece.stop):
        return []
    leads = [role for role, _ in piece.phrases]
    before = [placed for placed in last.words]
    if _opens_with_value(piece) and (
        values := [each.phrase for each in before if each.word.kind == "quantity"]
    ):
        return [placed for placed in before if placed.phrase < values[0]]
    if not last.verbs:
        return []
    if leads and leads[0] in _PAIRED and any(placed.role == leads[0] for placed in before):
        first = next(at for at, placed in enumerate(before) if placed.role == leads[0])
        return before[:first] or before
    shared = [role for role in leads[1:] if role in _PAIRED and any(placed.role == role for placed in before)]
    counted = any(word.kind == "quantity" for _, run in piece.phrases for word in run)
    if shared and leads[0] == "" and (counted or shared[0] in ("to", "for", "from", "in", "by", "to-verb")):
        verb = [placed for placed in before if placed.role == "verb"]
        if last.passive or counted:
            return verb
        return _subject(last) + verb
    return []


def _opens_with_value(piece: Piece) -> bool:
    first = next((word for word in piece.phrases[0][1] if word.kind in CONTENT), None)
    return (
        first is not None
        and first.kind == "quantity"
        and len(piece.phrases) > 1
        and piece.phrases[1][0] != "verb"
    )


def _gapped(last: Frame, taken: list[Placed], piece: Piece, waiting: list[Frame]) -> Frame:
    frame = Frame(
        joined=piece.joined,
        alternative=piece.joined == "or",
        modality=last.modality,
        passive=last.passive,
        words=list(taken),
        inherits=True,
        conditions=list(waiting) if piece.stop else [each for each in last.conditions if each in waiting],
        after_stop=piece.stop,
    )
    subject = not any(placed.role == "subject" for placed in taken)
    _place(frame, piece, "subject" if subject else "object")
    return frame


def _place(frame: Frame, piece: Piece, default: str = "") -> None:
    """Put the words of a piece into the frame, each phrase with its role."""
    if piece.verb is not None and not frame.verbs:
        frame.modality, frame.passive = piece.modality, piece.passive
    number = max((placed.phrase for placed in frame.words), default=-1) + 1
    had_verb = bool(frame.verbs)
    role = default or ("object" if had_verb else "subject")
    listed = bool(frame.words) and piece.verb is None and (bool(piece.joined) or piece.comma or piece.stop)
    if listed and not default:
        role = frame.words[-1].role if frame.words[-1].role != "verb" else "object"
        head = _head_of_list(frame.words)
        frame.words = [replace(each, listed=each.listed or each.phrase in head) for each in frame.words]
        if role == "of":
            role = next((each.role for each in frame.words if each.phrase == min(head)), role)
    if frame.words and piece.joined:
        frame.words.append(
            Placed(Word(piece.joined, piece.joined, piece.joined, frozenset()), role, number, True)
        )
    for lead, run in piece.phrases:
        if lead == "verb":
            role = "verb"
        elif lead:
            role = lead
        elif role == "verb" or (had_verb and role == "subject" and default != "subject"):
            role = "object"
        frame.words += [Placed(word, role, number, listed) for word in run]
        number += 1
        listed = False
        had_verb = had_verb or lead == "verb"


def _head_of_list(words: Sequence[Placed]) -> set[int]:
    """The phrases before a further item that are its neighbour: the last one and what its "of" hangs on."""
    head = {words[-1].phrase}
    at = len(words) - 1
    while at >= 0 and words[at].role == "of":
        phrase = words[at].phrase
        while at >= 0 and words[at].phrase == phrase:
            at -= 1
        if at >= 0 and words[at].role != "verb":
            head.add(words[at].phrase)
    return head


def conditional(words: Sequence[Word]) -> bool:
    """Whether a phrase makes a condition by its nouns: consent, request, order, form."""
    return any(word.lemma in vocabulary().conditional for word in words)
