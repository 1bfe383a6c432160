"""English sentences taken apart by rules over word order: statements, and the conditions that govern them."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.grounding.frames import Frame, Placed
from knowledge.grounding.pieces import Piece, pieces
from knowledge.grounding.placing import gap, gapped, is_simple, merged_with, place, shared_end, subject_of
from knowledge.grounding.reading import Word

_LIKE_PREPOSITIONS = {"except", "before", "after", "without", "during", "since", "subject", "until"}


def frames(words: Sequence[Word], before: Sequence[Placed] = (), whole: bool = False) -> list[Frame]:
    """The statements of one sentence in order; conditions hang on those they govern.

    `before` is what the sentence before said. `whole` adds, uncut, statements cut at a parallel phrase.
    """
    framing = _Framing()
    for piece in pieces(words):
        framing.take(piece)
    found = framing.ended()
    for frame in framing.merged:
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
    return [*found, *framing.merged] if whole else found


class _Framing:
    """The statements of one sentence while its pieces come in."""

    def __init__(self) -> None:
        self.mains: list[Frame] = []
        self.merged: list[Frame] = []
        self.waiting: list[Frame] = []
        self._condition: Frame | None = None

    def take(self, piece: Piece) -> None:
        """Put the next piece where it belongs."""
        if self._condition is not None and _goes_on(self._condition, piece, self.mains):
            place(self._condition, piece)
        elif piece.lead:
            self._open(piece)
        else:
            self._condition = None
            self._state(piece)
            if piece.stop:
                self.waiting = []

    def ended(self) -> list[Frame]:
        """The statements; a condition that none took governs them all."""
        if self.mains:
            _govern(self.mains, *(each for each in self.waiting if each not in self.mains[-1].conditions))
        return self.mains or self.waiting

    def _open(self, piece: Piece) -> None:
        condition = Frame(piece.lead, piece.only, piece.anchored, joined=piece.joined)
        place(condition, piece)
        if self.mains and (not piece.leading or piece.lead in _LIKE_PREPOSITIONS):
            _govern(self.mains if piece.comma else _since_comma(self.mains), condition)
        else:
            self.waiting.append(condition)
        self._condition = condition

    def _state(self, piece: Piece) -> None:
        last = self.mains[-1] if self.mains else None
        if last is None or (piece.verb is not None and last.verbs):
            self.mains.append(_started(piece, last, self.waiting))
        elif piece.bracketed and piece.verb is None and last.words:
            last.words += [replace(last.words[-1], word=word) for word in piece.words]
        elif piece.apart or (piece.comma and piece.joined and piece.words[0].kind == "not"):
            taken = [] if piece.apart else [*subject_of(last), *last.verbs]
            frame = Frame(joined="and", after_stop=piece.stop, after_comma=True, words=taken)
            self.mains.append(frame)
            place(frame, piece)
        elif taken := gap(last, piece):
            if is_simple(last, piece):
                self.merged.append(merged_with(last, piece))
            last.words += shared_end(piece)
            last.alternative = last.alternative or piece.joined == "or"
            self.mains.append(gapped(last, taken, piece, self.waiting))
        else:
            place(last, piece)


def _goes_on(condition: Frame, piece: Piece, mains: Sequence[Frame]) -> bool:
    """Whether a piece still belongs to the condition before it."""
    if piece.lead or piece.stop:
        return bool(piece.lead) and not condition.content
    if condition.lead not in _LIKE_PREPOSITIONS and not condition.verbs:
        return True
    if piece.verb is None:
        if mains and piece.comma and condition.verbs and gap(mains[-1], piece):
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
        frame.words, frame.inherits = subject_of(last), True
        if not any(word.kind in ("modal", "be") for word in piece.words[: piece.verb]):
            piece.modality = last.modality
            piece.passive = last.passive and piece.participle
        if not piece.stop:
            frame.conditions = [each for each in last.conditions if each in waiting] or frame.conditions
    place(frame, piece)
    if last is not None and piece.words[0].text == "then":
        lasting = [placed for placed in last.words if placed.word.kind == "quantity" and placed.role == "for"]
        frame.words += [replace(placed, role="after", phrase=900) for placed in lasting]
    return frame
