"""Ways to reach the requester, and the person they ask for: kept sealed, found by a keyed index alone."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from helpdesk.casework import agent_at_work, on_ticket, record
from helpdesk.errors import NotFound, Refused
from helpdesk.identity import Party
from helpdesk.intake import Origin
from helpdesk.sealing import key_of, place
from helpdesk.tables import ContactRecord, TicketRecord, VerificationRecord, new_id
from helpdesk.vault import Vault
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

Channel = Literal["email", "phone", "slack"]
_WORD = r"[^\s@<>\"(),:;、。]+"
_EMAIL = re.compile(rf"{_WORD}@{_WORD}\.{_WORD}")
_PHONE = re.compile(r"\+?\d[\d\s().-]{6,}\d")
_DIGITS = 8
"""A telephone number has at least so many."""
_NO_DIGIT = re.compile(r"\D")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―ー−", "-"))


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody; ``verified_at`` is when it was last shown to be theirs."""

    id: str
    party: Party
    channel: Channel
    address: str
    verified_at: datetime | None


class Contacts:
    """What agents read and add."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def of(self, ticket_id: str) -> tuple[Contact, ...]:
        """The ticket's contacts, the requester's first; none once it is erased."""
        with self._work.sessions.read() as session:
            ticket = session.get(TicketRecord, ticket_id)
            if ticket is None or ticket.data_key is None:
                return ()
            return contacts_of(session, self._work.vault, ticket)

    def add(self, ticket_id: str, agent_id: str, party: Party, text: str, *, key: str) -> Changed:
        """An agent adds an e-mail address or telephone number; Refused when there is none in ``text``."""
        found = list(addresses_in(text))
        if not found:
            raise Refused("there is no e-mail address or telephone number in this; correct it", "no_contact")

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            for channel, address in found:
                keep(session, self._work, ticket, party, channel, address)
                record(session, self._work, ticket, "contact_added", agent_id, party=party, channel=channel)

        return on_ticket(self._work, "add_contact", ticket_id, key, None, step)


_ANSWERED: dict[str, Party] = {"contact": "requester", "principal_contact": "principal"}
"""The fields of a form that tell how to reach somebody."""


def take_answers(session: Session, work: Workplace, ticket: TicketRecord, answers: Mapping[str, str]) -> None:
    """Keep the contacts that were answered in a form."""
    for field, party in _ANSWERED.items():
        for channel, address in addresses_in(answers.get(field, "")):
            keep(session, work, ticket, party, channel, address)


def take(
    session: Session,
    work: Workplace,
    ticket: TicketRecord,
    origin: Origin | None,
    answers: Mapping[str, str],
) -> None:
    """Keep what a requester has answered, and their Slack identity where they asked in a direct message.

    A member of the workspace who writes there has signed in to it: their own Slack contact is good at once.
    """
    take_answers(session, work, ticket, answers)
    person = _slack_person(origin) if origin else None
    if person is None:
        return
    contact = keep(session, work, ticket, "requester", "slack", person)
    if ticket.audience == "employees":
        good(session, work, ticket, contact)


def good(session: Session, work: Workplace, ticket: TicketRecord, contact: ContactRecord) -> None:
    """Record that a Slack contact is its owner's."""
    now = work.clock()
    contact.verified_at = now
    session.add(
        VerificationRecord(
            ticket_id=ticket.id,
            contact_id=contact.id,
            party="requester",
            method="slack",
            state="good",
            created_at=now,
            decided_at=now,
        )
    )


def keep(
    session: Session, work: Workplace, ticket: TicketRecord, party: Party, channel: Channel, address: str
) -> ContactRecord:
    """The contact of that address, made unless the ticket has it already."""
    index = address_index(work.vault, channel, address)
    known = find(session, ticket, party, index)
    if known is not None:
        return known
    id = new_id()
    sealed = key_of(work.vault, ticket).seal(address, place("contact", "address", id))
    row = ContactRecord(
        id=id, ticket_id=ticket.id, party=party, channel=channel, address=sealed, address_index=index
    )
    session.add(row)
    session.flush()
    return row


def find(session: Session, ticket: TicketRecord, party: Party, index: str) -> ContactRecord | None:
    """The ticket's contact of that index."""
    wanted = select(ContactRecord).where(
        ContactRecord.ticket_id == ticket.id,
        ContactRecord.party == party,
        ContactRecord.address_index == index,
    )
    return session.exec(wanted).first()


def contact_row(session: Session, ticket: TicketRecord, id: str) -> ContactRecord:
    """The contact of that id, which must be the ticket's; NotFound."""
    row = session.get(ContactRecord, id)
    if row is None or row.ticket_id != ticket.id:
        raise NotFound(f"the ticket has no contact {id}")
    return row


def contacts_of(session: Session, vault: Vault, ticket: TicketRecord) -> tuple[Contact, ...]:
    """Every contact of a ticket that is not erased, the requester's first."""
    rows = session.exec(select(ContactRecord).where(ContactRecord.ticket_id == ticket.id)).all()
    found = [opened(vault, ticket, row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.party == "principal", one.channel, one.address)))


def opened(vault: Vault, ticket: TicketRecord, row: ContactRecord) -> Contact:
    """The contact, decrypted."""
    address = key_of(vault, ticket).unseal(row.address, place("contact", "address", row.id))
    return Contact(row.id, cast(Party, row.party), cast(Channel, row.channel), address, row.verified_at)


def addresses_in(text: str) -> Iterator[tuple[Channel, str]]:
    """The e-mail addresses and telephone numbers in what somebody wrote, full-width or not."""
    plain = unicodedata.normalize("NFKC", text)
    for match in _EMAIL.finditer(plain):
        yield "email", match[0].rstrip(".")
    for match in _PHONE.finditer(_EMAIL.sub(" ", plain.translate(_DASHES))):
        if len(_NO_DIGIT.sub("", match[0])) >= _DIGITS:
            yield "phone", " ".join(match[0].split())


def forget(session: Session, ticket: TicketRecord) -> None:
    """Drop the ticket's contacts; that something was proven, when and by which way, stays."""
    mine = col(VerificationRecord.ticket_id) == ticket.id
    session.exec(update(VerificationRecord).where(mine).values(contact_id=None, code_mac=None))
    session.exec(delete(ContactRecord).where(col(ContactRecord.ticket_id) == ticket.id))


def address_index(vault: Vault, channel: Channel, address: str) -> str:
    """By what an address is found, however it was written: e-mail without case, the end of a number."""
    return vault.blind(f"{channel}\0{_folded(channel, address)}", "contact")


def _folded(channel: Channel, address: str) -> str:
    """A number's last nine digits are the same with +81, with +81 (0) and with 0 before them."""
    plain = unicodedata.normalize("NFKC", address).strip()
    if channel == "phone":
        return _NO_DIGIT.sub("", plain)[-9:]
    return plain.casefold() if channel == "email" else plain


def _slack_person(origin: Origin) -> str | None:
    """``team/channel`` of a direct message, which is one person's; None where others read along."""
    if origin.channel != "slack":
        return None
    team, _, rest = origin.address.partition("/")
    channel = rest.partition("/")[0]
    return f"{team}/{channel}" if channel.startswith("D") else None
