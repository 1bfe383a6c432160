"""The days that a policy gives for itself."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.facts.fact import Fact, Piece, said

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<{}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(
    _MONTH.format("m1") + r" (?P<d1>\d{1,2})(?:st|nd|rd|th)?,? (?P<y1>(?:19|20)\d\d)\b"
    r"|\b(?P<d2>\d{1,2})(?:st|nd|rd|th)? (?:of )?" + _MONTH.format("m2") + r",? (?P<y2>(?:19|20)\d\d)\b"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
    r"|(?P<era>令和|平成)(?P<ey>元|\d{1,2})年(?P<em>\d{1,2})月(?P<ed>\d{1,2})日"
    r"|(?P<y4>(?:19|20)\d\d)(?:年|/|\.)(?P<m4>\d{1,2})(?:月|/|\.)(?P<d4>\d{1,2})日?"
)
_ERAS = {"令和": 2018, "平成": 1988}
_KINDS = {
    "copied": said(r"\barchived\b|\bretrieved\b|保存版"),
    "amended": said(r"\bamend\w*|\brevis\w*|\bupdated\b|\bchanged\b|改[定訂正]|更新"),
    "effective": said(r"\beffective\b|\bin force\b|\btakes? effect\b|\bapplies from\b|施行|適用|発効"),
    "enacted": said(r"\benacted\b|\bestablished\b|\badopted\b|\bissued\b|制定|策定"),
}
_SELF = said(r"\bpolic(?:y|ies)\b|\bnotice\b|\bguide\b|\btext\b|\bversion\b|方針|ポリシー|規程")


def dates(read: Sequence[Piece]) -> Iterator[Fact]:
    """`date.enacted`, `.amended`, `.effective`, `.copied`, or `.stated` where the text does not say which."""
    for piece in read:
        for match in _DAY.finditer(piece.text):
            kind = _kind(piece, match)
            if kind and (value := _iso(match)):
                yield piece.found(f"date.{kind}", value, match)


def _kind(piece: Piece, match: "re.Match[str]") -> str | None:
    rest = (piece.text[: match.start()] + piece.text[match.end() :]).strip(" .。,、：:\n")
    if not rest:
        return "stated"
    if len(rest) > 80 and not _SELF.search(piece.text):
        return None
    before, after = piece.text[: match.start()][-40:], piece.text[match.end() :][:6]
    return _last_kind(before) or _last_kind(after)


def _last_kind(text: str) -> str | None:
    """The kind of date whose word stands last."""
    found = ((one.end(), kind) for kind, words in _KINDS.items() for one in words.finditer(text))
    return max(found, default=(0, None))[1]


def _iso(match: "re.Match[str]") -> str | None:
    groups = match.groupdict()
    if match["era"]:
        first = 1 if match["ey"] == "元" else int(match["ey"])
        year, month, day = _ERAS[match["era"]] + first, int(match["em"]), int(match["ed"])
    else:
        form = next(number for number in "1234" if groups.get(f"y{number}"))
        named = match[f"m{form}"]
        month = int(named) if named.isdigit() else _MONTHS.index(named[:3].casefold()) + 1
        year, day = int(match[f"y{form}"]), int(match[f"d{form}"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
