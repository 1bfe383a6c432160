from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.calendars import Calendar, calendar_of
from helpdesk.clocks import a_month_later, legal_due, regulations, rule_for, rule_named
from helpdesk.tickets import RIGHTS, Kind
from tests.helpdesk.conftest import profile_with

TOKYO = ZoneInfo("Asia/Tokyo")


def _calendar() -> Calendar:
    profile = profile_with()
    return calendar_of(profile, profile.desks[0])


def _at(text: str, zone: ZoneInfo = TOKYO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "is_open", "opens"),
    [
        ("2026-11-16 10:00", True, "2026-11-16 13:00"),
        ("2026-11-16 12:30", False, "2026-11-16 13:00"),
        ("2026-11-16 12:00", False, "2026-11-16 13:00"),
        ("2026-11-16 13:00", True, "2026-11-17 09:00"),
        ("2026-11-20 18:00", False, "2026-11-24 09:00"),  # the 23rd is Labour Thanksgiving Day
        ("2026-11-24 17:00", False, "2026-11-26 09:00"),  # the 25th is a closure of the desk's own
    ],
)
def test_lunch_holidays_and_closures_are_closed(moment: str, is_open: bool, opens: str) -> None:
    assert _calendar().is_open(_at(moment)) is is_open
    assert _calendar().opens(_at(moment)) == _at(opens)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-11-16 10:00", 0, "2026-11-16 17:00"),
        ("2026-11-16 10:00", 2, "2026-11-18 17:00"),
        ("2026-11-16 18:00", 2, "2026-11-19 17:00"),
        ("2026-11-14 10:00", 2, "2026-11-18 17:00"),
        ("2026-11-20 16:00", 2, "2026-11-26 17:00"),
    ],
)
def test_working_days_are_counted_from_the_day_a_request_is_taken_in(
    received: str, days: int, due: str
) -> None:
    assert _calendar().after(_at(received), days) == _at(due)


@given(
    received=st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    days=st.integers(0, 20),
)
def test_a_later_day_is_never_due_earlier(received: datetime, days: int) -> None:
    calendar = _calendar()
    due, next_due = calendar.after(received, days), calendar.after(received, days + 1)
    assert due is not None
    assert next_due is not None
    assert received < due < next_due
    assert calendar.is_open(due - timedelta(seconds=1))
    later = calendar.after(received + timedelta(hours=5), days)
    assert later is not None
    assert later >= due


def test_hours_follow_summer_time() -> None:
    hours = [{"days": ["mon", "sun"], "from": "09:00", "to": "17:00"}]
    desk = {"id": "d", "name": "D", "handles": ["inquiry"], "hours": hours}
    profile = profile_with(time_zone="Europe/London", country="GB", desk=[desk], procedure={})
    calendar = calendar_of(profile, profile.desks[0])
    assert calendar.frames(date(2026, 3, 22))[0][0] == datetime(2026, 3, 22, 9, tzinfo=UTC)
    assert calendar.frames(date(2026, 3, 29))[0][0] == datetime(2026, 3, 29, 8, tzinfo=UTC)


def test_a_desk_whose_hours_are_not_stated_has_a_target_but_no_opening_time_to_tell() -> None:
    calendar = calendar_of(profile_with(desk=[], procedure={}), None)
    assert not calendar.stated
    assert calendar.after(_at("2026-11-20 16:00"), 1) == _at("2026-11-24 17:00")


def test_a_desk_that_never_opens_has_no_target() -> None:
    calendar = Calendar(TOKYO, (), None, False, (), True)
    assert calendar.after(_at("2026-11-20 16:00"), 1) is None
    assert calendar.opens(_at("2026-11-20 16:00")) is None
    assert calendar.working_day(date(2026, 11, 20)) == date(2026, 11, 20)


def test_the_appi_names_no_period() -> None:
    assert regulations()["appi"].rules == ()
    assert rule_for("appi", "rights_request", "disclosure") is None
    assert rule_for(None, "rights_request", "disclosure") is None


@pytest.mark.parametrize(
    ("regime", "kind", "right", "id"),
    [
        ("gdpr", "rights_request", "disclosure", "gdpr.answer"),
        ("gdpr", "complaint", None, None),
        ("uk_gdpr", "complaint", None, "uk_gdpr.complaint"),
        ("ccpa", "rights_request", "deletion", "ccpa.answer"),
        ("ccpa", "opt_out", "sale_sharing_opt_out", "ccpa.opt_out"),
        ("ccpa", "opt_out", "marketing_opt_out", None),
        ("uk_gdpr", "inquiry", None, None),
    ],
)
def test_the_rule_of_the_regime(regime: str, kind: Kind, right: str | None, id: str | None) -> None:
    rule = rule_for(regime, kind, right)
    assert (rule.id if rule else None) == id
    assert rule_named(id) == rule


@pytest.mark.parametrize(
    ("regime", "kind", "received", "due"),
    [
        ("gdpr", "rights_request", "2026-01-31 10:00", "2026-02-28"),
        ("gdpr", "rights_request", "2026-11-16 10:00", "2026-12-16"),
        ("ccpa", "rights_request", "2026-11-16 10:00", "2026-12-31"),
        ("uk_gdpr", "complaint", "2026-11-12 10:00", "2026-12-14"),  # the 30th day is a Saturday
    ],
)
def test_the_last_day_of_the_period(regime: str, kind: Kind, received: str, due: str) -> None:
    rule = rule_for(regime, kind, "disclosure")
    assert rule is not None
    assert legal_due(rule, _at(received), _calendar()) == _at(f"{due} 23:59:59")


def test_fifteen_business_days() -> None:
    rule = rule_for("ccpa", "opt_out", "sale_sharing_opt_out")
    assert rule is not None
    assert legal_due(rule, _at("2026-11-16 10:00"), _calendar()) == _at("2026-12-09 17:00")


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_month_is_28_to_31_days_and_ends_in_the_next_month(day: date) -> None:
    later = a_month_later(day)
    assert 28 <= (later - day).days <= 31
    assert later.month == day.month % 12 + 1
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_every_rule_names_its_source_and_one_period() -> None:
    for regulation in regulations().values():
        for rule in regulation.rules:
            assert rule.source
            assert sum(x is not None for x in (rule.months, rule.days, rule.business_days)) == 1
            assert set(rule.rights) <= set(RIGHTS)
