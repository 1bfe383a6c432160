"""A deadline explained line by line: what was received, skipped, paused, extended, and by which law."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from helpdesk.calendars import Calendar
from helpdesk.clocks import Rule, legal_due
from helpdesk.countdown import Docket, Stay, TicketClock, clocks
from helpdesk.profiles import Phrase

Code = Literal[
    "received",
    "taken_in",
    "target",
    "period",
    "watched",
    "regime_added",
    "skipped",
    "moved_on",
    "paused",
    "extended",
    "notice_sent",
    "met",
    "missed",
    "due",
    "stands_still",
]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One step of a reckoning. ``code`` says what it is; what it needs of the rest is set.

    ``at`` is when it happened or begins, ``until`` its end; ``first`` and ``last`` are days. ``why`` is a
    code: a status, why a day was closed, a duty or a regime. ``name`` is a holiday's, ``source`` the law's.
    """

    code: Code
    at: datetime | None = None
    until: datetime | None = None
    first: date | None = None
    last: date | None = None
    why: str | None = None
    name: Phrase | None = None
    reason: str | None = None
    by: str | None = None
    count: int | None = None
    unit: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A clock and how its date came about."""

    clock: TicketClock
    lines: tuple[LedgerLine, ...]


def ledgers(docket: Docket, misses: Mapping[str, Sequence[datetime]]) -> tuple[Ledger, ...]:
    """One ledger for every clock. ``misses``: the dates that were missed and alerted, by the clock's name."""
    return tuple(
        Ledger(clock, tuple(_lines(docket, clock, misses.get(clock.name, ())))) for clock in clocks(docket)
    )


def _lines(docket: Docket, clock: TicketClock, misses: Sequence[datetime]) -> Iterator[LedgerLine]:
    yield LedgerLine("received", docket.received_at)
    counted = not clock.watch and (clock.rule is None or clock.rule.business_days is not None)
    if counted:
        yield from _taken_in(docket)
    yield from _measure(docket, clock)
    if counted and clock.due_at:
        yield from _skipped(docket.calendar, docket.received_at, clock.due_at)
    if clock.rule and clock.rule.next_working_day and clock.due_at and not clock.pauses:
        yield from _moved_on(docket, clock.rule, clock.due_at)
    yield from sorted(_happened(clock, misses), key=lambda line: line.at or docket.received_at)
    yield LedgerLine("due", clock.due_at) if clock.due_at else LedgerLine("stands_still")


def _taken_in(docket: Docket) -> Iterator[LedgerLine]:
    """When the desk first had it before it, where that was not at once."""
    calendar, received = docket.calendar, docket.received_at
    opens = None if calendar.is_open(received) else calendar.opens(received)
    if opens is not None:
        yield LedgerLine("taken_in", opens, why=_why_closed(calendar, received))


def _why_closed(calendar: Calendar, moment: datetime) -> str:
    day = calendar.day(moment)
    frames = calendar.frames(day)
    if not frames:
        return calendar.closed_because(day) or "hours"
    return "lunch" if frames[0][0] < moment < frames[-1][1] else "hours"


def _measure(docket: Docket, clock: TicketClock) -> Iterator[LedgerLine]:
    rule = clock.rule
    if clock.watch:
        yield LedgerLine("watched", count=clock.watch.days, unit="days", source=clock.watch.source)
        return
    if rule is None:
        yield LedgerLine("target", count=docket.target_days)
        return
    added = next(
        (one for one in docket.steps if one.type == "regime_confirmed" and _names(one.facts, rule)), None
    )
    if added is not None:
        yield LedgerLine("regime_added", added.at, by=added.actor, why=rule.regime)
    units = (("months", rule.months), ("days", rule.days), ("business_days", rule.business_days))
    unit, count = next((unit, count) for unit, count in units if count is not None)
    yield LedgerLine("period", count=count, unit=unit, why=rule.duty, source=rule.source)


def _names(facts: Mapping[str, object] | None, rule: Rule) -> bool:
    return bool(facts) and (facts or {}).get("regime") == rule.regime


def _skipped(calendar: Calendar, start: datetime, end: datetime) -> Iterator[LedgerLine]:
    """Holidays and closures in between, those in a row as one; the weekly days off go without saying."""
    day, last = calendar.day(start), calendar.day(end)
    while day <= last:
        why, name = closed = _closed(calendar, day)
        first = day
        while why and day < last and _closed(calendar, day + timedelta(days=1)) == closed:
            day += timedelta(days=1)
        if why:
            yield LedgerLine("skipped", first=first, last=day, why=why, name=name)
        day += timedelta(days=1)


def _closed(calendar: Calendar, day: date) -> tuple[str | None, Phrase | None]:
    why = calendar.closed_because(day)
    if why == "public_holiday":
        return why, Phrase(calendar.holiday(day, "en"), calendar.holiday(day, "ja"))
    return why if why == "closure" else None, None


def _moved_on(docket: Docket, rule: Rule, due: datetime) -> Iterator[LedgerLine]:
    """That the last day of the period was no working day."""
    last = legal_due(replace(rule, next_working_day=False), docket.received_at, docket.calendar)
    if last is not None and last < due:
        yield LedgerLine("moved_on", first=docket.calendar.day(last), last=docket.calendar.day(due))


def _happened(clock: TicketClock, misses: Sequence[datetime]) -> Iterator[LedgerLine]:
    source = clock.rule.stops_source if clock.rule else None
    yield from (_pause(stay, source) for stay in clock.pauses)
    more = clock.extended
    if more and clock.rule and clock.rule.extension:
        source = clock.rule.extension.source
        yield LedgerLine("extended", more.at, clock.due_at, by=more.by, reason=more.reason, source=source)
        yield LedgerLine("notice_sent", more.at)
    yield from (LedgerLine("missed", due) for due in misses)
    if clock.met_at:
        yield LedgerLine("met", clock.met_at)


def _pause(stay: Stay, source: str | None) -> LedgerLine:
    return LedgerLine("paused", stay.start, stay.end, why=stay.status, reason=stay.reason, source=source)
