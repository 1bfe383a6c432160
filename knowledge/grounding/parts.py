"""Who does what to whom: the part that each word plays in a statement."""

from collections.abc import Iterator, Sequence

from knowledge.grounding.frames import CONTENT, Frame, Placed
from knowledge.grounding.objections import Objection
from knowledge.grounding.reading import Word

_TURNED = {"disappear", "expire", "lapse", "stop", "end", "apply", "cost", "remain", "become"}


_MANNERS = {"means", "way", "method", "post", "mail", "email", "phone", "telephone", "fax", "letter", "form"}


_FIXED = (*CONTENT, "preposition")


_DIRECTED_WORDS = """
agent to from with by against before after outside within between
"""
_DIRECTED = frozenset(_DIRECTED_WORDS.split())


_LOOSE = (
    {"to", "patient"},
    {"to", "for"},
    {"to", "with"},
    {"to", "to-verb"},
    {"to-verb", "patient"},
    {"with", "by"},
    {"with", "patient"},
    {"within", "patient"},
)


_TIMES = {"after", "before", "until", "since", "during", "from", "against"}


def swapped(said: Frame, quoted: Frame) -> Objection | None:
    if not quoted.anchored and any(not _in_order(run, quoted.words) for run in _relatives(said.words)):
        return "actor"
    for placed in said.content:
        if placed.word.kind == "quantity" or placed.role == "verb" or _says_how(placed.word):
            continue
        others = [other for other in quoted.content if placed.word.says(other.word)]
        if others and not any(same_part(_part(said, placed), _part(quoted, other)) for other in others):
            return "actor"
    for placed in said.content:
        if placed.word.kind == "quantity":
            others = [other for other in quoted.content if placed.word.says(other.word)]
            if others and not any(_same_time(placed.role, other.role, quoted) for other in others):
                return "number"
    return None


def _relatives(words: Sequence[Placed]) -> Iterator[list[Word]]:
    """What stands in relative clauses, where nothing may change its place."""
    for number in {placed.phrase for placed in words}:
        run = [placed.word for placed in words if placed.phrase == number]
        opened = [
            at
            for at, word in enumerate(run)
            if word.kind == "relative"
            or (at and word.text in ("we", "you", "they") and run[at - 1].kind == "word")
        ]
        if opened:
            yield [word for word in run[opened[0] :] if word.kind in _FIXED]


def _in_order(run: Sequence[Word], words: Sequence[Placed]) -> bool:
    there = [placed.word for placed in words if placed.word.kind in _FIXED]
    return any(
        all(_is_same(mine, other) for mine, other in zip(run, there[at:], strict=False))
        for at in range(len(there) - len(run) + 1)
    )


def _is_same(mine: Word, other: Word) -> bool:
    """Whether two words of a relative clause are one word: synonyms would let another clause pass for it."""
    return mine.lemma == other.lemma or (mine.kind != "word" and mine.says(other))


def _part(frame: Frame, placed: Placed) -> str:
    turned = frame.passive or any(verb.word.lemma in _TURNED for verb in frame.verbs)
    free = any(verb.word.kind == "be" for verb in frame.verbs) and any(
        w.word.lemma == "fee" for w in frame.words
    )
    if placed.role == "of":
        heads = [each for each in frame.words if each.phrase < placed.phrase and each.role != "of"]
        return _part(frame, heads[-1]) if heads and heads[-1].role != "verb" else "of"
    if placed.role == "subject":
        return "patient" if turned or free or not frame.verbs else "agent"
    if placed.role == "by" and not frame.verbs:
        return "patient"
    if placed.role == "by" and frame.passive and names_agent(frame, placed.phrase):
        return "agent"
    return "patient" if placed.role == "object" else placed.role


def _says_how(word: Word) -> bool:
    return word.text.endswith("ly") or word.lemma == "inthatcase"


def names_agent(frame: Frame, phrase: int) -> bool:
    run = [placed.word for placed in frame.words if placed.phrase == phrase or placed.role == "by"]
    after = all(verb.phrase < phrase for verb in frame.verbs)
    if any(word.lemma in _MANNERS for word in run):
        return False
    return after and not run[0].text.endswith("ing") and not any(word.kind == "quantity" for word in run)


def same_part(one: str, other: str) -> bool:
    return one == other or not {one, other} & _DIRECTED or {one, other} in _LOOSE


def _same_time(one: str, other: str, quoted: Frame) -> bool:
    return one == other or not {one, other} & _TIMES
