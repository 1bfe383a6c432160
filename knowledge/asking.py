"""How a question asks: what for, whether it denies, which numbers it names.

Two questions about the same thing may ask for different things: "what is the fee" is not "how do I pay it".
"""

import re
import unicodedata
from dataclasses import dataclass

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
"""What a question may ask for: the kind whose words stand first, of several at one place the upper one."""

_MUST = re.compile(r"\b(?:must|(?:have|has|need) to|obliged|required)\b|必要|なければ", re.IGNORECASE)
_MAY = re.compile(r"\b(?:can|could|may|possible|allowed|able)\b|でき|可能", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|without|cannot|unless|except)\b|n['’]t\b|ない|ません|なし|以外",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_FOR_ME = re.compile(r"\b(?:me|my behalf|myself)\b|私に|私の代わり|代理", re.IGNORECASE)
_CLAUSE_BEFORE = re.compile(r"^(?:if|when|after|before)\b[^,]*,\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPELT = dict(two="2", three="3", four="4", five="5", six="6", seven="7", eight="8", nine="9", ten="10")
_ASKING_WORDS = re.compile(r"教えて|方法|手順|目的|理由|[誰何]")
_CONTENT = re.compile(r"[一-龥々]|[ァ-ヴー]+|[A-Za-z0-9]+|から")


@dataclass(frozen=True, slots=True)
class Asking:
    """`wants` is one of the kinds above, or "whether", "whether must", "whether may".

    `turned` says what tells apart two questions of the same words: whether something is done for the person
    who asks ("a lawyer for me", "me for a lawyer"), and whether it comes from somebody.
    `denied` holds for each negation the terms right after it. `content` are the kanji, the katakana and Latin
    words of a Japanese question, which the bundled encoder does not read; empty for others.
    """

    wants: str
    turned: tuple[bool, bool]
    numbers: frozenset[str]
    denied: tuple[frozenset[str], ...]
    content: frozenset[str]

    def agrees(self, other: "Asking") -> bool:
        """Whether both ask for the same of whatever they are about."""
        mine = self.wants, self.turned, self.numbers, self.content, len(self.denied)
        if mine != (other.wants, other.turned, other.numbers, other.content, len(other.denied)):
            return False
        return all(one & two or one == two for one, two in zip(self.denied, other.denied, strict=True))


def asking(text: str) -> Asking:
    """Read a question."""
    plain = unicodedata.normalize("NFKC", text).strip()
    japanese = is_japanese(plain)
    words = re.findall(r"\w+", plain.lower())
    return Asking(
        wants=_wants(_CLAUSE_BEFORE.sub("", plain), _JAPANESE if japanese else _ENGLISH),
        turned=(_FOR_ME.search(plain) is not None, _FROM.search(plain) is not None),
        numbers=frozenset([*_NUMBER.findall(plain), *(_SPELT[word] for word in words if word in _SPELT)]),
        denied=tuple(frozenset(terms(plain[found.end() :])[:2]) for found in _DENIES.finditer(plain)),
        content=frozenset(_CONTENT.findall(_ASKING_WORDS.sub("", plain))) if japanese else frozenset(),
    )


def _wants(plain: str, kinds: dict[str, str]) -> str:
    found = {kind: re.search(pattern, plain, re.IGNORECASE) for kind, pattern in kinds.items()}
    places = {kind: match.start() for kind, match in found.items() if match}
    if places:
        return min(places, key=places.__getitem__)
    if _MUST.search(plain):
        return "whether must"
    return "whether may" if _MAY.search(plain) else "whether"
