"""Where the proof of a ticket stands; asking for it, reminding of it, and ending what stays unproven."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlmodel import Session, col, select

from helpdesk import codes, contacts, outbox, timeline
from helpdesk.casework import agent_at_work, move, on_ticket, record
from helpdesk.contacts import Contact
from helpdesk.errors import Refused
from helpdesk.identity import Method, Missing, Party, accepted_methods, needs_proof, verified
from helpdesk.parcels import Parcel
from helpdesk.representation import Basis
from helpdesk.tables import (
    EventRecord,
    MessageRecord,
    RepresentationRecord,
    TicketRecord,
    VerificationRecord,
)
from helpdesk.views import Changed
from helpdesk.wording import sentence
from helpdesk.workplace import Workplace

REMINDED, ENDED = timedelta(hours=24), timedelta(days=7)
"""After so long a request that waits for proof is remembered once, and then cancelled as unverified."""
_SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at proof. ``state`` is pending, good, failed or expired; ``by`` an agent's id.

    ``undelivered``: its code could not be delivered, at least so far.
    """

    method: Method
    party: Party
    state: str
    at: datetime
    by: str | None
    contact: str | None
    undelivered: bool


@dataclass(frozen=True, slots=True)
class Authority:
    """That the requester asks for another, and what of it is confirmed; ids of agents, or "principal"."""

    basis: Basis
    checked_at: datetime | None
    checked_by: str | None
    agreed_at: datetime | None
    agreed_by: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who asks and how it is proven. Not ``needed``: nothing asked for ever waits for proof."""

    needed: bool
    missing: tuple[Missing, ...]
    methods: tuple[Method, ...]
    contacts: tuple[Contact, ...]
    attempts: tuple[Attempt, ...]
    proxy: Authority | None


class Proving:
    """Reads and asks; `run` is called by the clock."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def standing(self, ticket_id: str) -> Standing:
        """What is proven on a ticket that is not erased, the newest attempt first."""
        with self._work.sessions.read() as session:
            ticket = session.get_one(TicketRecord, ticket_id)
            known = contacts.contacts_of(session, self._work.vault, ticket)
            return Standing(
                needed=needs_proof(session, ticket),
                missing=verified(session, ticket),
                methods=accepted_methods(session, ticket),
                contacts=known,
                attempts=_attempts(session, ticket, {one.id: one.address for one in known}),
                proxy=_authority(session.get(RepresentationRecord, ticket.id)),
            )

    def ask(self, ticket_id: str, agent_id: str, *, key: str, expected_version: int | None = None) -> Changed:
        """Ask the requester to confirm that it is they; the ticket waits for it, a week at most."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            agent = agent_at_work(session, agent_id)
            if not verified(session, ticket):
                raise Refused("nothing is missing that the requester could prove", "not_missing")
            if ticket.status == "new":
                move(session, self._work, ticket, "open", agent_id, None)
            move(session, self._work, ticket, "awaiting_verification", agent_id, None)
            text = self._words(session, ticket, "asked")
            message = timeline.add(session, self._work, ticket, "out", agent_id, text, hashed)
            outbox.add(session, self._work, ticket, Parcel("reply", text, agent.name), message)
            return message

        return on_ticket(self._work, "ask_for_proof", ticket_id, key, expected_version, step)

    def run(self) -> int:
        """Remind and end what is due; how many tickets it was. Each is locked and looked at again."""
        with self._work.sessions.read() as session:
            waiting = select(TicketRecord.id).where(TicketRecord.status == "awaiting_verification")
            ids = session.exec(waiting.where(col(TicketRecord.data_key).is_not(None))).all()
        return sum(self._look_at(id) for id in ids)

    def _look_at(self, id: str) -> bool:
        with self._work.sessions.write() as session:
            ticket = timeline.ticket_for_change(session, id, None)
            if ticket.status != "awaiting_verification":
                return False
            if not verified(session, ticket):  # what was missing has been corrected away
                move(session, self._work, ticket, "new", _SYSTEM, None)
                timeline.touch(self._work, ticket)
                return True
            return self._remind_or_end(session, ticket)

    def _remind_or_end(self, session: Session, ticket: TicketRecord) -> bool:
        """A paper takes its time in the post, so where one is asked for, only a person ends the wait."""
        began = _began(session, ticket)
        waited, paper = self._work.clock() - began.at, accepted_methods(session, ticket) == ("document",)
        if waited >= ENDED and not paper:
            move(session, self._work, ticket, "cancelled", _SYSTEM, "unverified")
            self._tell(session, ticket, "ended", f"unverified/{ticket.id}")
        elif waited >= (ENDED if paper else REMINDED) and not _reminded(session, ticket, began):
            record(session, self._work, ticket, "proof_reminder", _SYSTEM)
            self._tell(session, ticket, "reminder", f"proof_reminder/{began.seq}")
        else:
            return False
        timeline.touch(self._work, ticket)
        return True

    def _words(
        self, session: Session, ticket: TicketRecord, what: Literal["asked", "reminder", "ended"]
    ) -> str:
        """What to say, by how this requester can prove who they are."""
        if accepted_methods(session, ticket) == ("document",):
            way = "_paper"
        else:
            way = "" if self._work.sends_email else "_desk"
        key = f"proof.{what}" if what == "ended" else f"proof.{what}{way}"
        return sentence(ticket.language, key, days=ENDED.days)

    def _tell(
        self, session: Session, ticket: TicketRecord, what: Literal["reminder", "ended"], key: str
    ) -> None:
        text = self._words(session, ticket, what)
        message = timeline.add(session, self._work, ticket, "out", None, text, key)
        outbox.add(session, self._work, ticket, Parcel("reply", text, None), message)


def _began(session: Session, ticket: TicketRecord) -> EventRecord:
    """When the ticket began to wait, the last time that it did."""
    began = select(EventRecord).where(
        EventRecord.ticket_id == ticket.id, EventRecord.new == "awaiting_verification"
    )
    return session.exec(began.order_by(col(EventRecord.seq).desc()).limit(1)).one()


def _reminded(session: Session, ticket: TicketRecord, began: EventRecord) -> bool:
    reminder = select(EventRecord.seq).where(
        EventRecord.ticket_id == ticket.id,
        EventRecord.type == "proof_reminder",
        EventRecord.seq > began.seq,
    )
    return session.exec(reminder).first() is not None


def _attempts(session: Session, ticket: TicketRecord, addresses: dict[str, str]) -> tuple[Attempt, ...]:
    stuck = codes.undelivered(session, ticket)
    rows = select(VerificationRecord).where(VerificationRecord.ticket_id == ticket.id)
    return tuple(
        Attempt(
            method=cast(Method, row.method),
            party=cast(Party, row.party),
            state=row.state,
            at=row.decided_at or row.created_at,
            by=row.decided_by,
            contact=addresses.get(row.contact_id or ""),
            undelivered=row.id in stuck,
        )
        for row in session.exec(rows.order_by(col(VerificationRecord.created_at).desc())).all()
    )


def _authority(row: RepresentationRecord | None) -> Authority | None:
    if row is None:
        return None
    return Authority(
        basis=cast(Basis, row.basis),
        checked_at=row.authority_checked_at,
        checked_by=row.authority_checked_by,
        agreed_at=row.principal_confirmed_at,
        agreed_by=row.confirmed_by,
    )
