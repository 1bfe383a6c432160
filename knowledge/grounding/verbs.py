"""The finite verb of a piece of a sentence, found by the words around it."""

from collections.abc import Sequence

from knowledge.grounding.reading import Word
from knowledge.grounding.vocabulary import vocabulary

_NOUNS_WORDS = """
list name address store request record answer copy order purchase contract log report review change
use process display contact transfer return file claim share support result mark form match mask
link need place work stay call visit scan issue guard face charge consent access demand control
supply train market study function document view notice check block fall print post reply set start
state track turn update test object
"""
_NOUNS = frozenset(_NOUNS_WORDS.split())
"""Verbs that are nouns at least as often."""


DETERMINERS = {"a", "an", "the"}


ADVERB_ENDS = "ly"
_SUBJECTS = ("we", "you", "it", "they", "he", "she")


def finite_verb(words: Sequence[Word], joined: bool, contact: bool) -> int | None:
    """The finite verb; `contact`: "the data you gave" holds a relative clause without a relative pronoun."""
    relative = False
    found: int | None = None
    weak: int | None = None
    for at, word in enumerate(words):
        if word.kind == "relative" or (contact and opens_contact(words, at)):
            relative = True
        if is_strong(words, at):
            if relative:
                relative = False
            elif found is None:
                found = at
        elif weak is None and not relative and _is_weak(words, at, joined):
            weak = at
    return weak if found is None else found


def opens_contact(words: Sequence[Word], at: int) -> bool:
    """Whether a relative clause without a pronoun may begin: "the data we hold"."""
    return at > 0 and words[at - 1].kind == "word" and words[at].text in ("we", "you", "they")


def agrees(words: Sequence[Word], at: int) -> bool:
    """Whether a word that is a noun as often follows a noun as its verb: "the physician accesses data"."""
    before = words[at - 1]
    if (
        not is_verb(words[at])
        or before.kind not in ("word", "actor")
        or words[at].text.endswith(("ed", "ing"))
    ):
        return False
    return at + 1 < len(words) and _is_many(before) != _third_person(words[at])


def _skip_back(words: Sequence[Word], at: int) -> int:
    """The place before adverbs, negations and the like."""
    at -= 1
    while at >= 0 and (
        (words[at].kind in ("not", "only", "hedge", "empty", "all") and words[at].text not in DETERMINERS)
        or words[at].text.endswith(ADVERB_ENDS)
    ):
        at -= 1
    return at


def is_verb(word: Word) -> bool:
    return word.kind == "word" and word.lemma in vocabulary().verbs


def is_strong(words: Sequence[Word], at: int) -> bool:
    """Whether a word is surely a finite verb: by its helper, its pronoun or its relative."""
    word = words[at]
    if word.kind == "be":
        return _is_copula(words, at)
    before = _skip_back(words, at)
    if word.kind != "word" or before < 0:
        return False
    helper = words[before]
    if helper.kind in ("modal", "do") and not word.text.endswith(ADVERB_ENDS):
        return True
    if helper.kind == "be" and word.text.endswith("ed"):
        return True
    plain = not word.text.endswith(("ing", "ed", ADVERB_ENDS))
    if words[at - 1].text in ("we", "you", "they") and words[at - 1].kind in ("actor", "pronoun") and plain:
        return True
    if not is_verb(word):
        return False
    if helper.text in _SUBJECTS:
        return not word.text.endswith("ing")
    return helper.kind in ("be", "relative") or words[at - 1].text == "never"


def _is_copula(words: Sequence[Word], at: int) -> bool:
    """Whether a form of "be" or "have" is the verb itself and helps no other."""
    if at and words[at - 1].kind == "be":
        return False
    helpers = ("not", "hedge", "only", "empty", "be", "modal", "do")
    rest = (
        each for each in words[at + 1 :] if each.kind not in helpers and not each.text.endswith(ADVERB_ENDS)
    )
    following = next(rest, None)
    return following is None or not (is_verb(following) or following.text.endswith("ed"))


def _is_weak(words: Sequence[Word], at: int, joined: bool) -> bool:
    """Whether a word may be the finite verb when no other is: by agreement and by what follows."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if not is_verb(word) or word.text.endswith("ing") or (following and following.kind in ("be", "modal")):
        return False
    opens = following is not None and (
        following.text in DETERMINERS or following.kind in ("owner", "pronoun", "actor", "all", "quantity")
    )
    before = _skip_back(words, at)
    if before < 0:
        return _may_open(word, following, joined and opens, opens)
    if words[before].kind not in ("word", "actor") or words[before].lemma in vocabulary().empty:
        return False
    adverb = words[at - 1].text.endswith(ADVERB_ENDS)
    if word.text.endswith("ed") or (word.lemma in _NOUNS and not opens and not adverb):
        return False
    return _third_person(word) or _is_many(words[before])


def _may_open(word: Word, following: Word | None, coordinated: bool, opens: bool) -> bool:
    """Whether the first word of a piece is its verb: "and keeps the …", "required by …", "send your …"."""
    if word.text != word.lemma:
        return coordinated or word.text.endswith("ed")
    return opens or word.lemma not in _NOUNS or (following is not None and following.kind == "preposition")


def _is_many(word: Word) -> bool:
    return word.text.endswith("s") or word.text in ("staff", "police", "people", "children")


def _third_person(word: Word) -> bool:
    return word.text.endswith("s") and not word.text.endswith("ss")
