"""A requester is told that an answer comes late, before the time that they were promised has passed."""

from datetime import datetime

from sqlmodel import Session, select

from helpdesk import outbox, timeline
from helpdesk.casework import record
from helpdesk.parcels import Parcel
from helpdesk.registration import profile_of
from helpdesk.tables import EventRecord, TicketRecord
from helpdesk.wording import moment, sentence
from helpdesk.workplace import Workplace

TOLD = "delay_told"


def tell_delay(session: Session, work: Workplace, ticket: TicketRecord, due_at: datetime) -> None:
    """Say it once for a ticket, where the person asked; the caller holds the ticket's lock.

    No new time is promised: nobody at the desk has looked at it yet.
    """
    told = select(EventRecord.seq).where(EventRecord.ticket_id == ticket.id, EventRecord.type == TOLD)
    if session.exec(told).first() is not None:
        return
    record(session, work, ticket, TOLD, "system")
    profile = profile_of(session, ticket.organisation)
    expected = moment(ticket.language, due_at, profile.time_zone)
    text = sentence(ticket.language, "delay", reference=ticket.reference, expected=expected)
    message = timeline.add(session, work, ticket, "out", None, text, f"delay/{ticket.id}")
    outbox.add(session, work, ticket, Parcel("reply", text, None), message)
    timeline.touch(work, ticket)
