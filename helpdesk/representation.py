"""Asking for another: whose authority was checked, and that the person asked for agrees."""

from typing import Literal, get_args

from sqlmodel import Session

from helpdesk.casework import agent_at_work, on_ticket, record
from helpdesk.errors import Refused
from helpdesk.tables import RepresentationRecord, TicketRecord
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

Basis = Literal["legal_representative", "appointed_agent", "employee_for_customer"]
Authority = Literal[
    "power_of_attorney",
    "family_register",
    "guardianship_record",
    "professional_registration",
    "employment",
    "other_paper",
]
"""What an agent has seen that shows the authority; the paper itself is never kept here."""
Agreement = Literal["called_back", "written_consent", "in_person", "by_law"]
"""How the person asked for has agreed; ``by_law``: a child or ward, for whom the representative decides."""

BASES: tuple[Basis, ...] = get_args(Basis)
AUTHORITIES: tuple[Authority, ...] = get_args(Authority)
AGREEMENTS: tuple[Agreement, ...] = get_args(Agreement)


class Representation:
    """What agents record about somebody who asks for another."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def declare(self, ticket_id: str, agent_id: str, basis: Basis | None, *, key: str) -> Changed:
        """Correct for whom the requester asks: for another, or (None) for themselves."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            row = session.get(RepresentationRecord, ticket.id)
            if row is not None and row.basis != basis:
                session.delete(row)
                session.flush()
            take(session, ticket, basis)
            record(session, self._work, ticket, "asked_for", agent_id, reason=basis or "self")

        return on_ticket(self._work, "declare", ticket_id, key, None, step)

    def check_authority(self, ticket_id: str, agent_id: str, paper: Authority, *, key: str) -> Changed:
        """An agent has seen what shows that the requester may act for the other."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            row = _of(session, ticket)
            row.authority_checked_by, row.authority_checked_at = agent_id, self._work.clock()
            record(session, self._work, ticket, "authority_checked", agent_id, reason=paper)

        return on_ticket(self._work, "check_authority", ticket_id, key, None, step)

    def confirm_principal(self, ticket_id: str, agent_id: str, how: Agreement, *, key: str) -> Changed:
        """An agent has learned from the person asked for that they agree; by law only for their guardian."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            row = _of(session, ticket)
            if how == "by_law" and row.basis != "legal_representative":
                raise Refused("only a legal representative decides for another by law", "not_by_law")
            agreed(session, self._work, ticket, agent_id, how)

        return on_ticket(self._work, "confirm_principal", ticket_id, key, None, step)


def take(session: Session, ticket: TicketRecord, relationship: str | None) -> None:
    """Keep that the requester asks for another, when they have answered so."""
    if relationship in BASES and session.get(RepresentationRecord, ticket.id) is None:
        session.add(RepresentationRecord(ticket_id=ticket.id, basis=relationship))
        session.flush()


def agreed(session: Session, work: Workplace, ticket: TicketRecord, by: str, how: str) -> None:
    """Record that the person asked for agrees; ``by`` is an agent's id, or "principal" for their code."""
    row = _of(session, ticket)
    row.principal_confirmed_at, row.confirmed_by = work.clock(), by
    record(session, work, ticket, "principal_confirmed", by, reason=how)


def _of(session: Session, ticket: TicketRecord) -> RepresentationRecord:
    row = session.get(RepresentationRecord, ticket.id)
    if row is None:
        raise Refused("the requester asks for themselves; say first for whom they ask", "no_proxy")
    return row
