"""What a desk can promise: its own target, or the time it has of late needed, where that was longer."""

from datetime import datetime, timedelta

from sqlmodel import Session, and_, col, or_, select

from helpdesk.calendars import Calendar
from helpdesk.tables import TicketRecord
from helpdesk.tickets import Kind
from helpdesk.workplace import Workplace

RECENT = timedelta(days=90)
"""How far back first answers count."""
ENOUGH = 20
"""Tickets without which no pace can be told."""
KEPT = 0.9
"""The share of recent tickets for which the promise would have been kept."""
LONGEST = 20
"""Working days that are promised at most on account of the pace; a target set by hand may be longer."""
_LOOKED_AT = 200


def promised_days(
    session: Session, work: Workplace, calendar: Calendar, organisation: str, kind: Kind, now: datetime
) -> int:
    """Working days for the first answer: the target of the settings, never less than what is kept of late."""
    target = work.settings.target_days(kind)
    needed = sorted(_needed(session, calendar, organisation, kind, target, now))
    if len(needed) < ENOUGH:
        return target
    return max(target, min(needed[int(len(needed) * KEPT)], LONGEST))


def _needed(
    session: Session, calendar: Calendar, organisation: str, kind: Kind, target: int, now: datetime
) -> list[int]:
    """Working days to each first answer. Without one, what has passed counts once it is over the target.

    So what came in after that can tell nothing, and is not read: in a rush it would be all there is.
    """
    late = and_(TicketRecord.status != "cancelled", col(TicketRecord.received_at) <= now - timedelta(target))
    recent = select(TicketRecord.received_at, TicketRecord.first_human_reply_at).where(
        TicketRecord.organisation == organisation,
        TicketRecord.kind == kind,
        col(TicketRecord.received_at) > now - RECENT,
        or_(col(TicketRecord.first_human_reply_at).is_not(None), late),
    )
    rows = session.exec(recent.order_by(col(TicketRecord.received_at).desc()).limit(_LOOKED_AT)).all()
    found = [(calendar.working_days(received, replied or now), replied) for received, replied in rows]
    return [days for days, replied in found if replied or days > target]
