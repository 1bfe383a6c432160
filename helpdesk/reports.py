"""Figures about tickets and answers in a period: how many, how fast, promised and kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from sqlmodel import col, func, select

from helpdesk.clocks import rule_named
from helpdesk.tables import AlertRecord, QuestionRecord, RightRecord, TicketRecord
from helpdesk.tickets import FINAL
from helpdesk.workplace import Workplace

ENDED = (*FINAL, "resolved")
"""Statuses in which nothing is owed any more."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a table and a bar of its chart; ``name`` is a code, a date or an id."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Spell:
    """How long something took, in hours: the middle one, and the one that nine of ten stay below."""

    name: str
    count: int
    middle: float | None
    slow: float | None


@dataclass(frozen=True, slots=True)
class Promise:
    """Dates that were told: kept, missed, and not yet decided."""

    name: str
    kept: int
    missed: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one period. ``answered`` counts questions by outcome, ``rated`` by usefulness.

    ``why_not`` counts why answers were not useful, ``satisfied`` requesters by how their request was handled.
    """

    since: datetime
    until: datetime
    total: int
    by_week: tuple[Bar, ...]
    by_kind: tuple[Bar, ...]
    by_right: tuple[Bar, ...]
    by_organisation: tuple[Bar, ...]
    by_channel: tuple[Bar, ...]
    overdue: tuple[Bar, ...]
    first_answer: tuple[Spell, ...]
    resolution: tuple[Spell, ...]
    promises: tuple[Promise, ...]
    answered: tuple[Bar, ...]
    rated: tuple[Bar, ...]
    why_not: tuple[Bar, ...]
    satisfied: tuple[Bar, ...]


_SATISFIED = {True: "satisfied", False: "not_satisfied"}


class Reports:
    """Counts what a reader may see."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def report(self, since: datetime, until: datetime, organisation: str | None = None) -> Report:
        """The figures of tickets received, and questions asked, from ``since`` until before ``until``."""
        tickets, rights = self._tickets(since, until, organisation)
        now, by_kind = self._work.clock(), lambda one: one.kind
        late = [one for one in tickets if one.due_at and one.due_at < now]
        answered, rated, why_not = self._questions(since, until, organisation)
        return Report(
            since=since,
            until=until,
            total=len(tickets),
            by_week=_weeks(tickets, since, until),
            by_kind=_bars(one.kind for one in tickets),
            by_right=_bars(rights),
            by_organisation=_bars(one.organisation for one in tickets),
            by_channel=_bars(one.channel for one in tickets),
            overdue=_bars(one.kind for one in late),
            first_answer=_spells(tickets, by_kind, lambda one: one.first_human_reply_at),
            resolution=_spells(tickets, by_kind, lambda one: one.ended_at),
            promises=(_service(tickets, now), _legal(tickets, self._missed(tickets))),
            answered=answered,
            rated=rated,
            why_not=why_not,
            satisfied=_bars(_SATISFIED[one.satisfied] for one in tickets if one.satisfied is not None),
        )

    def _tickets(
        self, since: datetime, until: datetime, organisation: str | None
    ) -> tuple[Sequence[TicketRecord], Sequence[str]]:
        period = [TicketRecord.received_at >= since, TicketRecord.received_at < until]
        if organisation:
            period.append(TicketRecord.organisation == organisation)
        rights = select(RightRecord.right).join(TicketRecord).where(*period)
        with self._work.sessions.read() as session:
            return session.exec(select(TicketRecord).where(*period)).all(), session.exec(rights).all()

    def _questions(
        self, since: datetime, until: datetime, organisation: str | None
    ) -> tuple[tuple[Bar, ...], tuple[Bar, ...], tuple[Bar, ...]]:
        period = [QuestionRecord.at >= since, QuestionRecord.at < until]
        if organisation:
            period.append(QuestionRecord.organisation == organisation)
        outcomes = select(QuestionRecord.outcome, func.count()).where(*period)
        ratings = select(QuestionRecord.useful, func.count()).where(
            *period, col(QuestionRecord.useful).is_not(None)
        )
        reasons = select(QuestionRecord.useful_reason).where(
            *period, col(QuestionRecord.useful_reason).is_not(None)
        )
        with self._work.sessions.read() as session:
            given = session.exec(reasons).all()
            counted = session.exec(outcomes.group_by(QuestionRecord.outcome)).all()
            rated = session.exec(ratings.group_by(col(QuestionRecord.useful))).all()
        by_count = sorted(counted, key=lambda pair: -pair[1])
        names = {True: "useful", False: "not_useful"}
        return (
            tuple(Bar(outcome, count) for outcome, count in by_count),
            tuple(Bar(names[bool(useful)], count) for useful, count in rated),
            _bars(reason for reason in given if reason),
        )

    def _missed(self, tickets: Sequence[TicketRecord]) -> frozenset[str]:
        """Tickets of which a legal date was missed, as their alerts remember it."""
        rules = {one.legal_rule for one in tickets if one.legal_rule}
        missed = select(AlertRecord.ticket_id).where(
            AlertRecord.kind == "missed", col(AlertRecord.clock).in_(rules)
        )
        with self._work.sessions.read() as session:
            return frozenset(session.exec(missed).all())


def _bars(names: Iterable[str]) -> tuple[Bar, ...]:
    return tuple(
        Bar(name, count) for name, count in sorted(Counter(names).items(), key=lambda pair: -pair[1])
    )


def _weeks(tickets: Sequence[TicketRecord], since: datetime, until: datetime) -> tuple[Bar, ...]:
    """Every week of the period by its Monday, empty ones too."""
    first = since.date() - timedelta(days=since.weekday())
    weeks = range((until.date() - first).days // 7 + 1)
    mondays = [first + timedelta(weeks=week) for week in weeks]
    counted = Counter(one.received_at.date() - timedelta(days=one.received_at.weekday()) for one in tickets)
    return tuple(Bar(monday.isoformat(), counted[monday]) for monday in mondays if monday < until.date())


def _spells(
    tickets: Sequence[TicketRecord],
    named: Callable[[TicketRecord], str],
    end: Callable[[TicketRecord], datetime | None],
) -> tuple[Spell, ...]:
    hours: dict[str, list[float]] = {}
    for one in tickets:
        ended = end(one)
        if ended is not None:
            spent = (ended - one.received_at).total_seconds() / 3600
            hours.setdefault(named(one), []).append(max(spent, 0.0))
    return tuple(
        Spell(name, len(spent), round(median(spent), 1), round(_ninth(spent), 1))
        for name, spent in sorted(hours.items(), key=lambda pair: -len(pair[1]))
    )


def _ninth(spent: list[float]) -> float:
    return quantiles(spent, n=10)[-1] if len(spent) > 1 else spent[0]


def _service(tickets: Sequence[TicketRecord], now: datetime) -> Promise:
    """The dates by which a person was expected to answer."""
    told = [(one.expected_reply_at, one.first_human_reply_at) for one in tickets if one.expected_reply_at]
    kept = sum(answered is not None and answered <= expected for expected, answered in told)
    ahead = sum(answered is None and expected > now for expected, answered in told)
    return Promise("service", kept, len(told) - kept - ahead, ahead)


def _legal(tickets: Sequence[TicketRecord], missed: frozenset[str]) -> Promise:
    """The dates by which a law wants an answer; only where it names one."""
    owed = [one for one in tickets if (rule := rule_named(one.legal_rule)) and rule.duty == "answer"]
    late = sum(one.id in missed for one in owed)
    ahead = sum(one.id not in missed and one.status not in ENDED for one in owed)
    return Promise("legal", len(owed) - late - ahead, late, ahead)
