"""Business time over summer time, leap days, closures of every form and extra hours."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk import ProfileError
from helpdesk.calendars import Calendar, calendar_of
from helpdesk.profiles import WEEKDAYS, ExtraHours, Hours
from helpdesk.spans import Span, read_span
from tests.helpdesk.conftest import profile_with

ZONES = ("Asia/Tokyo", "Europe/London", "America/Los_Angeles", "Australia/Lord_Howe", "UTC")
TIMES = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))


def calendar(closed: list[str] | None = None, **changes: Any) -> Calendar:
    """A desk open from nine to five with a lunch break, every weekday."""
    days = ["mon", "tue", "wed", "thu", "fri"]
    desk = {
        "id": "d",
        "name": "D",
        "handles": ["inquiry"],
        "hours": [
            {"days": days, "from": "09:00", "to": "12:00"},
            {"days": days, "from": "13:00", "to": "17:00"},
        ],
        "closed": closed or [],
    }
    desk |= changes.pop("desk", {})
    profile = profile_with(desk=[desk], procedure={}, **changes)
    return calendar_of(profile, profile.desks[0])


def span(text: str) -> Span:
    read = read_span(text)
    assert read is not None
    return read


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    hours = []
    for _ in range(draw(st.integers(1, 3))):
        start, end = sorted(draw(st.lists(st.sampled_from(TIMES), min_size=2, max_size=2, unique=True)))
        days = draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1))
        hours.append(Hours(tuple(days), start, end))
    closures = draw(st.lists(st.sampled_from(["12-29/01-03", "02-29", "2026-08-12/2026-08-16"]), max_size=3))
    extra = ExtraHours((span("2026-03-29"), span("11-01")), time(1), time(3))
    return Calendar(
        ZoneInfo(draw(st.sampled_from(ZONES))),
        tuple(hours),
        draw(st.sampled_from(["JP", "GB", "US", None])),
        draw(st.booleans()),
        tuple(span(one) for one in closures),
        True,
        extra=draw(st.sampled_from([(), (extra,)])),
    )


MOMENTS = st.datetimes(datetime(2025, 11, 1), datetime(2029, 4, 1), timezones=st.just(UTC))


@settings(deadline=None)
@given(desk=calendars(), moment=MOMENTS, days=st.integers(0, 12), later=st.timedeltas(timedelta(0)))
def test_due_times_never_go_back_and_lie_at_the_end_of_open_time(
    desk: Calendar, moment: datetime, days: int, later: timedelta
) -> None:
    due, next_due = desk.after(moment, days), desk.after(moment, days + 1)
    assert due is not None
    assert next_due is not None
    assert moment < due < next_due
    assert desk.is_open(due - timedelta(microseconds=1))
    due_later = desk.after(moment + later % timedelta(days=40), days)
    assert due_later is not None
    assert due_later >= due


@settings(deadline=None)
@given(desk=calendars(), moment=MOMENTS, days=st.integers(0, 12))
def test_as_many_working_days_end_until_the_due_time_as_were_given(
    desk: Calendar, moment: datetime, days: int
) -> None:
    due = desk.after(moment, days)
    assert due is not None
    assert desk.working_days(moment, due) == days + 1
    assert desk.working_days(moment, moment) == 0


@settings(deadline=None)
@given(desk=calendars(), moment=MOMENTS)
def test_it_opens_when_it_was_closed_and_closes_once_a_day(desk: Calendar, moment: datetime) -> None:
    opens = desk.opens(moment)
    assert opens is not None
    assert desk.is_open(opens)
    closings = list(islice(desk.closings(moment), 30))
    assert all(desk.day(one) < desk.day(two) for one, two in pairwise(closings))
    assert all(desk.closed_because(desk.day(one)) is None for one in closings)


@pytest.mark.parametrize(
    ("zone", "country", "day", "opens", "closes"),
    [
        ("Europe/London", "GB", "2026-03-30", "2026-03-30 08:00", "2026-03-30 16:00"),
        ("Europe/London", "GB", "2026-03-27", "2026-03-27 09:00", "2026-03-27 17:00"),
        ("Europe/London", "GB", "2026-10-26", "2026-10-26 09:00", "2026-10-26 17:00"),
        ("America/Los_Angeles", "US", "2026-03-09", "2026-03-09 16:00", "2026-03-10 00:00"),
        ("America/Los_Angeles", "US", "2026-11-02", "2026-11-02 17:00", "2026-11-03 01:00"),
    ],
)
def test_hours_are_those_of_the_wall_clock_on_both_sides_of_a_change(
    zone: str, country: str, day: str, opens: str, closes: str
) -> None:
    frames = calendar(time_zone=zone, country=country).frames(date.fromisoformat(day))
    assert frames[0][0] == datetime.fromisoformat(opens).replace(tzinfo=UTC)
    assert frames[-1][1] == datetime.fromisoformat(closes).replace(tzinfo=UTC)


def test_hours_that_a_change_of_the_clock_takes_away_are_no_hours() -> None:
    night = {"hours": [{"days": ["sun"], "from": "01:30", "to": "02:00"}]}
    desk = calendar(time_zone="Europe/London", country="GB", desk=night)
    assert desk.frames(date(2026, 3, 29)) == ()
    spring = desk.frames(date(2026, 3, 22))
    assert spring[0][1] - spring[0][0] == timedelta(minutes=30)


def test_the_hour_that_comes_twice_is_open_twice() -> None:
    night = {"hours": [{"days": ["sun"], "from": "00:30", "to": "03:00"}]}
    start, end = calendar(time_zone="Europe/London", country="GB", desk=night).frames(date(2026, 10, 25))[0]
    assert end - start == timedelta(hours=3, minutes=30)


@pytest.mark.parametrize(
    ("closure", "closed", "open_"),
    [
        ("2026-08-13", ["2026-08-13"], ["2026-08-12", "2027-08-13"]),
        ("2026-08-12/2026-08-14", ["2026-08-12", "2026-08-14"], ["2026-08-11", "2027-08-12"]),
        ("08-13", ["2026-08-13", "2027-08-13"], ["2026-08-12"]),
        ("12-29/01-03", ["2025-12-31", "2026-12-29", "2028-01-03"], ["2026-12-28", "2027-01-04"]),
        ("02-29", ["2028-02-29"], ["2028-02-28", "2028-03-01"]),
        ("02-28/03-01", ["2028-02-28", "2028-02-29", "2028-03-01", "2029-02-28"], ["2028-03-02"]),
    ],
)
def test_closures_are_days_ranges_and_days_of_every_year(
    closure: str, closed: list[str], open_: list[str]
) -> None:
    desk = calendar([closure])
    assert [desk.closed_because(date.fromisoformat(day)) for day in closed] == ["closure"] * len(closed)
    assert all(desk.frames(date.fromisoformat(day)) for day in open_)


def test_words_that_name_no_days_close_nothing() -> None:
    assert calendar(["summer holidays", "December 29 to January 4"]).closures == ()


@pytest.mark.parametrize("closure", ["2026-02-29", "13-01", "2026-08-16/2026-08-12", "12-29/2027-01-03"])
def test_days_that_do_not_exist_are_errors(closure: str) -> None:
    with pytest.raises(ProfileError, match=r"minato.toml: desk\[1\].closed: .* names no days"):
        calendar([closure])


def test_extra_hours_hold_over_weekends_closures_and_holidays() -> None:
    extra = {"on": ["2026-12-05", "2026-11-23", "2026-12-13"], "from": "10:00", "to": "15:00"}
    desk = calendar(["public_holidays", "2026-12-05"], desk={"extra_hours": [extra]})
    for day in (date(2026, 12, 5), date(2026, 11, 23), date(2026, 12, 13)):
        (start, end), *more = desk.frames(day)
        assert (start.astimezone(desk.zone).hour, end.astimezone(desk.zone).hour, more) == (10, 15, [])
    assert desk.closed_because(date(2026, 12, 12)) == "weekday"


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"on": ["soon"], "from": "10:00", "to": "15:00"}, "must list days"),
        ({"on": [], "from": "10:00", "to": "15:00"}, "must list days"),
        ({"on": ["2026-12-05"], "from": "15:00", "to": "10:00"}, "must be later than from"),
    ],
)
def test_extra_hours_are_checked(extra: dict[str, Any], said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        calendar(desk={"extra_hours": [extra]})


def test_holidays_of_a_part_of_a_country() -> None:
    scotland = calendar(["public_holidays"], country="GB", subdivision="SCT", time_zone="Europe/London")
    assert scotland.closed_because(date(2026, 11, 30)) == "public_holiday"
    assert scotland.holiday(date(2026, 11, 30), "en") == "Saint Andrew's Day"
    assert calendar(["public_holidays"], country="GB").closed_because(date(2026, 11, 30)) is None
    with pytest.raises(ProfileError, match="'TX' is no part of GB"):
        calendar(country="GB", subdivision="TX")


def test_a_holiday_is_named_in_the_language_of_the_reader() -> None:
    desk = calendar(["public_holidays"])
    assert desk.holiday(date(2026, 11, 23), "ja") == "勤労感謝の日"
    assert desk.holiday(date(2026, 11, 23), "en") == "Labor Thanksgiving Day"
    assert desk.holiday(date(2026, 11, 24), "en") is None
