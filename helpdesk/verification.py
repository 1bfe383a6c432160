"""Proof that a contact or a person is who they say: codes by e-mail, papers and calls that agents check."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, cast, get_args

from sqlmodel import Session, col, select

from helpdesk import codes, contacts, representation, timeline
from helpdesk.casework import REQUESTER, agent_at_work, move, on_ticket, record
from helpdesk.commands import Result, once
from helpdesk.errors import Refused
from helpdesk.identity import Method, verified
from helpdesk.tables import ContactRecord, EventRecord, RepresentationRecord, TicketRecord, VerificationRecord
from helpdesk.tickets import FINAL, Status
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

Paper = Literal[
    "passport",
    "drivers_licence",
    "my_number_card_front",
    "residence_card",
    "health_insurance_card",
    "residence_certificate",
    "seal_certificate",
    "other_paper",
]
"""The kinds of paper that an agent may have seen; of a My Number card the side without the number."""
PAPERS: tuple[Paper, ...] = get_args(Paper)

PAUSE, PER_DAY = timedelta(minutes=1), 10
"""Codes asked for on one ticket: one a minute, and so many in a day."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Whether a code was right; ``proof`` is then the id of the verification, for `handover`."""

    good: bool
    proof: str | None = None


class Verification:
    """Codes for requesters, checks by agents."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def send_code(self, ticket_id: str, address: str, *, key: str) -> None:
        """Send a code to an e-mail address if the requester gave it; whether they did is never told.

        Refused when codes were asked for too often, or where the desk sends no e-mail.
        """
        self._send(ticket_id, REQUESTER, key, lambda session, ticket: self._email(session, ticket, address))

    def send_code_to(self, ticket_id: str, agent_id: str, contact_id: str, *, key: str) -> None:
        """An agent has a code sent to an e-mail contact of the ticket, the requester's or the principal's."""

        def find(session: Session, ticket: TicketRecord) -> ContactRecord:
            agent_at_work(session, agent_id)
            contact = contacts.contact_row(session, ticket, contact_id)
            if contact.channel != "email":
                raise Refused("codes go out by e-mail only; call the number instead", "no_email")
            return contact

        self._send(ticket_id, agent_id, key, find)

    def confirm(self, ticket_id: str, address: str, code: str, *, key: str) -> Confirmed:
        """Check a code that was sent to the requester; the same answer for an unknown address as for a wrong
        code, one that is too old, and one whose three tries are spent.
        """

        def find(session: Session, ticket: TicketRecord) -> ContactRecord | None:
            return self._email(session, ticket, address)

        return self._confirm(ticket_id, REQUESTER, code, key, find)

    def confirm_principal(self, ticket_id: str, code: str, *, by: str = REQUESTER, key: str) -> Confirmed:
        """Check the code that the principal has passed on, to the requester or to an agent (``by``)."""

        def find(session: Session, ticket: TicketRecord) -> ContactRecord | None:
            if by != REQUESTER:
                agent_at_work(session, by)
            return _awaited_principal(session, ticket)

        return self._confirm(ticket_id, by, code, key, find)

    def checked_document(
        self, ticket_id: str, agent_id: str, paper: Paper, *, good: bool = True, key: str
    ) -> Changed:
        """An agent has checked an identity document of the requester; which kind is kept, never the paper."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            self._decide(session, ticket, agent_id, "document", None, good)
            record(session, self._work, ticket, "document_checked", agent_id, reason=paper, good=good)

        return on_ticket(self._work, "checked_document", ticket_id, key, None, step)

    def called_back(self, ticket_id: str, agent_id: str, contact_id: str, *, key: str) -> Changed:
        """An agent has reached the requester at a telephone number of the ticket, and is sure of them."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            contact = contacts.contact_row(session, ticket, contact_id)
            if contact.channel != "phone" or contact.party != REQUESTER:
                raise Refused("only the requester's own number can be called back", "no_phone")
            self._decide(session, ticket, agent_id, "manual", contact, True)
            record(session, self._work, ticket, "called_back", agent_id)

        return on_ticket(self._work, "called_back", ticket_id, key, None, step)

    def _send(
        self,
        ticket_id: str,
        actor: str,
        key: str,
        find: Callable[[Session, TicketRecord], ContactRecord | None],
    ) -> None:
        def carry_out(session: Session, _: str) -> tuple[TicketRecord, Result]:
            ticket = timeline.ticket_for_change(session, ticket_id, None)
            if not self._work.sends_email:
                raise Refused("no mail server is set, so no code can be sent", "no_mail")
            contact = find(session, ticket)
            self._check_pace(session, ticket, actor)
            if contact is not None:
                address = contacts.opened(self._work.vault, ticket, contact).address
                codes.issue(session, self._work, ticket, contact, address)
            record(session, self._work, ticket, "code_requested", actor)
            return ticket, {}

        once(self._work, f"send_code/{ticket_id}", key, carry_out)

    def _check_pace(self, session: Session, ticket: TicketRecord, actor: str) -> None:
        """Counts what was asked for, sent or not, so that a refusal tells nothing either."""
        now = self._work.clock()
        asked = select(EventRecord.at).where(
            EventRecord.ticket_id == ticket.id,
            EventRecord.type == "code_requested",
            EventRecord.actor == actor,
            EventRecord.at > now - timedelta(days=1),
        )
        times = session.exec(asked).all()
        if len(times) >= PER_DAY or any(at > now - PAUSE for at in times):
            raise Refused("codes were asked for too often; wait a minute, or until tomorrow", "too_often")

    def _confirm(
        self,
        ticket_id: str,
        actor: str,
        code: str,
        key: str,
        find: Callable[[Session, TicketRecord], ContactRecord | None],
    ) -> Confirmed:
        def carry_out(session: Session, _: str) -> tuple[TicketRecord, Result]:
            ticket = timeline.ticket_for_change(session, ticket_id, None)
            contact = find(session, ticket)
            row = codes.fits(session, self._work, ticket, contact, code) if contact else None
            if row is None or contact is None:
                return ticket, {"good": False}
            contact.verified_at = self._work.clock()
            if row.party == "principal":
                representation.agreed(session, self._work, ticket, actor, "code")
            else:
                record(session, self._work, ticket, "contact_confirmed", actor, contact=contact.id)
            self._go_on(session, ticket, actor)
            if ticket.status not in FINAL:
                timeline.touch(self._work, ticket)
            return ticket, {"good": True, "proof": row.id}

        return Confirmed(**once(self._work, f"confirm_code/{ticket_id}", key, carry_out))

    def _decide(
        self,
        session: Session,
        ticket: TicketRecord,
        agent_id: str,
        method: Method,
        contact: ContactRecord | None,
        good: bool,
    ) -> None:
        now = self._work.clock()
        row = VerificationRecord(
            ticket_id=ticket.id,
            contact_id=contact.id if contact else None,
            party=REQUESTER,
            method=method,
            state="good" if good else "failed",
            created_at=now,
            decided_by=agent_id,
            decided_at=now,
        )
        session.add(row)
        if contact is not None and good:
            contact.verified_at = now
        session.flush()
        self._go_on(session, ticket, agent_id)

    def _go_on(self, session: Session, ticket: TicketRecord, actor: str) -> None:
        """A request that waited for nothing but proof is worked on again."""
        if cast(Status, ticket.status) == "awaiting_verification" and not verified(session, ticket):
            move(session, self._work, ticket, "new", actor, None)

    def _email(self, session: Session, ticket: TicketRecord, address: str) -> ContactRecord | None:
        index = contacts.address_index(self._work.vault, "email", address)
        return contacts.find(session, ticket, "requester", index)


def _awaited_principal(session: Session, ticket: TicketRecord) -> ContactRecord | None:
    """The principal's contact that was sent a code last; None when nobody is asked for."""
    if session.get(RepresentationRecord, ticket.id) is None:
        return None
    sent = (
        select(ContactRecord)
        .join(VerificationRecord, col(VerificationRecord.contact_id) == col(ContactRecord.id))
        .where(ContactRecord.ticket_id == ticket.id, ContactRecord.party == "principal")
        .order_by(col(VerificationRecord.created_at).desc())
    )
    return session.exec(sent).first()
