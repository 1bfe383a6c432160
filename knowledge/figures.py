"""Figures: numbers with a unit of time or money, as questions claim them and policies state them."""

import re

Figure = tuple[str, str]
"""A number in digits and its unit in English, say `("30", "day")`."""

_SPELLED = {
    word: number
    for number, words in {
        1: "one 一", 2: "two 二", 3: "three 三", 4: "four 四", 5: "five 五", 6: "six 六", 7: "seven 七",
        8: "eight 八", 9: "nine 九", 10: "ten 十", 11: "eleven", 12: "twelve", 14: "fourteen", 15: "fifteen",
        20: "twenty", 30: "thirty", 60: "sixty", 90: "ninety",
    }.items()
    for word in words.split()
}  # fmt: skip
_TIMES = ("hour", "day", "week", "month", "year")
_UNITS = {
    "時間": "hour",
    "日": "day",
    "週間": "week",
    "月": "month",
    "年": "year",
    "円": "yen",
    "%": "percent",
}
_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9.,])(?P<number>\d[\d,.]*|{'|'.join(_SPELLED)})[\s-]*"
    r"(?:(?:business|working|calendar) )?[かヶケカ]?"
    rf"(?P<unit>{'|'.join([*_TIMES, *_UNITS])}|percent|yen|euro|dollar|pound)",
    re.IGNORECASE,
)
_CLAIMED = re.compile(
    r"\b(?:you|they|it|(?:the|your) (?:policy|page|company|website|guide|text|notice|rules))\W+(?:\w+ ){0,2}?"
    r"(?:say|says|said|state|states|stated|promis\w+|claims?|claimed|writes?|wrote|guarantee\w*)\b"
    r"|\baccording to (?:the|your)\b|書いて|記載|とあり|とのこと",
    re.IGNORECASE,
)


def figures(text: str) -> frozenset[Figure]:
    """Every figure of a text."""
    return frozenset((_digits(found["number"]), _unit(found["unit"])) for found in _FIGURE.finditer(text))


def claimed(question: str) -> frozenset[Figure]:
    """The figures that a question says the policy states; empty when it claims none."""
    return figures(question) if _CLAIMED.search(question) else frozenset()


def disagree(one: str, other: str) -> bool:
    """Whether two texts both state periods, or both amounts, and none in common."""
    for timed in (True, False):
        here, there = (_of_kind(figures(text), timed=timed) for text in (one, other))
        if here and there and not here & there:
            return True
    return False


def _of_kind(found: frozenset[Figure], *, timed: bool) -> frozenset[Figure]:
    return frozenset(figure for figure in found if (figure[1] in _TIMES) == timed)


def _digits(number: str) -> str:
    return str(_SPELLED.get(number.lower(), number.replace(",", "")))


def _unit(word: str) -> str:
    return _UNITS.get(word, word.lower())
