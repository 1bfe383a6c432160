"""Who has looked at personal data: written when it is shown, kept without such data, never changed."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlmodel import Session, col, func, select

from helpdesk.references import read_reference
from helpdesk.tables import AccessRecord, AgentRecord, ApiTokenRecord, TicketRecord
from helpdesk.workplace import Workplace

AccessKind = Literal["viewed", "exported", "printed", "attachment", "read_by_api"]
MOST = 100
"""Lines on one page at most."""


@dataclass(frozen=True, slots=True)
class AccessLine:
    """Who looked at what; ``reference`` is None for what is about no single ticket, such as an export."""

    at: datetime
    actor: str
    name: str
    action: AccessKind
    reference: str | None
    purpose: str | None


@dataclass(frozen=True, slots=True)
class AccessPage:
    """A page of the log, newest first."""

    lines: tuple[AccessLine, ...]
    total: int
    offset: int


class Accesses:
    """Writes and reads the log."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def organisation_of(self, reference: str) -> str | None:
        """The organisation of a ticket, by id or reference; None where there is none to be seen."""
        with self._work.sessions.read() as session:
            ticket = _ticket(session, reference)
            return ticket.organisation if ticket else None

    def record(
        self, actor: str, action: AccessKind, reference: str | None = None, *, purpose: str | None = None
    ) -> None:
        """Note that somebody (an agent's or a token's id) is shown personal data; ``purpose`` is a code."""
        with self._work.sessions.write() as session:
            ticket = _ticket(session, reference) if reference else None
            session.add(
                AccessRecord(
                    actor=actor,
                    action=action,
                    ticket_id=ticket.id if ticket else None,
                    purpose=purpose,
                    at=self._work.clock(),
                )
            )

    def exported(self, actor: str, ids: Sequence[str], purpose: str) -> None:
        """Note in one transaction that somebody takes the data of these tickets, or of none, out."""
        with self._work.sessions.write() as session:
            at = self._work.clock()
            session.add_all(
                AccessRecord(actor=actor, action="exported", ticket_id=id, purpose=purpose, at=at)
                for id in ids or (None,)
            )

    def page(self, *, reference: str | None = None, actor: str | None = None, offset: int = 0) -> AccessPage:
        """The log, narrowed to a ticket or to somebody."""
        with self._work.sessions.read() as session:
            wanted = []
            if reference:
                ticket = _ticket(session, reference)
                wanted.append(AccessRecord.ticket_id == (ticket.id if ticket else ""))
            if actor:
                wanted.append(AccessRecord.actor == actor)
            total = session.exec(select(func.count()).select_from(AccessRecord).where(*wanted)).one()
            newest = select(AccessRecord).where(*wanted).order_by(col(AccessRecord.id).desc())
            rows = session.exec(newest.limit(MOST).offset(max(offset, 0))).all()
            return AccessPage(_lines(session, rows), total, offset)


def _lines(session: Session, rows: Sequence[AccessRecord]) -> tuple[AccessLine, ...]:
    references = _named(session, TicketRecord.id, TicketRecord.reference, {row.ticket_id for row in rows})
    actors = {row.actor for row in rows}
    names = _named(session, AgentRecord.id, AgentRecord.name, actors)
    names |= _named(session, ApiTokenRecord.id, ApiTokenRecord.name, actors)
    return tuple(
        AccessLine(
            row.at,
            row.actor,
            names.get(row.actor, row.actor),
            cast(AccessKind, row.action),
            references.get(row.ticket_id or ""),
            row.purpose,
        )
        for row in rows
    )


def _named(session: Session, id: str, name: str, ids: Set[str | None]) -> dict[str, str]:
    """Names by id. Both are columns of one table."""
    return dict(session.exec(select(id, name).where(col(id).in_(ids))).all())


def _ticket(session: Session, reference: str) -> TicketRecord | None:
    found = session.get(TicketRecord, reference)
    if found is None and (read := read_reference(reference)):
        return session.exec(select(TicketRecord).where(TicketRecord.reference == read)).first()
    return found
