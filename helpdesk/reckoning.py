"""The dates of a ticket, reckoned from its history: what the row keeps of them is a cache."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlmodel import Session, col, select

from helpdesk.calendars import Calendar, calendar_of
from helpdesk.config import DeskSettings
from helpdesk.countdown import SERVICE, Docket, Step, TicketClock, clocks
from helpdesk.forms import procedure_for
from helpdesk.profiles import Profile
from helpdesk.registration import lineage_of
from helpdesk.tables import EventRecord, RightRecord, TicketRecord
from helpdesk.tickets import Kind
from helpdesk.workplace import Workplace

WarningKind = Literal["soon", "missed"]
LATE = timedelta(hours=1)
"""How long before the promised time its requester is told that it will not be kept."""
_EVENTS = ("opened", "status_changed", "replied", "extended", "regime_confirmed")


def recompute(session: Session, work: Workplace, ticket: TicketRecord) -> None:
    """Bring the row's dates up to date, in the caller's transaction and after its audit events.

    ``due_at`` is the next date still owed; a rule without its date stands still. ``alert_at`` is when the
    desk is to be told of one.
    """
    known = clocks_of(session, work, ticket)
    own = next((one for one in known if one.name == SERVICE), None)
    legal = legal_clock(known)
    ticket.expected_reply_at = own.due_at if own else None
    ticket.legal_due_at = legal.due_at if legal else None
    ticket.legal_rule = legal.name if legal else None
    ticket.due_at = min((one.due_at for one in known if one.owed and one.due_at), default=None)
    moments = [at for one in known for _, at in warnings(one, ticket.received_at, work.settings)]
    late = late_at(own, ticket.received_at) if own else None
    ticket.alert_at = min([*moments, *([late] if late else [])], default=None)


def clocks_of(session: Session, work: Workplace, ticket: TicketRecord) -> tuple[TicketClock, ...]:
    """Every clock of the ticket, the desk's own first."""
    return clocks(docket_of(session, work, ticket))


def legal_clock(known: Sequence[TicketClock]) -> TicketClock | None:
    """The statutory clock that counts: the earliest still owed, else that of the answer; None without any."""
    legal = [one for one in known if one.rule]
    running = [one for one in legal if one.owed and one.due_at]
    if running:
        return min(running, key=_by_due)
    return min(legal, key=lambda one: (not _asks_answer(one), _by_due(one)), default=None)


def warnings(
    clock: TicketClock, received_at: datetime, settings: DeskSettings
) -> tuple[tuple[WarningKind, datetime], ...]:
    """When the desk is told of a date that is owed: some time before, and when it is missed.

    Not sooner before than half of the whole time.
    """
    due = clock.due_at
    if not clock.owed or due is None:
        return ()
    before = settings.warn_legal if clock.rule or clock.watch else settings.warn_service
    soon = max(due - before, received_at + (due - received_at) / 2)
    return (("soon", soon), ("missed", due)) if before and soon < due else (("missed", due),)


def late_at(own: TicketClock, received_at: datetime) -> datetime | None:
    """When the requester is told that the desk's own date will not be kept; None where none is owed."""
    if not own.owed or own.due_at is None:
        return None
    return max(own.due_at - LATE, received_at + (own.due_at - received_at) * 3 / 4)


def answer_due(known: Sequence[TicketClock]) -> datetime | None:
    """The date by which laws want an answer: the earliest; None where none names one or it stands still."""
    return min((one.due_at for one in known if _asks_answer(one) and one.due_at), default=None)


def docket_of(session: Session, work: Workplace, ticket: TicketRecord) -> Docket:
    """What the ticket's clocks depend on: its procedure version, its laws and its audit events."""
    lineage, _ = lineage_of(session, ticket.organisation, ticket.procedure_version)
    rights = session.exec(select(RightRecord.right).where(RightRecord.ticket_id == ticket.id)).all()
    steps = _steps(session, ticket)
    regimes = dict.fromkeys((lineage[0].regime, ticket.regime_added))
    return Docket(
        kind=ticket.kind,
        rights=tuple(sorted({*rights, *filter(None, [ticket.right])})),
        regimes=tuple(one for one in regimes if one),
        received_at=ticket.received_at,
        target_days=_target_days(work, ticket, steps) if lineage[0].document else None,
        calendar=calendar_for(lineage, cast(Kind, ticket.kind), ticket.right),
        steps=steps,
    )


def calendar_for(lineage: Sequence[Profile], kind: Kind, right: str | None) -> Calendar:
    """The calendar of the desk that handles such tickets; ``lineage``: the organisation, then its parents."""
    with_desk = next((one for one in lineage if one.desk_for(kind)), lineage[0])
    owner, procedure = procedure_for(lineage, kind, right) or (with_desk, None)
    return calendar_of(owner, owner.desk_for(kind, procedure.desk if procedure else None))


def _target_days(work: Workplace, ticket: TicketRecord, steps: Sequence[Step]) -> int:
    """What was promised when the ticket was opened; a setting changed since then changes no promise."""
    opened = next((one.facts or {} for one in steps if one.type == "opened"), {})
    days: int = opened.get("target_days", work.settings.target_days(cast(Kind, ticket.kind)))
    return days


def _steps(session: Session, ticket: TicketRecord) -> tuple[Step, ...]:
    events = select(EventRecord).where(EventRecord.ticket_id == ticket.id, col(EventRecord.type).in_(_EVENTS))
    rows = session.exec(events.order_by(col(EventRecord.seq))).all()
    return tuple(Step(row.at, row.type, row.actor, row.new, row.reason, row.facts) for row in rows)


def _asks_answer(clock: TicketClock) -> bool:
    return clock.rule is not None and clock.rule.duty == "answer"


def _by_due(clock: TicketClock) -> tuple[bool, float]:
    return clock.due_at is None, clock.due_at.timestamp() if clock.due_at else 0.0
