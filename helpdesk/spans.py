"""Days as a profile writes them: one day, days in a row, or the same days of every year."""

import re
from dataclasses import dataclass
from datetime import date

_LOOKS_DATED = re.compile(r"[\d/ -]+")
_YEARLY = re.compile(r"(\d\d)-(\d\d)")
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Span:
    """``first`` to ``last``, both included; of a ``yearly`` one the years mean nothing.

    A yearly span whose last day stands before its first in the calendar goes over the end of the year.
    """

    first: date
    last: date
    yearly: bool

    def __contains__(self, day: date) -> bool:
        if not self.yearly:
            return self.first <= day <= self.last
        first, last, this = ((one.month, one.day) for one in (self.first, self.last, day))
        return first <= this <= last if first <= last else this >= first or this <= last


def read_span(text: str) -> Span | None:
    """``2026-08-13``, ``2026-08-12/2026-08-16``, ``08-13`` or ``12-29/01-03``.

    None for words ("summer holidays"), which no calendar can reckon with; ValueError for what looks like days
    and names none.
    """
    if not _LOOKS_DATED.fullmatch(text):
        return None
    first, _, last = (part.strip() for part in text.partition("/"))
    yearly = bool(_YEARLY.fullmatch(first))
    span = Span(_day(first, yearly), _day(last or first, yearly), yearly)
    if not yearly and span.last < span.first:
        raise ValueError(f"{text} ends before it begins")
    return span


def _day(text: str, yearly: bool) -> date:
    return date.fromisoformat(f"{_LEAP_YEAR}-{text}" if yearly else text)
