"""Special-category data about a person in words that a question to the policies does not need.

GDPR art. 9(1) and 10, APPI art. 2(3). Asking *about* such data ("do you store health data?") is no finding;
saying it *of* somebody is. What is unsure is let through: the person has already written it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.masking import mask

_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*")
_SOMEBODY = re.compile(
    r"\b(?:i|i'm|i’m|i've|i’ve|me|my|mine|we|our|he|he's|she|she's|his|her|him|they|their|"
    r"(?:wife|husband|son|daughter|mother|father|brother|sister|colleague|boss|manager|neighbou?r|friend)s?)\b|"
    r"私|僕|自分|弊社の|彼|同僚|上司|部下|母|父|妻|夫|息子|娘|兄|姉|弟|妹|友人|さん",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:he|she|his|her|him|their|wife|husband|colleague|boss|manager|neighbou?r|friend)\b|"
    r"彼|同僚|上司|部下|友人|さん",
    re.IGNORECASE,
)
_KINDS: dict[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "health": r"\b(?:cancer|leuka?emia|tumou?r|hiv|aids|diabet\w+|epilep\w+|depress(?:ion|ed)|bipolar|"
        r"schizophreni\w+|autis\w+|adhd|anxiety disorder|eating disorder|panic attacks?|ptsd|burn-?out|"
        r"pregnan\w+|miscarriage|abortion|chemotherapy|antidepressants?|psychiatr\w+|diagnos(?:is|ed)|"
        r"addict\w*|alcoholi\w+|in rehab|disabled|disability|wheelchair|sick leave|surgery|medication)\b|"
        r"癌|がん(?:の|で|に|を)|白血病|糖尿病|てんかん|鬱|うつ病|適応障害|双極性|統合失調|発達障害|妊娠|流産|中絶|"
        r"抗がん剤|精神科|心療内科|診断され|通院|持病|障害者|休職|手術|依存症",
        "religion": r"\b(?:muslim|christian|catholic|protestant|jewish|buddhist|hindu|sikh|mormon|atheist|"
        r"jehovah\w*)\b|信者|信仰して|改宗|創価|キリスト教徒|イスラム教徒|仏教徒",
        "politics": r"\b(?:vot(?:e|ed|es) for|member of the \w+ party|communist|activist)\b|党員|に投票した",
        "union": r"\b(?:trade union|labou?r union|union (?:member|rep\w*)|joined (?:a|the) union)\b|"
        r"労働組合|組合員",
        "sex life": r"\b(?:gay|lesbian|bisexual|homosexual|transgender|trans (?:man|woman)|non-binary|"
        r"an affair)\b|同性愛|ゲイ|レズビアン|バイセクシュアル|トランスジェンダー|性同一性|不倫",
        "origin": r"\b(?:burakumin|zainichi|roma people|of (?:korean|african|jewish|turkish) descent)\b|"
        r"被差別部落|在日(?:韓国|朝鮮)",
        "criminal record": r"\b(?:convict(?:ed|ion)|arrested|in (?:prison|jail)|criminal record|probation|"
        r"on parole|shoplift\w+)\b|前科|逮捕され|有罪|服役|執行猶予|保護観察|犯罪の?被害",
    }.items()
}

_OF_OTHERS = "details of somebody else"
_IN_JAPANESE = {
    "health": "健康",
    "religion": "信仰",
    "politics": "政治",
    "union": "労働組合",
    "sex life": "性",
    "origin": "出自",
    "criminal record": "犯罪",
    _OF_OTHERS: "他の方の情報",
}
_KANA = re.compile("[ぁ-ヿ]")


@dataclass(frozen=True, slots=True)
class Finding:
    """What kind it is, and where in the text."""

    kind: str
    start: int
    end: int


def sensitive(text: str) -> tuple[Finding, ...]:
    """What is said of a person that should not be passed on without need, in order."""
    return tuple(sorted(_found(text), key=lambda one: one.start))


def without(text: str) -> str:
    """The text with each finding, and whatever identifies somebody, replaced by its kind in brackets."""
    pieces, end, japanese = [], 0, _KANA.search(text) is not None
    for one in sensitive(text):
        if one.start >= end:
            pieces += [text[end : one.start], f"[{_IN_JAPANESE[one.kind] if japanese else one.kind}]"]
            end = one.end
    return mask("".join([*pieces, text[end:]])).text


def _found(text: str) -> Iterator[Finding]:
    for sentence in _SENTENCE.finditer(text):
        words, at = sentence[0], sentence.start()
        if not _SOMEBODY.search(words):
            continue
        for kind, pattern in _KINDS.items():
            yield from (Finding(kind, at + m.start(), at + m.end()) for m in pattern.finditer(words))
        if _OTHERS.search(words) and mask(words).kinds:
            yield Finding(_OF_OTHERS, at, sentence.end())
