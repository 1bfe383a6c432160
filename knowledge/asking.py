"""How a question asks: what for, whether it denies, which numbers it names.

Two questions about the same thing may ask for different things: "what is the fee" is not "how do I pay it".
"""

import re
import unicodedata
from dataclasses import dataclass

from knowledge.grounding.vocabulary import vocabulary
from knowledge.words import is_japanese, terms

_ENGLISH = {
    "soon": r"\bhow (?:soon|fast|quickly)\b|\bhow long\b.*\btakes?\b|^when (?:will|can i expect)\b",
    "duration": r"\bhow long\b|\bhow many (?:days|weeks|months|years)\b|^(?:what|which)\b.*\bperiod\b",
    "amount": r"\bhow much\b|^(?:what|which)\b.*\b(?:fees?|charges?|prices?|costs?)\b|^what\b.* \bpay\b",
    "count": r"\bhow (?:many|often)\b",
    "outcome": r"^what (?:will |would )?(?:happens?|becomes?)\b",
    "method": r"\bhow\b|^what (?:do|must|should|can|shall) i (?:have to |need to )?do\b",
    "reason": r"\bwhy\b|\b(?:what|which) (?:purposes?|reasons?)\b",
    "person": r"\bwho(?:m|se)?\b",
    "place": r"\bwhere\b|\b(?:which|what) countr(?:y|ies)\b",
    "moment": r"^when\b",
    "thing": r"\b(?:which|what)\b",
}
_JAPANESE = {
    "count": r"何[人件回社]",
    "duration": r"ど[のれ]くらい|期間|いつまで|何(?:日|週|年|[かヶケカ]月)",
    "amount": r"いくら|(?:手数料|料金|費用|金額)(?:を教え|は[?？。]|$)",
    "outcome": r"どうな[りるっ]",
    "method": r"どうやって|どうすれば|どのように|方法|手順",
    "person": r"誰|だれ|どなた",
    "reason": r"なぜ|どうして|目的|理由",
    "place": r"どこ",
    "moment": r"いつ",
    "thing": r"どの|どんな|どういう|どれ|何",
}
"""What a question may ask for: the kind whose words stand first, of several at one place the upper."""

_MUST = re.compile(r"\b(?:must|(?:have|has|need) to|obliged|required)\b|必要|なければ", re.IGNORECASE)
_MAY = re.compile(r"\b(?:can|could|may|possible|allowed|able)\b|でき|可能", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|without|cannot|unless|except)\b|n['’]t\b|ない|ません|なし|以外",
    re.IGNORECASE,
)
_TURNS = {
    "for me": r"\b(?:me|my behalf|myself)\b|私に|私の代わり|代理",
    "to you": r"\b(?!(?:do|did|can|could|may|must|will|would|shall|should|have|are|if|when|that)\b)"
    r"(?!wh)[a-z]+ you\b",
    "from": r"\bfrom\b",
    "before": r"\bbefore\b",
    "after": r"\b(?:after|once|following)\b",
    "outside": r"\b(?:outside|abroad|beyond)\b",
    "over": r"\b(?:over|above|older|more than)\b",
    "under": r"\b(?:under|below|younger|less than)\b",
    "only": r"\b(?:only|solely|exclusively)\b",
    "all": r"\b(?:all|every|always|everything)\b",
    "some": r"\b(?:some|sometimes|partly)\b",
    "least": r"\bleast\b",
    "most": r"\bmost\b",
    "other": r"\b(?:other|else|another)\b",
    "delete": r"\b(?:delet|eras|remov|destroy)\w*",
    "sell": r"\b(?:sell|sells|sold|selling|sale)\b",
    "buy": r"\b(?:buy|buys|bought|buying)\b",
    "stop": r"\b(?:stop|withdr[ae]w|revok|cancel|unsubscrib|object)\w*|\bopt(?:ing)? out\b",
    "refuse": r"\b(?:refus|reject|den[iy])\w*",
    "close": r"\b(?:clos|end|expir)(?:e|es|ed|ing|s)?\b",
    "have done": r"\b(?:have|get) (?:my|the|an?|our) (?:\w+ ){1,3}?"
    r"(?:sent|given|shown|told|made|done|kept|\w+ed)\b",
    "correct": r"\b(?:correct|chang|updat|rectif)\w*",
}
"""Words that turn what is asked; the encoder finds a question and its opposite alike."""

_SUBJECT = re.compile(
    r"\b(?:do|does|did|can|could|may|might|must|will|would|shall|should|have|has|am|are(?= you| we))"
    r" (?:(?P<yours>your|our)|(?:(?:my|the|an?|its|their) )?(?P<noun>\w+))\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:be|been)\b", re.IGNORECASE)
_OF = re.compile(r"(\w+) of (?:the |a |an |my |your |our )?(\w+)", re.IGNORECASE)
_CLAUSE_BEFORE = re.compile(r"^(?:if|when|after|before)\b[^,]*,\s*", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:if|when|after|before|unless|once)\b(?<!^when)(.*)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPELT = dict(two="2", three="3", four="4", five="5", six="6", seven="7", eight="8", nine="9", ten="10")
_ASKING_WORDS = re.compile(r"教えて|方法|手順|目的|理由|[誰何]")
_CONTENT = re.compile(r"[一-龥々]|[ァ-ヴー]+|[A-Za-z0-9]+")
_CASE = re.compile(r"([一-龥々ァ-ヴー]+)(に(?!かか|つい|関|おけ|対)|と|から)")


@dataclass(frozen=True, slots=True)
class Asking:
    """`wants` is one of the kinds above, or "whether", "whether must", "whether may"; `turns` as above.

    `denied` holds for each negation the terms right after it, `given` those of what is said after "if" or
    "when". `subject` is who acts in an English question, "" where it is not told; `nouns` stand in its order.
    `content` are the kanji, the katakana and Latin words of a Japanese one, which the bundled encoder does
    not read, and what stands before に, と and から.
    """

    wants: str
    turns: frozenset[str]
    numbers: frozenset[str]
    denied: tuple[frozenset[str], ...]
    given: frozenset[str]
    subject: str
    nouns: tuple[str, ...]
    content: frozenset[str]

    def agrees(self, other: "Asking") -> bool:
        """Whether both ask for the same of whatever they are about."""
        mine = self.wants, self.turns, self.numbers, self.content, len(self.denied)
        if mine != (other.wants, other.turns, other.numbers, other.content, len(other.denied)):
            return False
        if self.subject and other.subject and self.subject != other.subject:
            return False
        if self.given and other.given and not self.given & other.given:
            return False
        if _among(self.nouns, other.nouns) != _among(other.nouns, self.nouns):
            return False
        return all(one & two or one == two for one, two in zip(self.denied, other.denied, strict=True))


def asking(text: str) -> Asking:
    """Read a question."""
    plain = unicodedata.normalize("NFKC", text).strip()
    fronted = _CLAUSE_BEFORE.match(plain)
    main = plain[fronted.end() :] if fronted else plain
    japanese = is_japanese(plain)
    words = re.findall(r"\w+", plain.lower())
    whole = f"{main} {fronted.group()}" if fronted else main
    given = _GIVEN.search(whole)
    return Asking(
        wants=_wants(main, _JAPANESE if japanese else _ENGLISH),
        turns=frozenset(name for name, pattern in _TURNS.items() if re.search(pattern, plain, re.IGNORECASE)),
        numbers=frozenset([*_NUMBER.findall(plain), *(_SPELT[word] for word in words if word in _SPELT)]),
        denied=tuple(frozenset(terms(plain[found.end() :])[:2]) for found in _DENIES.finditer(plain)),
        given=frozenset(terms(given[1])) if given else frozenset(),
        subject=_subject(main),
        nouns=() if japanese else _nouns(whole),
        content=_content(plain) if japanese else frozenset(),
    )


def _subject(text: str) -> str:
    """Who acts, as far as it is said: "your website" acts for "you", in the passive nobody is named."""
    found = _SUBJECT.search(text)
    if found is None or (found["noun"] not in ("i", "I", "you", "we") and _PASSIVE.search(text)):
        return ""
    return "you" if found["yours"] else "".join(terms(found["noun"]) or [found["noun"].lower()])


def _nouns(text: str) -> tuple[str, ...]:
    """The stems of words that cannot be verbs, each once, "recordings of calls" as "calls recordings"."""
    known = vocabulary()
    words = re.findall(r"\w+", _OF.sub(r"\2 \1", text).lower())
    nouns = (word for word in words if known.lemma(word) not in known.verbs)
    return tuple(dict.fromkeys(stem for noun in nouns for stem in terms(noun)))


def _among(nouns: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    return [noun for noun in nouns if noun in others]


def _content(plain: str) -> frozenset[str]:
    kept = _ASKING_WORDS.sub("", plain)
    return frozenset([*_CONTENT.findall(kept), *("".join(found) for found in _CASE.findall(kept))])


def _wants(plain: str, kinds: dict[str, str]) -> str:
    found = {kind: re.search(pattern, plain, re.IGNORECASE) for kind, pattern in kinds.items()}
    places = {kind: match.start() for kind, match in found.items() if match}
    if places:
        return min(places, key=places.__getitem__)
    if _MUST.search(plain):
        return "whether must"
    return "whether may" if _MAY.search(plain) else "whether"
