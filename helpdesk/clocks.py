"""The statutory clock: the date that a law names, a pure function of what is known about the ticket."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from helpdesk.calendars import Calendar
from helpdesk.profiles import Phrase
from helpdesk.tickets import Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """A period that a law names; exactly one of months, days and business_days is set."""

    id: str
    kinds: tuple[str, ...]
    rights: tuple[str, ...]
    duty: Literal["answer", "acknowledge"]
    months: int | None
    days: int | None
    business_days: int | None
    next_working_day: bool
    source: str

    def fits(self, kind: Kind, right: str | None) -> bool:
        """Whether the law's period holds for such a ticket."""
        return kind in self.kinds and (not self.rights or right in self.rights)


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regime: its law, whom to complain to, and the periods it names."""

    law: str
    authority: Phrase
    rules: tuple[Rule, ...]


@cache
def regulations() -> dict[str, Regulation]:
    """The regimes table (``regimes.toml``), by regime."""
    content = tomllib.loads(files("helpdesk").joinpath("regimes.toml").read_text(encoding="utf-8"))
    return {name: _regulation(entry) for name, entry in content["regime"].items()}


def rule_for(regime: str | None, kind: Kind, right: str | None) -> Rule | None:
    """The first rule of the regime that fits; None where the law names no period."""
    regulation = regulations().get(regime or "")
    return next((one for one in regulation.rules if one.fits(kind, right)), None) if regulation else None


def rule_named(id: str | None) -> Rule | None:
    """The rule that a ticket's deadline was computed by."""
    return next((rule for one in regulations().values() for rule in one.rules if rule.id == id), None)


def legal_due(rule: Rule, received_at: datetime, calendar: Calendar) -> datetime | None:
    """The end of the last day of the period, which is counted from the day after receipt."""
    if rule.business_days is not None:
        return calendar.after(received_at, rule.business_days)
    day = received_at.astimezone(calendar.zone).date()
    last = a_month_later(day, rule.months) if rule.months else day + timedelta(days=rule.days or 0)
    return calendar.end_of(calendar.working_day(last) if rule.next_working_day else last)


def a_month_later(day: date, months: int = 1) -> date:
    """The same day of a later month, or that month's last day where it has none (31 January: 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _regulation(entry: dict[str, Any]) -> Regulation:
    rules = tuple(_rule(one) for one in entry.get("rule", ()))
    return Regulation(entry["law"], Phrase(**entry["authority"]), rules)


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        id=entry["id"],
        kinds=tuple(entry["kinds"]),
        rights=tuple(entry.get("rights", ())),
        duty=entry["duty"],
        months=entry.get("months"),
        days=entry.get("days"),
        business_days=entry.get("business_days"),
        next_working_day=entry.get("next_working_day", False),
        source=entry["source"],
    )
