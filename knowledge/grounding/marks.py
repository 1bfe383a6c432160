"""The small words that turn a statement: negation, only, limits, quantifiers, modality, owners."""

from collections.abc import Iterator, Sequence

from knowledge.grounding.frames import CONTENT, Frame, Placed
from knowledge.grounding.objections import Objection
from knowledge.grounding.pieces import MODALITIES
from knowledge.grounding.reading import Word

_EVERY = {"all", "every", "each", "any", "entire", "whole", "both", "either"}


_LIMITS = {"under": "<", "below": "<", "over": ">", "above": ">"}
_CLASSES: tuple[tuple[str, Objection], ...] = (
    ("not", "negation"),
    ("only", "condition"),
    ("hedge", "quantifier"),
    ("bound", "number"),
    ("all", "quantifier"),
    ("modal", "modality"),
)


Mark = tuple[str, Placed | None]
"""What a mark comes to, and the next word that says something."""


def turned(said: Frame, source: Sequence[Placed], around: Sequence[Placed]) -> Objection | None:
    """Which small word the sentence adds, drops or moves, or None; `around` adds what pronouns stand for."""
    for kind, objection in _CLASSES:
        mine, theirs = list(_all_marks(said.words, kind)), list(_all_marks(source, kind))
        if _adds(mine, theirs, said, source) or _drops(mine, theirs, kind, said):
            return objection
    return "actor" if _changes_owner(said, around) else None


def _adds(mine: Sequence[Mark], theirs: Sequence[Mark], said: Frame, source: Sequence[Placed]) -> bool:
    left = list(theirs)
    for mark in mine:
        match = next((other for other in left if _same(mark, other)), None)
        if match is None and not (mark[0] == "every" and _near(said.words, source)):
            return True
        if match is not None and mark[0] == "not":
            left.remove(match)
    return False


def _drops(mine: Sequence[Mark], theirs: Sequence[Mark], kind: str, said: Frame) -> bool:
    for mark in theirs:
        text, target = mark
        gone = target is not None and not any(target.word.says(each.word) for each in said.words)
        if text == "every" or (gone and kind != "only"):
            continue
        if not any(_same(mark, other) for other in mine):
            return True
    return False


def _same(one: Mark, other: Mark) -> bool:
    if one[1] is None or other[1] is None:
        return one == other
    return one[0] == other[0] and one[1].word.says(other[1].word)


def _changes_owner(said: Frame, around: Sequence[Placed]) -> bool:
    """Whether "our" stands for "your" or the other way round."""
    theirs = list(_owners(around))
    kinds = {placed.word.text for placed in around if placed.word.kind == "owner"} & {"our", "your"}
    alone = next(iter(kinds)) if len(kinds) == 1 else None
    for target, owner in _owners(said.words):
        other = next((their for meanings, their in theirs if not meanings.isdisjoint(target)), alone)
        if other and other != owner:
            return True
    return False


def _all_marks(words: Sequence[Placed], kind: str) -> Iterator[Mark]:
    for at, placed in enumerate(words):
        text = placed.word.text
        if placed.word.kind == kind:
            target = next((each for each in words[at + 1 :] if _is_target(each.word)), None)
            if kind != "modal" or (MODALITIES[text] and target is not None and target.role != "verb"):
                yield _class_of(kind, text), target
        elif kind == "bound":
            yield from _limits(words, at)


def _limits(words: Sequence[Placed], at: int) -> Iterator[Mark]:
    """Prepositions that limit a value: "under 16"."""
    placed = words[at]
    following = next((each for each in words[at + 1 :] if each.word.kind != "empty"), None)
    if placed.word.kind == "preposition" and following and following.word.kind == "quantity":
        yield _class_of("bound", placed.word.text), following
    first = at == 0 or words[at - 1].phrase != placed.phrase or words[at - 1].word.kind == "empty"
    if placed.role in _LIMITS and placed.word.kind == "quantity" and first:
        yield _LIMITS[placed.role], placed


def _is_target(word: Word) -> bool:
    return word.kind in CONTENT and word.text not in ("last", "past", "next", "first")


def _near(said: Sequence[Placed], source: Sequence[Placed]) -> bool:
    """Whether "each disclosure request" and "each request for disclosure" are the same."""
    return any(mine.word.says(other.word) for mine in _counted(said) for other in _counted(source))


def _counted(words: Sequence[Placed]) -> list[Placed]:
    phrases = {placed.phrase for placed in words if placed.word.kind == "all" and placed.word.text in _EVERY}
    return [placed for placed in words if placed.phrase in phrases and placed.word.kind in CONTENT]


def _class_of(kind: str, text: str) -> str:
    if kind == "modal":
        return MODALITIES[text]
    if kind in ("bound", "hedge"):
        return _LIMITS.get(text, text)
    return "every" if text in _EVERY else text if kind == "all" else kind


def _owners(words: Sequence[Placed]) -> Iterator[tuple[frozenset[str], str]]:
    for at, placed in enumerate(words):
        if placed.word.kind == "owner" and placed.word.text in ("our", "your"):
            target = next((each for each in words[at + 1 :] if _is_target(each.word)), None)
            if target is not None:
                yield target.word.meanings, placed.word.text


def joined(said: Frame, quoted: Frame) -> Objection | None:
    if said.joined != quoted.joined and "or" in (said.joined, quoted.joined) and said.joined:
        return "conjunction"
    if any(placed.word.lemma == "fee" for placed in said.words):
        return None
    for at, placed in enumerate(said.words):
        if placed.word.kind not in ("and", "or"):
            continue
        around = (
            next((each for each in reversed(said.words[:at]) if each.word.kind in CONTENT), None),
            next((each for each in said.words[at:] if each.word.kind in CONTENT), None),
        )
        links = {
            link
            for end in around
            if end is not None
            for there, other in enumerate(quoted.words)
            if end.word.says(other.word)
            for link in _links(quoted.words, there)
        }
        if placed.word.kind not in (links or {"and"}):
            return "conjunction"
    return None


def _links(words: Sequence[Placed], at: int) -> set[str]:
    before = next((each.word.kind for each in reversed(words[:at]) if each.word.kind in ("and", "or")), "")
    after = next((each.word.kind for each in words[at:] if each.word.kind in ("and", "or")), "")
    return {before, after} - {""}
