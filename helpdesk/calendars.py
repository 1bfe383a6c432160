"""Business time: when a desk is open, told from its hours, its lunch break, public holidays and closures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import Literal
from zoneinfo import ZoneInfo

from helpdesk.profiles import PUBLIC_HOLIDAYS, WEEKDAYS, DeskProfile, ExtraHours, Hours, Profile
from helpdesk.spans import Span, read_span

OFFICE_HOURS = Hours(("mon", "tue", "wed", "thu", "fri"), time(9), time(17))
"""Assumed for the service target alone, never told as the desk's hours, where a profile names none."""

_SEARCH = 400
"""Closed days in a row after which a desk counts as one that never opens."""

Closed = Literal["weekday", "closure", "public_holiday"]
Frame = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days and hours on which a desk works; ``stated`` when its profile states the hours.

    On a day of ``extra`` those hours hold, whatever day it is.
    """

    zone: ZoneInfo
    hours: tuple[Hours, ...]
    country: str | None
    holidays: bool
    closures: tuple[Span, ...]
    stated: bool
    subdivision: str | None = None
    extra: tuple[ExtraHours, ...] = ()

    def frames(self, day: date) -> tuple[Frame, ...]:
        """When the desk is open on ``day``, in UTC, in order."""
        frames = [(self._at(day, start), self._at(day, end)) for start, end in self._hours(day)]
        return tuple(sorted((start, end) for start, end in frames if start < end))

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody is at the desk."""
        return any(start <= moment < end for start, end in self.frames(self.day(moment)))

    def opens(self, moment: datetime) -> datetime | None:
        """When the desk next opens after ``moment``; None when it never does."""
        days = self._working_days(self.day(moment))
        return next((start for frames in days for start, _ in frames if start > moment), None)

    def closings(self, moment: datetime) -> Iterator[datetime]:
        """The closing times after ``moment``, one a working day; without end unless the desk never opens."""
        for frames in self._working_days(self.day(moment)):
            closing = max(end for _, end in frames)
            if closing > moment:
                yield closing

    def after(self, moment: datetime, business_days: int) -> datetime | None:
        """Closing time of the ``business_days``-th working day after the day on which ``moment`` is taken in.

        What comes after closing time or on a closed day is taken in on the next working day.
        """
        return next(islice(self.closings(moment), business_days, None), None)

    def working_days(self, start: datetime, end: datetime) -> int:
        """How many working days came to their closing time after ``start`` and until ``end``."""
        return sum(1 for _ in takewhile(lambda closing: closing <= end, self.closings(start)))

    def working_day(self, day: date) -> date:
        """``day``, or the next day on which the desk works."""
        return next((self.day(frames[0][0]) for frames in self._working_days(day)), day)

    def end_of(self, day: date) -> datetime:
        """The last second of ``day`` on the desk's clock, in UTC."""
        return self._at(day, time(23, 59, 59))

    def day(self, moment: datetime) -> date:
        """The day of ``moment`` on the desk's clock."""
        return moment.astimezone(self.zone).date()

    def closed_because(self, day: date) -> Closed | None:
        """Why nobody is there on ``day``; None for a working day."""
        if self.frames(day):
            return None
        if self.holidays and day in public_holidays(self.country, self.subdivision, day.year):
            return "public_holiday"
        return "closure" if any(day in span for span in self.closures) else "weekday"

    def holiday(self, day: date, language: str) -> str | None:
        """The name of the public holiday, in ``language`` where it is known in it."""
        return public_holidays(self.country, self.subdivision, day.year, language).get(day)

    def _working_days(self, day: date) -> Iterator[tuple[Frame, ...]]:
        closed = 0
        while closed < _SEARCH:
            if frames := self.frames(day):
                yield frames
            closed = 0 if frames else closed + 1
            day += timedelta(days=1)

    def _hours(self, day: date) -> list[tuple[time, time]]:
        extra = [(one.start, one.end) for one in self.extra if any(day in span for span in one.days)]
        if extra or self._shut(day):
            return extra
        weekday = WEEKDAYS[day.weekday()]
        return [(one.start, one.end) for one in self.hours if weekday in one.days]

    def _shut(self, day: date) -> bool:
        holidays = public_holidays(self.country, self.subdivision, day.year) if self.holidays else {}
        return day in holidays or any(day in span for span in self.closures)

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)


def calendar_of(profile: Profile, desk: DeskProfile | None) -> Calendar:
    """The desk's calendar; closures that the policy does not date ("summer holidays") cannot be reckoned."""
    own_hours = desk.hours if desk else ()
    closed = desk.closed if desk else ()
    return Calendar(
        zone=ZoneInfo(profile.time_zone),
        hours=own_hours or (OFFICE_HOURS,),
        country=profile.country,
        holidays=not own_hours or PUBLIC_HOLIDAYS in closed,
        closures=tuple(span for one in closed if (span := read_span(one))),
        stated=bool(own_hours),
        subdivision=profile.subdivision,
        extra=desk.extra_hours if desk else (),
    )


@lru_cache(maxsize=256)
def public_holidays(
    country: str | None, subdivision: str | None, year: int, language: str = "en"
) -> Mapping[date, str]:
    """The public holidays of a year, named in ``language`` or, where that is unknown, the country's own."""
    from holidays import country_holidays

    if country is None:
        return {}
    spoken = {"en": "en_US"}.get(language, language)
    return dict(country_holidays(country, subdiv=subdivision, years=year, language=spoken))
