"""Business time: when a desk is open, told from its hours, its lunch break, public holidays and closures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from helpdesk.profiles import PUBLIC_HOLIDAYS, WEEKDAYS, DeskProfile, Hours, Profile

OFFICE_HOURS = Hours(("mon", "tue", "wed", "thu", "fri"), time(9), time(17))
"""Assumed for the service target alone, never told as the desk's hours, where a profile names none."""

_SEARCH = 400
"""Days to look ahead for an open one; a desk closed for longer has no hours to reckon with."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days and hours on which a desk works; ``stated`` when its profile states the hours."""

    zone: ZoneInfo
    hours: tuple[Hours, ...]
    country: str | None
    holidays: bool
    closures: frozenset[date]
    stated: bool

    def frames(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """When the desk is open on ``day``, in UTC, in order."""
        if self._closed(day):
            return ()
        weekday = WEEKDAYS[day.weekday()]
        open_hours = sorted((one.start, one.end) for one in self.hours if weekday in one.days)
        return tuple((self._at(day, start), self._at(day, end)) for start, end in open_hours)

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody is at the desk."""
        day = moment.astimezone(self.zone).date()
        return any(start <= moment < end for start, end in self.frames(day))

    def opens(self, moment: datetime) -> datetime | None:
        """When the desk next opens after ``moment``; None when it never does."""
        for day in self._days(moment.astimezone(self.zone).date()):
            for start, _ in self.frames(day):
                if start > moment:
                    return start
        return None

    def after(self, moment: datetime, business_days: int) -> datetime | None:
        """Closing time of the ``business_days``-th working day after the day on which ``moment`` is taken in.

        What comes after closing time or on a closed day is taken in on the next working day.
        """
        days = self._days(moment.astimezone(self.zone).date())
        closings = (frames[-1][1] for day in days if (frames := self.frames(day)))
        ahead = (closing for closing in closings if closing > moment)
        return next(islice(ahead, business_days, None), None)

    def working_day(self, day: date) -> date:
        """``day``, or the next day on which the desk works."""
        return next((one for one in self._days(day) if self.frames(one)), day)

    def end_of(self, day: date) -> datetime:
        """The last second of ``day`` on the desk's clock, in UTC."""
        return self._at(day, time(23, 59, 59))

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)

    def _closed(self, day: date) -> bool:
        return day in self.closures or (self.holidays and day in _public_holidays(self.country, day.year))

    def _days(self, first: date) -> Iterator[date]:
        return (first + timedelta(days=ahead) for ahead in range(_SEARCH))


def calendar_of(profile: Profile, desk: DeskProfile | None) -> Calendar:
    """The desk's calendar; closures that the policy does not date ("summer holidays") cannot be reckoned."""
    own_hours = desk.hours if desk else ()
    closed = desk.closed if desk else ()
    return Calendar(
        zone=ZoneInfo(profile.time_zone),
        hours=own_hours or (OFFICE_HOURS,),
        country=profile.country,
        holidays=not own_hours or PUBLIC_HOLIDAYS in closed,
        closures=frozenset(filter(None, map(_dated, closed))),
        stated=bool(own_hours),
    )


def _dated(closure: str) -> date | None:
    try:
        return date.fromisoformat(closure)
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _public_holidays(country: str | None, year: int) -> frozenset[date]:
    from holidays import country_holidays

    return frozenset(country_holidays(country, years=year)) if country else frozenset()
