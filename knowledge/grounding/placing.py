"""Pieces put into frames: which phrase stands where, and what a statement takes from the one before."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.grounding.frames import CONTENT, Frame, Placed
from knowledge.grounding.pieces import Piece
from knowledge.grounding.reading import Word
from knowledge.grounding.vocabulary import vocabulary

_PAIRED = {"to", "from", "for", "by", "with", "in", "within", "at", "on", "to-verb"}
"""What leads a phrase whose second one makes a statement of its own: "by post or by e-mail"."""


def place(frame: Frame, piece: Piece, default: str = "") -> None:
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


def subject_of(frame: Frame) -> list[Placed]:
    verb = next((at for at, placed in enumerate(frame.words) if placed.role == "verb"), 0)
    return [placed for placed in frame.words[:verb] if placed.word.kind not in ("be", "modal", "not", "do")]


def gap(last: Frame, piece: Piece) -> list[Placed]:
    """What a statement without a verb takes from the one before: all up to the parallel phrase."""
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
        return subject_of(last) + verb
    return []


def _opens_with_value(piece: Piece) -> bool:
    first = next((word for word in piece.phrases[0][1] if word.kind in CONTENT), None)
    return (
        first is not None
        and first.kind == "quantity"
        and len(piece.phrases) > 1
        and piece.phrases[1][0] != "verb"
    )


def gapped(last: Frame, taken: list[Placed], piece: Piece, waiting: list[Frame]) -> Frame:
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
    place(frame, piece, "subject" if subject else "object")
    return frame


def is_simple(last: Frame, piece: Piece) -> bool:
    words = [*(placed.word for placed in last.words), *piece.words]
    alone = piece.phrases[0][0] in ("to", "from", "by", "with", "in", "at", "on") and bool(piece.joined)
    return alone and not piece.stop and not any(word.kind == "quantity" for word in words)


def merged_with(last: Frame, piece: Piece) -> Frame:
    """The same statement with both phrases side by side, as a sentence may say it with one preposition."""
    whole = replace(last, words=list(last.words))
    place(whole, replace(piece, phrases=[("", piece.phrases[0][1]), *piece.phrases[1:]]))
    return whole


def shared_end(piece: Piece) -> list[Placed]:
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
