"""Whether a statement of a quote carries one of a sentence: all of it, and nothing that turns it."""

from collections.abc import Sequence

from knowledge.grounding.frames import CONTENT, Frame, Placed
from knowledge.grounding.leaving import dropped
from knowledge.grounding.marks import joined, turned
from knowledge.grounding.objections import Objection
from knowledge.grounding.parts import names_agent, same_part, swapped
from knowledge.grounding.reading import Word
from knowledge.grounding.vocabulary import YOU

_OURS_WORDS = """
disclose share use transfer store keep collect process extend delete record
"""
_OURS = frozenset(_OURS_WORDS.split())


_HARMLESS_DELAY = {"undue", "delay"}


_PLACES_WORDS = """
eea eu uk usa britain england scotland wales ireland japan california germany france italy spain
austria switzerland sweden norway iceland china korea india singapore australia canada mexico brazil
quebec europe asia america virginia colorado nevada texas
"""
_PLACES = frozenset(_PLACES_WORDS.split())


def carried(said: Frame, quoted: Frame, strict: bool = False) -> Objection | None:
    """Why the quoted statement does not carry the said one, or None.

    `strict`: nothing may be left out but one of several alternatives, as in a condition.
    """
    folded = [each for each in quoted.conditions if not _has_condition(said, each) and _is_folded(said, each)]
    source = [*quoted.words, *(placed for each in folded for placed in each.words)]
    allowed = _referred(said, quoted.before) if quoted.refers else []
    if quoted.lead and quoted.words and quoted.words[0].word.text.endswith("ing"):
        allowed += [placed for placed in quoted.before if placed.role == "subject"]
    return (
        _invented(said, quoted, [*source, *allowed])
        or turned(said, source, [*source, *allowed])
        or _mood(said, quoted)
        or swapped(said, quoted)
        or joined(said, quoted)
        or (None if quoted.anchored else dropped(said, quoted, strict))
        or _conditions(said, quoted, folded)
    )


def _invented(said: Frame, quoted: Frame, source: Sequence[Placed]) -> Objection | None:
    if quoted.verbs and not said.verbs:
        return "words"
    for placed in said.content:
        word = placed.word
        if any(word.says(other.word) for other in source):
            continue
        if quoted.refers and _repeats(word, said) and _repeats(word, quoted):
            continue
        if word.lemma == YOU and quoted.modality == "imperative":
            continue
        if word.text == "we" and placed.role == "subject" and _adds_agent(said, quoted):
            continue
        return _kind_of(word)
    return None


def _repeats(word: Word, frame: Frame) -> bool:
    """Whether "the data" takes up what was named before."""
    return word.kind == "word" and any(word.says(other.word) for other in frame.before)


def _kind_of(word: Word) -> Objection:
    if word.kind == "quantity":
        return "date" if word.text.startswith("date") else "number"
    if word.kind == "actor":
        return "actor"
    return "jurisdiction" if word.lemma in _PLACES else "words"


def _adds_agent(said: Frame, quoted: Frame) -> bool:
    """Whether "we" may be named where the quote, in the passive, names nobody."""
    return (
        quoted.passive
        and not said.passive
        and (quoted.modality == "" or any(verb.word.lemma in _OURS for verb in quoted.verbs))
        and not any(placed.role == "by" and names_agent(quoted, placed.phrase) for placed in quoted.words)
    )


def _mood(said: Frame, quoted: Frame) -> Objection | None:
    if said.modality == quoted.modality:
        return None
    alike = {said.modality, quoted.modality}
    if quoted.modality == "imperative" and alike <= {"imperative", "must", "can", "should"}:
        return "modality" if said.modality == "must" and quoted.alternative else None
    return "modality"


def _has_condition(said: Frame, condition: Frame) -> bool:
    return any(each.lead == condition.lead and each.only == condition.only for each in said.conditions)


def _is_folded(said: Frame, condition: Frame) -> bool:
    """Whether a condition stands in the sentence as words: people living in the EEA."""
    if condition.lead != "if" or condition.only:
        return False
    return all(
        any(each.word.says(mine.word) and same_part(_plain(mine), _plain(each)) for mine in said.content)
        for each in condition.content
    )


def _plain(placed: Placed) -> str:
    return "patient" if placed.role in ("subject", "object", "verb") else placed.role


def _conditions(said: Frame, quoted: Frame, folded: Sequence[Frame]) -> Objection | None:
    for mine in said.conditions:
        if not any(_same_condition(mine, other) for other in quoted.conditions):
            return "condition"
    for other in quoted.conditions:
        if any(other is each for each in folded) or _may_go(other, said, quoted):
            continue
        if not any(_same_condition(mine, other) for mine in said.conditions):
            return "condition"
    return None


def _may_go(condition: Frame, said: Frame, quoted: Frame) -> bool:
    if condition.lead in ("so_that", "because"):
        return True
    if any(placed.word.kind in ("not", "only") for placed in quoted.words):
        return False
    if condition.anchored and (
        condition.lead == "after" or not any(p.word.kind == "quantity" for p in said.words)
    ):
        return True
    return condition.lead == "without" and {each.word.lemma for each in condition.content} <= _HARMLESS_DELAY


def _same_condition(mine: Frame, other: Frame) -> bool:
    if (mine.lead, mine.only) != (other.lead, other.only):
        return False
    return carried(mine, other, strict=True) is None


def _referred(said: Frame, context: Sequence[Placed]) -> list[Placed]:
    """The words before, whole phrases, that the sentence may put in the place of a pronoun."""
    if any(placed.word.kind == "pronoun" for placed in said.words):
        return []
    runs: dict[int, list[Placed]] = {}
    for placed in context:
        runs.setdefault(placed.phrase, []).append(placed)
    return [
        placed
        for run in runs.values()
        if run[0].role in ("subject", "object", "of")
        and all(
            any(each.word.says(mine.word) for mine in said.content)
            for each in run
            if each.word.kind in CONTENT
        )
        and not any(each.word.kind in ("quantity", "not") for each in run)
        for placed in run
    ]
