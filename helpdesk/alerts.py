"""Alerts: the desk is told once of each date that comes near or is missed, and at once of an incident.

An alert stands on the console from the moment it is raised; its outbox row carries it to where the desk
reads messages. It holds no personal data.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlmodel import Session, col, select

from helpdesk import audit, outbox
from helpdesk.casework import agent_at_work
from helpdesk.countdown import SERVICE, family
from helpdesk.delays import tell_delay
from helpdesk.reckoning import WarningKind, clocks_of, late_at, warnings
from helpdesk.registration import profile_of
from helpdesk.tables import AlertRecord, TicketRecord
from helpdesk.tickets import Kind
from helpdesk.wording import moment, sentence
from helpdesk.workplace import Workplace

AlertKind = Literal[WarningKind, "filed"]
INCIDENT = "incident"
"""The clock of an alert that tells of an incident report: it is due when it comes in."""
SHOWN = 8
"""Alerts listed at most; the rest are counted."""
COUNTED = 1000
"""Alerts counted at most: more than that are as many as nobody can see."""
BATCH = 200
"""Tickets looked at in one run, so that after a long stop deliveries need not wait for all of them."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert. ``clock`` is "service", "incident" or the id of a law's rule."""

    reference: str
    organisation: str
    ticket_kind: Kind
    clock: str
    kind: AlertKind
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Unseen:
    """Alerts that nobody has marked as seen, in the order they were raised in; ``total`` counts to 1000."""

    alerts: tuple[Alert, ...]
    total: int


class Alerts:
    """Raises alerts when their time has come, and keeps which ones were seen."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def run(self) -> int:
        """Raise what is due; how many alerts. What was missed is caught up with, `BATCH` tickets a run."""
        now = self._work.clock()
        with self._work.sessions.read() as session:
            due = select(TicketRecord.id).where(col(TicketRecord.alert_at) <= now)
            ids = session.exec(due.order_by(col(TicketRecord.alert_at)).limit(BATCH)).all()
        return sum(self._run_for(id, now) for id in ids)

    def unseen(self) -> Unseen:
        """What the console shows until somebody has seen it."""
        rows = select(AlertRecord, TicketRecord).join(TicketRecord)
        unseen = col(AlertRecord.seen_at).is_(None)
        first = rows.where(unseen).order_by(col(AlertRecord.at), col(AlertRecord.due_at)).limit(SHOWN)
        all_unseen = select(AlertRecord.at).join(TicketRecord).where(unseen).limit(COUNTED)
        with self._work.sessions.read() as session:
            found = tuple(_alert(row, ticket) for row, ticket in session.exec(first))
            return Unseen(found, len(session.exec(all_unseen).all()))

    def seen(self, agent_id: str, until: datetime) -> int:
        """Mark the alerts raised until then as seen; how many."""
        rows = select(AlertRecord, TicketRecord.id).join(TicketRecord)
        raised = rows.where(col(AlertRecord.seen_at).is_(None), col(AlertRecord.at) <= until)
        with self._work.sessions.write() as session:
            agent_at_work(session, agent_id)
            alerts = session.exec(raised).all()
            for alert, _ in alerts:
                alert.seen_at, alert.seen_by = self._work.clock(), agent_id
            return len(alerts)

    def _run_for(self, ticket_id: str, now: datetime) -> int:
        row = select(TicketRecord).where(TicketRecord.id == ticket_id, col(TicketRecord.alert_at) <= now)
        with self._work.sessions.write() as session:
            ticket = session.exec(row.with_for_update(skip_locked=True)).first()
            return self._raise(session, ticket, now) if ticket else 0

    def _raise(self, session: Session, ticket: TicketRecord, now: datetime) -> int:
        """What is due by now; a date that is missed needs no warning any more."""
        raised, ahead = 0, []
        for clock in clocks_of(session, self._work, ticket):
            moments = warnings(clock, ticket.received_at, self._work.settings)
            due = [kind for kind, at in moments if at <= now][-1:]
            ahead += [at for _, at in moments if at > now]
            late = late_at(clock, ticket.received_at) if clock.name == SERVICE else None
            if late and clock.due_at and late <= now < clock.due_at:
                tell_delay(session, self._work, ticket, clock.due_at)
            ahead += [late] if late and late > now else []
            raised += sum(
                raise_once(session, self._work, ticket, clock.name, kind, clock.due_at)
                for kind in due
                if clock.due_at
            )
        ticket.alert_at = min(ahead, default=None)
        return raised


def raise_incident(session: Session, work: Workplace, ticket: TicketRecord) -> None:
    """Tell the desk at once of an incident report, in the filing's transaction; nothing for other kinds."""
    if ticket.kind == "incident_report":
        raise_once(session, work, ticket, INCIDENT, "filed", ticket.received_at)


def raise_once(
    session: Session, work: Workplace, ticket: TicketRecord, clock: str, kind: AlertKind, due_at: datetime
) -> bool:
    """Alert the desk, unless it was for this clock, kind and date; the caller holds the ticket's lock."""
    if session.get(AlertRecord, (ticket.id, clock, kind, due_at)) is not None:
        return False
    at = work.clock()
    session.add(AlertRecord(ticket_id=ticket.id, clock=clock, kind=kind, due_at=due_at, at=at))
    facts = {"clock": clock, "due_at": due_at.isoformat()}
    audit.record(session, work.vault, at, "alerted", "system", ticket_id=ticket.id, reason=kind, facts=facts)
    key = f"alert/{ticket.id}/{clock}/{kind}/{due_at.isoformat()}"
    outbox.add_alert(session, work, ticket, _text(session, ticket, clock, kind, due_at), key)
    return True


def _text(session: Session, ticket: TicketRecord, clock: str, kind: AlertKind, due_at: datetime) -> str:
    """The alert in the language of the organisation: reference, kind, organisation and date, nothing more."""
    profile = profile_of(session, ticket.organisation)
    language = profile.language
    what = "filed" if clock == INCIDENT else f"{family(clock)}_{kind}"
    return sentence(
        language,
        f"alert.{what}",
        reference=ticket.reference,
        kind=sentence(language, f"kind.{ticket.kind}"),
        organisation=profile.short_name,
        due=moment(language, due_at, profile.time_zone),
    )


def _alert(row: AlertRecord, ticket: TicketRecord) -> Alert:
    return Alert(
        reference=ticket.reference,
        organisation=ticket.organisation,
        ticket_kind=cast(Kind, ticket.kind),
        clock=row.clock,
        kind=cast(AlertKind, row.kind),
        due_at=row.due_at,
        at=row.at,
    )
