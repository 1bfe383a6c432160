"""Numbers with their units, dates, times of day: read as values, so that other notation is the same value."""

import re
from collections.abc import Iterator

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPELT = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, start=2)
}
_SPELT |= {f"{ten}-{one}": _SPELT[ten] + _SPELT[one] for ten in _TENS for one in _ONES[1:10]}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    {name: number for number, name in enumerate(_MONTHS, start=1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
    | {"sept": 9}
)
_UNIT = {
    "business day": "business day",
    "working day": "business day",
    "calendar day": "day",
    "percent": "%",
    "per cent": "%",
    "%": "%",
    "yen": "yen",
    "jpy": "yen",
    "euro": "euro",
    "eur": "euro",
    "dollar": "dollar",
    "usd": "dollar",
    "pound": "pound",
    "gbp": "pound",
    "time": "times",
} | {unit: unit for unit in ("second", "minute", "hour", "day", "week", "month", "year")}
_SIGN = {"¥": "yen", "€": "euro", "$": "dollar", "£": "pound"}

_NUMBER = r"\d[\d,]{0,20}(?:\.\d{1,9})?"
_SAID = rf"(?:{_NUMBER}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[1:10])}))?|{'|'.join(_ONES)})"
_MONTH_NAMES = f"(?-i:{'|'.join(name.title() for name in sorted(_MONTH, key=len, reverse=True))})"
_UNITS = "|".join(sorted(map(re.escape, _UNIT), key=len, reverse=True))

QUANTITY = re.compile(
    rf"""
    (?P<iso>\b\d{{4}}-\d{{1,2}}-\d{{1,2}}\b|\b\d{{4}}/\d{{1,2}}/\d{{1,2}}\b)
  | (?P<opaque>\b[\w.+-]{{1,64}}@[\w.-]*\w|\bhttps?://[^\s,;)"]*[\w/]|\bwww\.[\w.-]*\w|\+?\d+(?:-\d+){{2,}}
      |(?<![\w-])\d+-\d+(?![\w-]))
  | \b(?P<month>{_MONTH_NAMES})\.?\ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\ (?P<year>\d{{4}}))?\b(?![,.]?\d)
  | \b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<month2>{_MONTH_NAMES})\b\.?
      (?:,?\ (?P<year2>\d{{4}})\b)?
  | \b(?P<month3>{_MONTH_NAMES})\ (?P<year3>\d{{4}})\b
  | \b(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\ ?(?P<half>[ap])(?:\.m\.|m\b)
  | \b(?P<hour2>\d{{1,2}}):(?P<minute2>\d\d)\b
  | (?P<sign>[¥€$£])\ ?(?P<amount>{_NUMBER})(?![\w])
  | (?P<often>\b(?:once|twice|thrice)\b(?=\ (?:a|per|every|each|in|within)\b))
  | (?<![\w.])(?P<said>{_SAID})[ -]?(?:(?:further|additional|more|full|consecutive)\ )?
      (?P<unit>{_UNITS})(?:s'?|'s)?(?![\w])
  | \b(?P<article>(?<=within\ )an?|(?<=after\ )an?|(?<=least\ )an?|(?<=for\ )an?)\ (?P<unit2>{_UNITS})\b
  | (?<![\w.])(?P<bare>{_SAID})(?![\w]|[.,]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""One quantity; the alternatives stand from the most particular to the plainest."""


def value(found: "re.Match[str]") -> str:
    """What a match of `QUANTITY` means, in one notation: equal text is an equal value in the same unit."""
    groups = {name: text.lower() for name, text in found.groupdict().items() if text is not None}
    if "opaque" in groups:
        return f"={groups['opaque']}"
    if "iso" in groups:
        return "date " + "-".join(str(int(part)) for part in re.split("[-/]", groups["iso"]))
    if "month" in groups or "month2" in groups or "month3" in groups:
        return "date " + "-".join(_dated(groups))
    if "hour" in groups or "hour2" in groups:
        return f"at {_clock(groups)}"
    if "often" in groups:
        return f"{('once', 'twice', 'thrice').index(groups['often']) + 1} times"
    if "article" in groups:
        return f"1 {_UNIT[groups['unit2']]}"
    if "sign" in groups:
        return f"{_number(groups['amount'])} {_SIGN[groups['sign']]}"
    if "unit" in groups:
        return f"{_number(groups['said'])} {_UNIT[groups['unit']]}"
    return _number(groups["bare"])


def _dated(groups: dict[str, str]) -> Iterator[str]:
    year = groups.get("year") or groups.get("year2") or groups.get("year3")
    if year:
        yield year
    yield str(_MONTH[groups.get("month") or groups.get("month2") or groups["month3"]])
    day = groups.get("day") or groups.get("day2")
    if day:
        yield str(int(day))


def _clock(groups: dict[str, str]) -> str:
    hour = int(groups.get("hour") or groups["hour2"])
    if "half" in groups:
        hour = hour % 12 + (12 if groups["half"] == "p" else 0)
    return f"{hour}:{groups.get('minute') or groups.get('minute2') or '00'}"


def _number(text: str) -> str:
    if text in _SPELT:
        return str(_SPELT[text])
    whole, _, part = text.replace(",", "").partition(".")
    return str(int(whole)) + (f".{part}" if part.strip("0") else "")
