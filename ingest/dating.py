"""The date a policy states for itself: the latest of "enacted", "amended", "effective", or a date line."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""Japanese eras and the year before their first (Reiwa 1 = 2019)."""

_N = r"[0-9０-９]"
DATE = re.compile(
    rf"(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})"
    rf"|(?P<y3>{_N}{{4}})\s*[-/.年．]\s*(?P<m3>{_N}{{1,2}})\s*[-/.月．]\s*(?P<d3>{_N}{{1,2}})(?!{_N})"
    rf"|(?P<era>{'|'.join(_ERAS)})\s*(?P<y4>{_N}{{1,2}}|元)年\s*(?P<m4>{_N}{{1,2}})月\s*(?P<d4>{_N}{{1,2}})日",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:effective|(?:take|took)s? effect|in force|into force|updated?|amended|amendment"
    r"|revised|revision|enacted|established|last (?:change|modified)|valid from|version of|issued|as of"
    r"|adopted|applies from)\b"
    r"|制定|改定|改訂|改正|施行|更新|適用開始|公表日|発効",
    re.IGNORECASE,
)
_OF_THE_POLICY = re.compile(
    r"\b(?:this|our|the) (?:privacy |personal information protection )?"
    r"(?:policy|notice|statement|page|guide)\b"
    r"|^\W*(?:last|most recent|date|effective|in force|enacted|established|amended|revised|updated|version)"
    r"|本(?:ポリシー|方針|規程|規約|文書|通知)|^\W*(?:制定|改定|改訂|改正|施行|更新|最終)"
    r"|(?:制定|改定|改訂|改正|施行|更新)\W*$",
    re.IGNORECASE,
)
_NOT_OWN = re.compile(r"\barchived\b|\bAct No\b|\bLaw No\b|法律第", re.IGNORECASE)
_MAX_RUNNING = 90
"""A statement of the policy's own date is short; in longer sentences a date belongs to something else."""


def stated_date(lines: tuple[str, ...]) -> date | None:
    """The latest date that the policy states for itself, or None.

    A line counts when it is little more than a date, or is short and says enacted, amended, effective and
    the like beside it. Dates of statutes and of archived copies never count.
    """
    found = [stated for line in lines if _is_own(line) for stated in dates_in(line)]
    return max(found, default=None)


def dates_in(line: str) -> list[date]:
    """Every calendar date written in `line`."""
    return [day for match in DATE.finditer(line) if (day := _date(match)) is not None]


def _is_own(line: str) -> bool:
    if _NOT_OWN.search(line):
        return False
    rest = DATE.sub("", line).strip(" 　.,:：()（）-–—付")
    if rest == line.strip():
        return False
    if len(rest) <= 3:
        return True
    return len(line) <= _MAX_RUNNING and bool(_STATES.search(line) and _OF_THE_POLICY.search(line))


def _date(match: re.Match[str]) -> date | None:
    parts = {key[0]: value for key, value in match.groupdict().items() if value and key != "era"}
    year = 1 if parts["y"] == "元" else int(parts["y"])
    if era := match["era"]:
        year += _ERAS[era]
    month = parts["m"]
    try:
        return date(
            year, int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1, int(parts["d"])
        )
    except ValueError:  # "31 June 2020" is no date
        return None
