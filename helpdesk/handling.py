"""Working a ticket: messages, status changes and assignment, each carried out once and in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlmodel import Session

from helpdesk import outbox, preferences, timeline
from helpdesk.casework import REQUESTER, agent_at_work, give, move, on_ticket, record
from helpdesk.intake import CitedClause
from helpdesk.parcels import Parcel
from helpdesk.residence import note_residence
from helpdesk.tables import MessageRecord, TicketRecord
from helpdesk.tickets import Status
from helpdesk.views import Changed
from helpdesk.workplace import Workplace


class Handling:
    """What requesters and agents do with a ticket that is open."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def add_requester_message(self, ticket_id: str, text: str, *, key: str) -> Changed:
        """What the requester adds. It reopens a ticket that is resolved or waits for the requester.

        What is written on a merged ticket lands on the one that goes on.
        """

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            message = timeline.add(session, self._work, ticket, "in", None, text, hashed)
            record(session, self._work, ticket, "message_received", REQUESTER, message=message.id)
            note_residence(session, self._work, ticket, text)
            if ticket.status in ("resolved", "waiting_requester"):
                move(session, self._work, ticket, "open", REQUESTER, None)
            return message

        return on_ticket(self._work, "add_requester_message", ticket_id, key, None, step, follows=True)

    def reply(
        self,
        ticket_id: str,
        agent_id: str,
        text: str,
        *,
        key: str,
        expected_version: int | None,
        citations: Sequence[CitedClause] = (),
    ) -> Changed:
        """Answer the requester where they asked; the first reply takes the ticket and the thread."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            message = answer(session, self._work, ticket, agent_id, text, hashed)
            message.citations = [asdict(one) for one in citations]
            return message

        return on_ticket(self._work, "reply", ticket_id, key, expected_version, step)

    def note(
        self, ticket_id: str, agent_id: str, text: str, *, key: str, expected_version: int | None
    ) -> Changed:
        """Write an internal note, which is never sent to anybody."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            agent_at_work(session, agent_id)
            message = timeline.add(session, self._work, ticket, "note", agent_id, text, hashed)
            record(session, self._work, ticket, "noted", agent_id, message=message.id)
            return message

        return on_ticket(self._work, "note", ticket_id, key, expected_version, step)

    def change_status(
        self,
        ticket_id: str,
        status: Status,
        *,
        agent_id: str,
        reason: str | None,
        key: str,
        expected_version: int | None,
    ) -> Changed:
        """Move along the transition table; Refused where it has no such step or the reason is missing."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> None:
            agent_at_work(session, agent_id)
            move(session, self._work, ticket, status, agent_id, reason)
            if status == "resolved":
                preferences.record_for(session, self._work, ticket, agent_id)

        return on_ticket(self._work, "change_status", ticket_id, key, expected_version, step)

    def assign(
        self, ticket_id: str, agent_id: str | None, *, by: str, key: str, expected_version: int | None
    ) -> Changed:
        """Give the ticket to an agent of its organisation, or to nobody."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> None:
            agent_at_work(session, by)
            if agent_id is not None:
                agent_at_work(session, agent_id, ticket.organisation)
            give(session, self._work, ticket, agent_id, by)

        return on_ticket(self._work, "assign", ticket_id, key, expected_version, step)


def answer(
    session: Session, work: Workplace, ticket: TicketRecord, agent_id: str, text: str, client_key: str
) -> MessageRecord:
    """Send an agent's words to the requester, in the caller's transaction."""
    agent = agent_at_work(session, agent_id)
    message = timeline.add(session, work, ticket, "out", agent_id, text, client_key)
    record(session, work, ticket, "replied", agent_id, message=message.id)
    ticket.first_human_reply_at = ticket.first_human_reply_at or message.at
    ticket.human_owns = True
    take_up(session, work, ticket, agent_id)
    outbox.add(session, work, ticket, Parcel("reply", text.strip(), agent.name), message)
    return message


def take_up(session: Session, work: Workplace, ticket: TicketRecord, agent_id: str) -> None:
    """Whoever first works a ticket owns it, and it is open."""
    if ticket.owner is None:
        give(session, work, ticket, agent_id, agent_id)
    if ticket.status == "new":
        move(session, work, ticket, "open", agent_id, None)
