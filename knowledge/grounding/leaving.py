"""What a sentence may leave out of its quote: items of a list, and what only adds to a plain statement."""

from collections.abc import Sequence

from knowledge.grounding.frames import Frame, Placed
from knowledge.grounding.objections import Objection
from knowledge.grounding.vocabulary import WE, YOU, vocabulary

_LEFT_OUT = {
    "on",
    "at",
    "as",
    "by",
    "within",
    "for",
    "after",
    "to-verb",
    "purpose_of",
    "until",
    "via",
    "every",
}
"""What leads a phrase that may go; a recipient, a source or a place of transfer never goes."""

_ENDING = {
    "stop",
    "cease",
    "refuse",
    "reject",
    "restrict",
    "limit",
    "prohibit",
    "exclude",
    "avoid",
    "prevent",
}
"""Verbs that deny: what is left out behind them makes them deny more."""

_USES = {"use", "process", "handle", "provide", "disclose", "share", "transfer", "collect", "be"}
"""Verbs that say little without their purpose."""


def dropped(said: Frame, quoted: Frame, strict: bool) -> Objection | None:
    """Why what the quote says and the sentence does not may not go, phrase by phrase, or None.

    `strict`: nothing may go but one of several alternatives, as in a condition.
    """
    return _Leaving(said, quoted, strict).objection()


class _Leaving:
    def __init__(self, said: Frame, quoted: Frame, strict: bool) -> None:
        self._said, self._quoted, self._strict = said, quoted, strict
        self._there = [*said.content, *(said.before if said.refers else [])]
        kinds = {placed.word.kind for placed in quoted.words}
        free = any(placed.word.lemma == "fee" for placed in quoted.words)
        self._only = "only" in kinds
        self._negative = (
            self._only
            or ("not" in kinds and not free)
            or any(verb.word.lemma in _ENDING for verb in quoted.verbs)
        )
        self._or = "or" in kinds
        self._alternatives = "and" not in kinds
        self._listed = any(placed.listed and self._is_said(placed) for placed in quoted.content)

    def objection(self) -> Objection | None:
        phrases: dict[int, list[Placed]] = {}
        for placed in self._quoted.content:
            if placed.word.text != "using":
                phrases.setdefault(placed.phrase, []).append(placed)
        gone: set[int] = set()
        after_verb, last = False, -1
        for number, run in phrases.items():
            after_verb = after_verb or run[0].role == "verb"
            if any(not self._is_said(each) for each in run) and not self._is_understood(run):
                if self._is_item(run):
                    if why := self._item_stays():
                        return why
                elif not self._goes_along(run, last in gone) and not (after_verb and self._is_extra(run)):
                    return "words" if run[0].role in ("subject", "object", "verb") else "condition"
                gone.add(number)
            last = number
        return None

    def _is_said(self, placed: Placed) -> bool:
        return any(placed.word.says(mine.word) for mine in self._there)

    def _is_understood(self, run: Sequence[Placed]) -> bool:
        """Whether only "we" or "you" is missing, where the sentence is passive or tells or asks us."""
        missing = [each for each in run if not self._is_said(each)]
        if run[0].role == "object":
            return not self._negative and {each.word.lemma for each in missing} == {WE}
        passive = self._said.passive and not self._quoted.passive and run[0].role == "subject"
        return passive and len(missing) == len(run) and all(each.word.lemma in (WE, YOU) for each in run)

    def _is_partly_said(self, run: Sequence[Placed]) -> bool:
        """Whether the sentence takes a word of the phrase that no other phrase has."""
        others = [each for each in self._quoted.content if each.phrase != run[0].phrase]
        own = [each for each in run if not any(each.word.says(other.word) for other in others)]
        return any(self._is_said(each) for each in own)

    def _is_item(self, run: Sequence[Placed]) -> bool:
        return run[0].listed and self._listed and not self._only and not self._is_partly_said(run)

    def _item_stays(self) -> Objection | None:
        """An item may not go where all are demanded together or where one of several is."""
        if self._strict and not self._alternatives:
            return "condition"
        demanded = self._quoted.modality in ("must", "imperative") and self._said.modality != "can"
        if (demanded and self._or) or (self._negative and not self._alternatives):
            return "conjunction"
        return None

    def _goes_along(self, run: Sequence[Placed], follows: bool) -> bool:
        """Whether a phrase hangs on one that is gone."""
        role = run[0].role
        return (
            not self._strict
            and follows
            and (role == "of" or not self._negative)
            and role not in ("verb", "subject")
        )

    def _is_extra(self, run: Sequence[Placed]) -> bool:
        """Whether a phrase only adds when, where or how to what is stated plainly."""
        if self._strict or self._negative or self._is_partly_said(run):
            return False
        role = run[0].role
        empty = role in ("to-verb", "purpose_of") and any(v.word.lemma in _USES for v in self._quoted.verbs)
        narrows = any(each.word.lemma in vocabulary().conditional for each in run)
        return (role in _LEFT_OUT or run[0].word.lemma == "effect") and not empty and not narrows
