"""Tells references to statutes, contracts and other documents from those to the policy itself."""

import re

_NEAR = 80
"""Characters before a number in which the name of a statute is looked for."""

_JOINED = r"(?:\s*(?:,|and|or|to|through)\s+(?:[A-Za-z-]{1,14}\s+)?[\dA-Z(][\w.()-]{0,20}){0,12}"
_BRACKETS = r"(?:\s*\([^()]{0,80}\)){0,4}"
_ACT = (
    r"(?:Act|Law|Code|Regulations?|Directive|Ordinance|Order|Guidelines?|Convention|Treaty|Constitution"
    r"|Contract|Agreement|[Ss]tatutes?|[Bb]ylaws|[A-Z]{3,}[a-z]*)\b"
)
_DOCUMENT = (
    r"(?:Terms|Conditions|Handbook|Manual|Rules|Charter"
    r"|(?:Cookies?|Security|Retention|Refund|Use|Conduct)\s+(?:Policy|Notice|Statement))\b"
)
_AFTER = re.compile(
    rf"{_JOINED}{_BRACKETS}(?:"
    r",?\s*(?:of|under)\s+(?:"
    rf"(?:the\s+|that\s+|said\s+|its\s+)?(?!this|these|our|present)(?:[\w'’&-]+\s+){{0,6}}?{_ACT}"
    rf"|(?:the|that|said|its|our|your)\s+(?:[\w'’&-]+\s+){{0,4}}?{_DOCUMENT})"
    r"|\s+(?:no\.\s*\d+\s+)?(?:UK\s+|EU\s+)?[A-Z]{3,}[a-z]*\b)"
)
_BEFORE = re.compile(
    r"\b(?:GDPR|APPI|CCPA|CPRA|Act|Code|Law|Directive|Ordinance|Regulation)(?:['’]s)?"
    r"(?:\s+\([A-Z]{2,4}\))?(?:\s+\d+/\d+)?(?:,?\s+|\s*\(\s*)$"
    r"|(?<!この)(?<![本方])(?:法|法律|令|規則|条例|ガイドライン|指針|約款|規約|契約書?|様式)"
    r"(?:[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]|「[^」]*」)?の?$"
    r"|(?<!方)(?:法律?|政令|施行令)[（(]$"
)


def points_elsewhere(text: str, start: int, end: int) -> bool:
    """Whether the number `text[start:end]` is one of a statute, a contract or another document.

    What stands up to 80 characters before it and some 500 after it decides.
    """
    before = text[max(0, start - _NEAR) : start]
    return bool(_BEFORE.search(before) or _AFTER.match(text, end))
