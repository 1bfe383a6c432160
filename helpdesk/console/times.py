"""Dates as people at the desk read them: in the organisation's own time zone, and in words."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from helpdesk.console.wording import Words
from helpdesk.views import TicketRow

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = timedelta(days=1)


def zone_of(name: str | None) -> tzinfo:
    """The time zone of that name; UTC where there is none."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def date_words(value: date, language: str) -> str:
    """``23 Nov 2026`` or ``2026年11月23日``."""
    if language == "ja":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def day(at: datetime, zone: tzinfo, language: str) -> str:
    """The day of a moment in ``zone``."""
    return date_words(at.astimezone(zone).date(), language)


def moment(at: datetime, zone: tzinfo, language: str) -> str:
    """The day, the time and the zone's short name."""
    local = at.astimezone(zone)
    return f"{day(at, zone, language)} {local:%H:%M} {local.tzname()}"


def is_overdue(row: TicketRow, now: datetime) -> bool:
    """Whether the next date that is owed has passed."""
    return row.due_at is not None and row.due_at < now


def due_words(due: datetime, now: datetime, zone: tzinfo, words: Words) -> str:
    """How far off ``due`` is, in the calendar days of ``zone``: overdue, today, in three days."""
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days
    if due < now:
        return words.count("due.overdue", -days) if days else words("due.overdue_today")
    return words.count("due.in", days) if days else words("due.today")


def ago_words(at: datetime, now: datetime, words: Words) -> str:
    """How long ago something came in: minutes, hours, then days."""
    passed = max(now - at, timedelta())
    if passed < timedelta(hours=1):
        return words.count("ago.minutes", int(passed.total_seconds() // 60))
    if passed < DAY:
        return words.count("ago.hours", int(passed.total_seconds() // 3600))
    return words.count("ago.days", passed // DAY)
