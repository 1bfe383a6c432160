"""The register of opt-outs: append-only; of a person's choices for a purpose the newest holds.

A person is who is reached at a contact: found by its keyed index, exported to the mailing system in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from helpdesk import contacts
from helpdesk.casework import agent_at_work, record
from helpdesk.commands import key_hash
from helpdesk.contacts import address_index, addresses_in
from helpdesk.errors import Refused
from helpdesk.guards import rights_of
from helpdesk.sealing import place
from helpdesk.tables import PreferenceRecord, TicketRecord
from helpdesk.tickets import OPT_OUTS
from helpdesk.workplace import Workplace

State = Literal["opted_out", "opted_in"]


@dataclass(frozen=True, slots=True)
class Preference:
    """One choice. ``reference`` is the ticket that proves it, ``method`` how it reached the desk."""

    organisation: str
    channel: str
    contact: str
    purpose: str
    state: State
    effective_at: datetime
    recorded_at: datetime
    recorded_by: str
    method: str
    reference: str | None


class Preferences:
    """Writes choices down and gives them to the mailing system."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def record(
        self,
        organisation: str,
        contact: str,
        purpose: str,
        state: State,
        *,
        agent_id: str,
        method: str,
        key: str,
    ) -> None:
        """Write down what somebody has told an agent; a repeated key changes nothing.

        Refused where ``contact`` holds no e-mail address or telephone number, or for an unknown purpose.
        """
        found = list(addresses_in(contact))
        if not found:
            raise Refused("there is no e-mail address or telephone number in this; correct it", "no_contact")
        if purpose not in OPT_OUTS:
            raise Refused(f"a purpose is one of {', '.join(sorted(OPT_OUTS))}", "purpose")
        with self._work.sessions.write() as session:
            agent_at_work(session, agent_id)
            for channel, address in found:
                row = _Choice(organisation, channel, address, purpose, state, method, agent_id, None)
                _append(session, self._work, row, f"{key}/{channel}/{address}")

    def current(self, organisation: str, since: datetime | None = None) -> tuple[Preference, ...]:
        """What holds for each person and purpose, the newest first; ``since`` leaves out older choices."""
        seen: set[tuple[str, str]] = set()
        newest = []
        for row, reference in self._rows(organisation):
            if (row.person_index, row.purpose) not in seen:
                seen.add((row.person_index, row.purpose))
                newest.append((row, reference))
        return tuple(
            self._opened(row, reference)
            for row, reference in newest
            if since is None or row.recorded_at >= since
        )

    def history(self, organisation: str, contact: str) -> tuple[Preference, ...]:
        """Everything that one person has chosen, the newest first: the proof for them."""
        indexes = {
            address_index(self._work.vault, channel, address) for channel, address in addresses_in(contact)
        }
        found = self._rows(organisation)
        return tuple(self._opened(row, reference) for row, reference in found if row.person_index in indexes)

    def _rows(self, organisation: str) -> Sequence[tuple[PreferenceRecord, str | None]]:
        rows = select(PreferenceRecord, TicketRecord.reference).join(TicketRecord, isouter=True)
        rows = rows.where(PreferenceRecord.organisation == organisation)
        with self._work.sessions.read() as session:
            return list(session.exec(rows.order_by(col(PreferenceRecord.id).desc())).all())

    def _opened(self, row: PreferenceRecord, reference: str | None) -> Preference:
        contact = ""
        if row.data_key and row.contact:
            key = self._work.vault.data_key(row.data_key)
            contact = key.unseal(row.contact, place("preference", "contact", row.key_hash))
        return Preference(
            organisation=row.organisation,
            channel=row.channel,
            contact=contact,
            purpose=row.purpose,
            state="opted_in" if row.state == "opted_in" else "opted_out",
            effective_at=row.effective_at,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
            method=row.method,
            reference=reference,
        )


def record_for(session: Session, work: Workplace, ticket: TicketRecord, agent_id: str) -> None:
    """Write the opt-outs that a ticket grants into the register, in the caller's transaction.

    Every contact of the requester counts, from the moment their words reached the company.
    """
    granted = [one.right for one in rights_of(session, ticket) if one.outcome in ("granted", "partly")]
    for right in (one for one in granted if one in OPT_OUTS):
        for contact in contacts.contacts_of(session, work.vault, ticket):
            if contact.party != "requester" or contact.channel not in ("email", "phone"):
                continue
            row = _Choice(
                ticket.organisation, contact.channel, contact.address, right, "opted_out", ticket.channel,
                agent_id, ticket,
            )  # fmt: skip
            _append(session, work, row, f"{ticket.id}/{right}/{contact.channel}/{contact.address}")
        record(session, work, ticket, "opt_out_registered", agent_id, right)


@dataclass(frozen=True, slots=True)
class _Choice:
    organisation: str
    channel: str
    address: str
    purpose: str
    state: State
    method: str
    recorded_by: str
    ticket: TicketRecord | None


def _append(session: Session, work: Workplace, choice: _Choice, key: str) -> None:
    hashed, now = key_hash("preference", key), work.clock()
    known = select(PreferenceRecord.id).where(PreferenceRecord.key_hash == hashed)
    if session.exec(known).first() is not None:
        return
    data_key = work.vault.new_data_key()
    session.add(
        PreferenceRecord(
            organisation=choice.organisation,
            person_index=address_index(work.vault, choice.channel, choice.address),  # type: ignore[arg-type]
            channel=choice.channel,
            contact=data_key.seal(choice.address, place("preference", "contact", hashed)),
            data_key=data_key.wrapped,
            purpose=choice.purpose,
            state=choice.state,
            effective_at=choice.ticket.received_at if choice.ticket else now,
            recorded_at=now,
            recorded_by=choice.recorded_by,
            method=choice.method,
            ticket_id=choice.ticket.id if choice.ticket else None,
            key_hash=hashed,
        )
    )
    session.flush()
