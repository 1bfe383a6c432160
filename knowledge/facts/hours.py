"""When a desk is open, and when it is closed."""

import re
from collections.abc import Iterator, Sequence

from knowledge.facts.fact import Fact, Piece, said

_EN = re.compile(
    r"\b(?P<h1>\d{1,2})(?:[:.](?P<m1>\d\d))?\s*(?P<p1>[ap]\.?m\b\.?)?\s*(?:to|until|through|-|–|—)\s*"
    r"(?P<h2>\d{1,2})(?:[:.](?P<m2>\d\d))?\s*(?P<p2>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_JA = re.compile(
    r"(?P<p1>午前|午後)?(?P<h1>\d{1,2})(?:時|[:：])(?P<m1>\d\d|半)?分?\s*(?:から|～|〜|~|-|－|―|–)\s*"
    r"(?P<p2>午前|午後|正午)?(?P<h2>\d{1,2})?(?:時|[:：])?(?P<m2>\d\d|半)?分?"
)
_OPENING = said(
    r"\b(?:hours|open|weekdays?|telephone|phone|calls?|monday|reception)\b|受付|平日|営業時間|電話|月曜"
    r"|時間"
)
_DAYS = {
    "mon": "Mondays?|月曜", "tue": "Tuesdays?|火曜", "wed": "Wednesdays?|水曜", "thu": "Thursdays?|木曜",
    "fri": "Fridays?|金曜", "sat": "Saturdays?|土曜|土・|土、", "sun": "Sundays?|日曜|土日|・日・|、日、",
}  # fmt: skip
_EXCEPT = said(r"\bexcept\b|\bexclud\w+|\bclosed\b|\bother than\b|除(?:く|き|い)|休(?:み|業|診|館|園)|定休")
_BREAK = said(
    r"(?:\bclosed|\bexcept|\bexcluding|\bbreak) (?:from |between )?$|休憩[^\d]{0,6}$|除く[^\d]{0,3}$"
)
_WEEKDAYS = said(r"\bweekdays\b|\bMonday (?:to|through|–|-) Friday\b|平日|月曜日?(?:から|～|〜)金曜")
_CLOSURES: dict[str, "re.Pattern[str]"] = {
    "public_holidays": said(r"\b(?:national|public|bank) holidays\b|祝日|祝祭日|土日祝|日祝"),
    "summer holidays": said(r"\bsummer (?:holidays|closure|break)|夏[季期]休(?:業|暇)|お盆"),
    "year-end and new year holidays": said(
        r"\byear[- ]end(?: and new[- ]year)?(?: holidays)?\b|\bnew year holidays\b|年末年始"
    ),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPAN_EN = re.compile(
    r"\b(?P<a>[A-Z][a-z]{2})[a-z]* (?P<b>\d{1,2}) (?:to|-|–|until"
    r"|through) (?:(?P<c>[A-Z][a-z]{2})[a-z]* )?(?P<d>\d{1,2})\b"
    r"|\b(?P<b2>\d{1,2}) (?P<a2>[A-Z][a-z]{2})[a-z]* (?:to|-|–"
    r"|until) (?P<d2>\d{1,2}) (?P<c2>[A-Z][a-z]{2})[a-z]*"
)
_SPAN_JA = re.compile(r"(\d{1,2})月(\d{1,2})日\s*(?:から|～|〜|-|–)\s*(?:翌年)?(?:(\d{1,2})月)?(\d{1,2})日")


def hours(read: Sequence[Piece]) -> Iterator[Fact]:
    """`reception.open` as "09:00-12:00"; `reception.closed` as a weekday, holidays or days of every year."""
    for piece in read:
        spans = list(_spans(piece.text)) if _OPENING.search(piece.text) else []
        breaks = [value for match, value in spans if _BREAK.search(piece.text[: match.start()])]
        for match, value in spans:
            if value not in breaks:
                for part in _without(value, breaks):
                    yield piece.found("reception.open", part, match)
        if spans:
            yield from (piece.fact("reception.closed", one) for one in closures(piece.text))


def _without(span: str, breaks: Sequence[str]) -> Iterator[str]:
    """Opening hours with the breaks within them taken out."""
    start, _, end = span.partition("-")
    for one in sorted(breaks):
        left, _, right = one.partition("-")
        if start < left and right < end:
            yield f"{start}-{left}"
            start = right
    yield f"{start}-{end}"


def closures(text: str) -> tuple[str, ...]:
    """The days on which a sentence or a word says that a desk is closed."""
    if _WEEKDAYS.search(text):
        closed = ["sat", "sun"]
    else:
        excepted = _EXCEPT.search(text)
        left = text if re.search(r"除|休", text) else text[excepted.start() :] if excepted else ""
        left = left if len(text) > 40 else text
        closed = [day for day, words in _DAYS.items() if said(words).search(left)]
    closed += [name for name, words in _CLOSURES.items() if words.search(text)]
    dated = list(_dated(text))
    if dated and closed and closed[-1].startswith("year-end"):
        closed.pop()
    return tuple(dict.fromkeys(closed + dated))


def _dated(text: str) -> Iterator[str]:
    for match in _SPAN_EN.finditer(" ".join(text.split())):
        months = (match["a"] or match["a2"], match["c"] or match["c2"] or match["a"])
        first, last = (_MONTHS.index(one.lower()) + 1 if one.lower() in _MONTHS else 0 for one in months)
        days = int(match["b"] or match["b2"]), int(match["d"] or match["d2"])
        if first and last:
            yield f"{first:02}-{days[0]:02}/{last:02}-{days[1]:02}"
    for one in _SPAN_JA.finditer(text):
        yield f"{int(one[1]):02}-{int(one[2]):02}/{int(one[3] or one[1]):02}-{int(one[4]):02}"


def _spans(text: str) -> Iterator[tuple["re.Match[str]", str]]:
    for match in _EN.finditer(text):
        if match["p2"] or (match["m1"] and match["m2"]):
            first = match["p1"] or (match["p2"] if not match["m1"] else None)
            yield from _span(match, first, match["p2"])
    for match in _JA.finditer(text):
        if "時" in match.group() or match["m2"]:
            noon = "12" if match["p2"] == "正午" else match["h2"]
            if noon:
                yield from _span(match, match["p1"], match["p2"], noon)


def _span(
    match: "re.Match[str]", first: str | None, last: str | None, until: str | None = None
) -> Iterator[tuple["re.Match[str]", str]]:
    start = _clock(match["h1"], match["m1"], first)
    end = _clock(until or match["h2"], match["m2"], last)
    if start < end <= "24:00":
        yield match, f"{start}-{end}"


def _clock(hour: str, minute: str | None, half: str | None) -> str:
    late = bool(half) and half is not None and half[0] in "pP午" and half != "午前" and half != "正午"
    noon_or_midnight = half is not None and int(hour) == 12
    hours = (12 if late else 0) if noon_or_midnight and half != "正午" else int(hour) + (12 if late else 0)
    return f"{hours:02}:{30 if minute == '半' else int(minute or 0):02}"
