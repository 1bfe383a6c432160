"""How much there is of what, for who watches over the process: counts alone, each by an index."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from helpdesk.reports import ENDED
from helpdesk.tables import OutboxRecord, TicketRecord
from helpdesk.tickets import STATUSES
from helpdesk.workplace import Workplace

OPEN = tuple(status for status in STATUSES if status not in ENDED)
TO_SEND, UNSENT = ("pending", "leased", "failed"), ("pending", "leased", "failed", "dead")


@dataclass(frozen=True, slots=True)
class Volumes:
    """Tickets by status; those not ended, by kind; messages not sent, by state.

    ``overdue``: tickets whose next date has passed. ``oldest_seconds``: how long the
    oldest message has waited that is still to be sent.
    """

    tickets: Mapping[str, int]
    open: Mapping[str, int]
    overdue: int
    waiting: Mapping[str, int]
    oldest_seconds: float


def volumes(work: Workplace) -> Volumes:
    """As of now, over all organisations."""
    now, status, state = work.clock(), col(TicketRecord.status), col(OutboxRecord.state)
    late = select(func.count()).where(status.in_(OPEN), col(TicketRecord.due_at) < now)
    first = select(func.min(OutboxRecord.created_at)).where(state.in_(TO_SEND))
    with work.sessions.read() as session:
        oldest = session.exec(first).one()
        return Volumes(
            tickets=_by(session, status, status.in_(STATUSES)),
            open=_by(session, col(TicketRecord.kind), status.in_(OPEN)),
            overdue=session.exec(late).one(),
            waiting=_by(session, state, state.in_(UNSENT)),
            oldest_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        )


def _by(session: Session, column: Mapped[str], where: ColumnElement[bool]) -> dict[str, int]:
    return dict(session.exec(select(column, func.count()).where(where).group_by(column)).all())
