"""The two clocks of a ticket, as pure functions of its rules, its desk's calendar and its audit events.

The service clock counts working days to the first reply; the statutory clocks run as the regime's table says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from helpdesk.calendars import Calendar
from helpdesk.clocks import Rule, Watch, legal_due, rule_named, rules_for, watches_for
from helpdesk.tickets import FINAL

SERVICE = "service"
"""The name of the desk's own clock; a statutory one has the id of its rule."""
SERVICE_STOPS = ("awaiting_verification", "waiting_requester", "resolved")
"""Statuses in which the service clock does not run."""


def family(clock: str) -> Literal["service", "legal", "watch"]:
    """Whose clock it is, by its name: the desk's own, a law's, or one that the desk watches."""
    if clock == SERVICE:
        return "service"
    return "legal" if rule_named(clock) else "watch"


@dataclass(frozen=True, slots=True)
class Step:
    """What the clocks need of one audit event."""

    at: datetime
    type: str
    actor: str
    new: str | None = None
    reason: str | None = None
    facts: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Docket:
    """All that the clocks depend on. ``target_days`` is None where the desk has promised nothing."""

    kind: str
    rights: tuple[str | None, ...]
    regimes: tuple[str, ...]
    received_at: datetime
    target_days: int | None
    calendar: Calendar
    steps: tuple[Step, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing is owed at present."""
        status = next((one.status for one in reversed(stays(self))), "new")
        return status == "resolved" or status in FINAL


@dataclass(frozen=True, slots=True)
class Stay:
    """A time that the ticket spent in one status; without ``end`` it is still there."""

    status: str
    reason: str | None
    start: datetime
    end: datetime | None

    def is_one_of(self, stops: Sequence[str]) -> bool:
        """Whether ``stops`` names the status, alone or with the reason."""
        return self.status in stops or f"{self.status}:{self.reason}" in stops


@dataclass(frozen=True, slots=True)
class Extended:
    """That a period was made longer: when, by which agent, why, and the date it had before."""

    at: datetime
    by: str
    reason: str | None
    original_due: datetime | None


@dataclass(frozen=True, slots=True)
class TicketClock:
    """A clock: when it is due, and since when what it asks for is done.

    Without ``due_at`` it is stopped for now. ``pauses`` are the stays in which it stood still.
    """

    name: str
    due_at: datetime | None
    met_at: datetime | None
    owed: bool
    pauses: tuple[Stay, ...]
    rule: Rule | None = None
    extended: Extended | None = None
    watch: Watch | None = None


def clocks(docket: Docket) -> tuple[TicketClock, ...]:
    """The service clock first, then one for every rule of every regime that applies, and for every watch."""
    own = service_clock(docket)
    rules = [
        rule
        for regime in docket.regimes
        for right in docket.rights or (None,)
        for rule in rules_for(regime, docket.kind, right)
    ]
    watches = [
        watch for regime in docket.regimes for right in docket.rights for watch in watches_for(regime, right)
    ]
    return (
        *((own,) if own else ()),
        *(statutory_clock(docket, rule) for rule in dict.fromkeys(rules)),
        *(watch_clock(docket, watch) for watch in dict.fromkeys(watches)),
    )


def stays(docket: Docket) -> tuple[Stay, ...]:
    """The statuses of the ticket, one after the other."""
    moves = [one for one in docket.steps if one.type in ("opened", "status_changed")]
    following: list[Step | None] = [*moves[1:], None]
    return tuple(
        Stay(move.new or "", move.reason, move.at, then.at if then else None)
        for move, then in zip(moves, following, strict=True)
    )


def service_clock(docket: Docket) -> TicketClock | None:
    """When a person is to answer, as promised; it stands still while the requester is awaited."""
    days, calendar = docket.target_days, docket.calendar
    if days is None:
        return None
    met = _first_reply(docket)
    pauses = _pauses(docket, SERVICE_STOPS, met)
    due, counted = _due(
        lambda lost: calendar.after(docket.received_at, days + lost),
        lambda start, end: calendar.working_days(start, end),
        pauses,
    )
    return TicketClock(SERVICE, due, met, met is None and not docket.is_over, counted)


def statutory_clock(docket: Docket, rule: Rule) -> TicketClock:
    """When the law wants what ``rule`` asks for; it stands still only where the table says so."""
    calendar = docket.calendar
    in_working_days = rule.business_days is not None

    def lost_days(start: datetime, end: datetime) -> int:
        return calendar.working_days(start, end) if in_working_days else _days(calendar, start, end)

    def reckon(until: datetime | None, extended: bool) -> tuple[datetime | None, tuple[Stay, ...]]:
        return _due(
            lambda lost: legal_due(rule, docket.received_at, calendar, stopped_days=lost, extended=extended),
            lost_days,
            _pauses(docket, rule.stops, until),
        )

    extended = _extension(docket, rule, lambda at: reckon(at, extended=False)[0])
    met = _met(docket, rule, reckon(None, extended is not None)[0])
    due, pauses = reckon(met, extended is not None)
    return TicketClock(rule.id, due, met, met is None and not docket.is_over, pauses, rule, extended)


def watch_clock(docket: Docket, watch: Watch) -> TicketClock:
    """When the desk has to have answered so that nothing happens to it; nothing stops it."""
    due = docket.calendar.end_of(docket.calendar.day(docket.received_at) + timedelta(days=watch.days))
    met = _answered(docket, due)
    return TicketClock(watch.id, due, met, met is None and not docket.is_over, (), watch=watch)


def _due(
    reckon: Callable[[int], datetime | None],
    lost_days: Callable[[datetime, datetime], int],
    pauses: Sequence[Stay],
) -> tuple[datetime | None, tuple[Stay, ...]]:
    """The due time and the pauses that moved it: one that begins when the time is up moves nothing."""
    counted: list[Stay] = []
    lost, due = 0, reckon(0)
    for pause in pauses:
        if due is None or due <= pause.start:
            break
        counted.append(pause)
        if pause.end is None:
            return None, tuple(counted)
        lost += lost_days(pause.start, pause.end)
        due = reckon(lost)
    return due, tuple(counted)


def _pauses(docket: Docket, stops: Sequence[str], until: datetime | None) -> list[Stay]:
    """The stays in ``stops`` that began before ``until``."""
    wanted = (one for one in stays(docket) if one.is_one_of(stops))
    return [one for one in wanted if until is None or one.start < until]


def _first_reply(docket: Docket) -> datetime | None:
    return next((one.at for one in docket.steps if one.type == "replied"), None)


def _met(docket: Docket, rule: Rule, due: datetime | None) -> datetime | None:
    """When the duty was done."""
    return _first_reply(docket) if rule.duty == "acknowledge" else _answered(docket, due)


def _answered(docket: Docket, due: datetime | None) -> datetime | None:
    """When the ticket was resolved. What is reopened while the time still runs is owed again."""
    for answered in (one for one in stays(docket) if one.status == "resolved"):
        if answered.end is None or (due is not None and answered.end > due):
            return answered.start
    return None


def _extension(
    docket: Docket, rule: Rule, due_then: Callable[[datetime], datetime | None]
) -> Extended | None:
    """The first extension of the ticket that was told before the rule's time was up."""
    if rule.extension is None:
        return None
    for step in docket.steps:
        original = due_then(step.at) if step.type == "extended" else None
        if step.type == "extended" and (original is None or step.at <= original):
            return Extended(step.at, step.actor, step.reason, original)
    return None


def _days(calendar: Calendar, start: datetime, end: datetime) -> int:
    return (calendar.day(end) - calendar.day(start)).days
