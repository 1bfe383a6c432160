"""What a desk can promise: its own target, or the time it has of late needed, where that was longer."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

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
    """Working days to each first answer, the last given, and to now where one is overdue, the last come in.

    Without an answer what has passed counts once it is over the target. What came in after that can tell
    nothing, and is not read: in a rush it would be all there is.
    """
    received, replied = col(TicketRecord.received_at), col(TicketRecord.first_human_reply_at)
    mine = (
        TicketRecord.organisation == organisation,
        TicketRecord.kind == kind,
        received > now - RECENT,
    )
    answered = select(received, replied).where(*mine, replied > now - RECENT).order_by(replied.desc())
    open_ = (replied.is_(None), received <= now - timedelta(target), TicketRecord.status != "cancelled")
    overdue = select(received, replied).where(*mine, *open_).order_by(received.desc())
    rows = [row for some in (answered, overdue) for row in session.exec(some.limit(_LOOKED_AT))]
    newest = sorted(rows, key=lambda row: row[0], reverse=True)[:_LOOKED_AT]
    found = [(calendar.working_days(came, went or now), went) for came, went in newest]
    return [days for days, went in found if went or days > target]
