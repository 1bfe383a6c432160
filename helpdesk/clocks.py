"""The regimes table: the periods that laws name, what stops them, and how long they may be extended."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from helpdesk.calendars import Calendar
from helpdesk.profiles import Phrase
from helpdesk.tickets import Kind

Duty = Literal["answer", "acknowledge"]


@dataclass(frozen=True, slots=True)
class Extension:
    """How much longer a period may be made, in the rule's own unit, for which reasons (codes)."""

    months: int | None
    days: int | None
    reasons: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A period that a law names; exactly one of months, days and business_days is set.

    ``stops`` are the statuses (``status`` or ``status:reason``) in which it does not run.
    """

    id: str
    kinds: tuple[str, ...]
    rights: tuple[str, ...]
    duty: Duty
    months: int | None
    days: int | None
    business_days: int | None
    next_working_day: bool
    source: str
    stops: tuple[str, ...] = ()
    stops_source: str | None = None
    extension: Extension | None = None

    def fits(self, kind: str, right: str | None) -> bool:
        """Whether the law's period holds for such a ticket."""
        return kind in self.kinds and (not self.rights or right in self.rights)

    @property
    def regime(self) -> str:
        """Whose rule it is."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A duty for which the law names no number of days, and what it says instead."""

    kinds: tuple[str, ...]
    text: Phrase
    source: str


@dataclass(frozen=True, slots=True)
class Watch:
    """Days after receipt from which something may be done to the organisation that has not answered.

    No period of the law, so never told to a requester; the desk is warned of it.
    """

    id: str
    rights: tuple[str, ...]
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regime: its law, whom to complain to, the periods it names and those it does not."""

    law: str
    authority: Phrase
    rules: tuple[Rule, ...]
    unsaid: tuple[Unsaid, ...] = ()
    watches: tuple[Watch, ...] = ()


@cache
def regulations() -> Mapping[str, Regulation]:
    """The regimes table (``regimes.toml``), by regime."""
    content = tomllib.loads(files("helpdesk").joinpath("regimes.toml").read_text(encoding="utf-8"))
    return {name: _regulation(entry) for name, entry in content["regime"].items()}


def rules_for(regime: str | None, kind: str, right: str | None) -> tuple[Rule, ...]:
    """The regime's rules for such a ticket, at most one for each duty; none where the law names no period."""
    regulation = regulations().get(regime or "")
    first: dict[Duty, Rule] = {}
    for rule in regulation.rules if regulation else ():
        if rule.fits(kind, right):
            first.setdefault(rule.duty, rule)
    return tuple(first.values())


def watches_for(regime: str | None, right: str | None) -> tuple[Watch, ...]:
    """What the desk has to keep an eye on for such a right."""
    regulation = regulations().get(regime or "")
    return tuple(one for one in regulation.watches if right in one.rights) if regulation else ()


def rule_for(regime: str | None, kind: Kind, right: str | None) -> Rule | None:
    """The rule on answering, else the one on acknowledging; None where the law names no period."""
    rules = rules_for(regime, kind, right)
    return next((one for one in rules if one.duty == "answer"), next(iter(rules), None))


def rule_named(id: str | None) -> Rule | None:
    """The rule that a ticket's deadline was computed by."""
    return next((rule for one in regulations().values() for rule in one.rules if rule.id == id), None)


def legal_due(
    rule: Rule, received_at: datetime, calendar: Calendar, *, stopped_days: int = 0, extended: bool = False
) -> datetime | None:
    """The end of the last day of the period, which is counted from the day after receipt.

    ``stopped_days`` did not count: working days for a rule in business days, else calendar days.
    """
    if rule.business_days is not None:
        return calendar.after(received_at, rule.business_days + stopped_days)
    more = rule.extension if extended else None
    months = (rule.months or 0) + ((more.months or 0) if more else 0)
    days = (rule.days or 0) + ((more.days or 0) if more else 0) + stopped_days
    last = a_month_later(calendar.day(received_at), months) + timedelta(days=days)
    return calendar.end_of(calendar.working_day(last) if rule.next_working_day else last)


def a_month_later(day: date, months: int = 1) -> date:
    """The same day of a later month, or that month's last day where it has none (31 January: 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _regulation(entry: dict[str, Any]) -> Regulation:
    rules = tuple(_rule(one) for one in entry.get("rule", ()))
    unsaid = [
        Unsaid(tuple(one["kinds"]), Phrase(**one["text"]), one["source"]) for one in entry.get("unsaid", ())
    ]
    watches = [
        Watch(one["id"], tuple(one["rights"]), one["days"], one["source"]) for one in entry.get("watch", ())
    ]
    return Regulation(entry["law"], Phrase(**entry["authority"]), rules, tuple(unsaid), tuple(watches))


def _rule(entry: dict[str, Any]) -> Rule:
    more = entry.get("extension")
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
        stops=tuple(entry.get("stops", ())),
        stops_source=entry.get("stops_source"),
        extension=_extension(more) if more else None,
    )


def _extension(entry: dict[str, Any]) -> Extension:
    return Extension(entry.get("months"), entry.get("days"), tuple(entry["reasons"]), entry["source"])
