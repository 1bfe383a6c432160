"""Whether a requester found their request dealt with well: asked once it is answered."""

from sqlmodel import Session

from helpdesk import timeline
from helpdesk.casework import REQUESTER, record
from helpdesk.commands import Result, once
from helpdesk.errors import Refused
from helpdesk.tables import TicketRecord
from helpdesk.tickets import FINAL
from helpdesk.workplace import Workplace

_UNASKED = ("merged", "spam", "duplicate")
"""Reasons for an end after which nobody is asked how it went."""


class Satisfaction:
    """Takes the requester's word for it; the last one counts."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def say(self, ticket_id: str, satisfied: bool, *, key: str) -> None:
        """Write it down; Refused while the request is neither resolved nor ended."""

        def carry_out(session: Session, _: str) -> tuple[TicketRecord, Result]:
            ticket = timeline.ticket_for_change(session, ticket_id, None)
            if not may_say(ticket):
                raise Refused(f"ticket {ticket.reference} is not answered yet", "not_answered")
            ticket.satisfied = satisfied
            record(session, self._work, ticket, "rated", REQUESTER, satisfied=satisfied)
            return ticket, {}

        once(self._work, f"rate/{ticket_id}", key, carry_out)


def may_say(ticket: TicketRecord) -> bool:
    """Whether the requester is asked."""
    answered = ticket.status == "resolved" or ticket.status in FINAL
    return answered and ticket.end_reason not in _UNASKED
