"""One-time codes: six digits, sent to one contact of one ticket, of which only a keyed hash is kept."""

import hmac
import json
import secrets
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, update
from sqlmodel import Session, col, func, select

from helpdesk.registration import profile_of
from helpdesk.sealing import key_of, place
from helpdesk.tables import ContactRecord, OutboxRecord, TicketRecord, VerificationRecord, new_id
from helpdesk.vault import Vault
from helpdesk.wording import sentence
from helpdesk.workplace import Workplace

LIFE = timedelta(minutes=15)
TRIES = 3
PER_DAY = 10
"""Codes that one address gets in a day, from whatever tickets."""


def issue(
    session: Session, work: Workplace, ticket: TicketRecord, contact: ContactRecord, address: str
) -> None:
    """Send a code to an e-mail contact; the one before it is dead from now on.

    The caller holds the ticket's row. Nothing is sent to an address that has had its codes for the day.
    """
    now = work.clock()
    if _sent_today(session, work, contact) >= PER_DAY:
        return
    _withdraw(session, contact)
    id, code = new_id(), f"{secrets.randbelow(10**6):06}"
    session.add(
        VerificationRecord(
            id=id,
            ticket_id=ticket.id,
            contact_id=contact.id,
            party=contact.party,
            method="code",
            code_mac=_mac(work.vault, ticket.id, contact.id, id, code),
            created_at=now,
            expires_at=now + LIFE,
        )
    )
    session.flush()
    _post(session, work, ticket, contact, address, id, code)


def fits(
    session: Session, work: Workplace, ticket: TicketRecord, contact: ContactRecord, code: str
) -> VerificationRecord | None:
    """The verification that ``code`` completes; None when it is wrong, too late or the tries are spent.

    The try is counted by one conditional UPDATE before anything is compared, so that guesses made at the
    same time cannot share one.
    """
    row = _alive(session, contact)
    if row is None:
        return None
    counting = update(VerificationRecord).where(
        col(VerificationRecord.id) == row.id,
        col(VerificationRecord.state) == "pending",
        col(VerificationRecord.attempts) < TRIES,
        col(VerificationRecord.expires_at) > work.clock(),
    )
    counting = counting.values(attempts=VerificationRecord.attempts + 1)
    counted = cast("CursorResult[Any]", session.exec(counting)).rowcount == 1
    session.refresh(row)
    if not counted:
        return None
    expected = _mac(work.vault, ticket.id, contact.id, row.id, code.strip())
    right = hmac.compare_digest(row.code_mac or "", expected)
    if right:
        row.state, row.decided_at = "good", work.clock()
    elif row.attempts >= TRIES:
        row.state = "failed"
    session.flush()
    return row if right else None


def undelivered(session: Session, ticket: TicketRecord) -> set[str]:
    """The verifications of the ticket whose codes could not be delivered, at least so far."""
    stuck = select(OutboxRecord.dedupe_key).where(
        OutboxRecord.ticket_id == ticket.id,
        OutboxRecord.kind == "code",
        col(OutboxRecord.state).in_(("failed", "dead")),
    )
    return {key.removeprefix(_post_key("")) for key in session.exec(stuck).all()}


def _withdraw(session: Session, contact: ContactRecord) -> None:
    """End the code that is alive, and do not send it any more if it still waits to be sent."""
    row = _alive(session, contact)
    if row is None:
        return
    row.state = "expired"
    waiting = col(OutboxRecord.state).in_(("pending", "failed"))
    session.exec(delete(OutboxRecord).where(col(OutboxRecord.dedupe_key) == _post_key(row.id), waiting))
    session.flush()


def _post_key(id: str) -> str:
    return f"code/{id}"


def _alive(session: Session, contact: ContactRecord) -> VerificationRecord | None:
    wanted = select(VerificationRecord).where(
        VerificationRecord.contact_id == contact.id,
        VerificationRecord.method == "code",
        VerificationRecord.state == "pending",
    )
    return session.exec(wanted).first()


def _sent_today(session: Session, work: Workplace, contact: ContactRecord) -> int:
    rows = (
        select(func.count())
        .select_from(VerificationRecord)
        .join(ContactRecord, col(ContactRecord.id) == col(VerificationRecord.contact_id))
        .where(
            ContactRecord.address_index == contact.address_index,
            VerificationRecord.method == "code",
            VerificationRecord.created_at > work.clock() - timedelta(days=1),
        )
    )
    return session.exec(rows).one()


def _mac(vault: Vault, ticket_id: str, contact_id: str, id: str, code: str) -> str:
    """A million codes are soon tried: without the key that the hash is made with, they cannot be."""
    return vault.blind("\0".join((ticket_id, contact_id, id, code)), "code")


def _post(
    session: Session,
    work: Workplace,
    ticket: TicketRecord,
    contact: ContactRecord,
    address: str,
    id: str,
    code: str,
) -> None:
    """By e-mail and by nothing else: whoever reads along in the conversation must not get it."""
    organisation = profile_of(session, ticket.organisation).name
    text = sentence(
        ticket.language,
        f"code.{contact.party}",
        code=code,
        reference=ticket.reference,
        organisation=organisation,
        minutes=LIFE // timedelta(minutes=1),
    )
    post, now = new_id(), work.clock()
    body = json.dumps({"text": text, "author_name": None, "address": address})
    session.add(
        OutboxRecord(
            id=post,
            dedupe_key=_post_key(id),
            kind="code",
            ticket_id=ticket.id,
            route="email",
            body=key_of(work.vault, ticket).seal(body, place("outbox", "body", post)),
            created_at=now,
            next_at=now,
        )
    )
