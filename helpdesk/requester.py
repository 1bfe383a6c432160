"""What requesters do on their status page: complete what is open, withdraw, ask again after the end."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from sqlmodel import Session, col, select

from helpdesk import outbox, timeline
from helpdesk.casework import REQUESTER, move, on_ticket, record
from helpdesk.commands import Result, once
from helpdesk.completing import form_of, write
from helpdesk.errors import Invalid, Refused
from helpdesk.fields import FOR_SOMEBODY_ELSE
from helpdesk.filing import Filing, receipt_of
from helpdesk.forms import Form, FormField, usable_answers
from helpdesk.intake import Intake, Origin, Receipt
from helpdesk.parcels import Parcel
from helpdesk.sealing import key_of, place
from helpdesk.tables import (
    AnswerRecord,
    LinkRecord,
    MessageRecord,
    RepresentationRecord,
    RightRecord,
    TicketRecord,
)
from helpdesk.tickets import FINAL, Kind, Status
from helpdesk.views import Changed
from helpdesk.wording import sentence
from helpdesk.workplace import Workplace

WITHDRAWAL: Mapping[Status, tuple[Status, ...]] = {
    "new": ("cancelled",),
    "awaiting_verification": ("cancelled",),
    "open": ("cancelled",),
    "waiting_requester": ("cancelled",),
    "on_hold": ("cancelled",),
    "pending_approval": ("open", "cancelled"),
}
"""The steps by which a request is withdrawn; once it is being carried out, only the desk can stop it."""

_FOR_GOOD = ("merged", "spam")
"""Reasons for an end after which nothing follows: the other ticket goes on, or there was no request."""


class Requester:
    """Commands of whoever holds the secret link. Each key counts for its ticket alone."""

    def __init__(self, work: Workplace, filing: Filing) -> None:
        self._work = work
        self._filing = filing

    def complete(self, ticket_id: str, answers: Mapping[str, str], *, key: str) -> Changed:
        """Answer fields that are still open; Invalid for an answer that cannot be taken or is not asked for.

        What was answered before is not changed by this: whoever got hold of the link must not be able to.
        """

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            form = open_form(session, ticket, ticket.language)
            fields = {one.name: one for one in form.fields}
            given = {name: value.strip() for name, value in answers.items() if value.strip()}
            if unknown := [name for name in given if name not in fields]:
                problem = sentence(ticket.language, "problem.unknown")
                raise Invalid(dict.fromkeys(unknown, problem))
            if not given:
                raise Refused("nothing was filled in")
            write(session, self._work, ticket, given, REQUESTER)
            told = "\n".join(f"{fields[name].label}: {_shown(fields[name], given[name])}" for name in given)
            message = timeline.add(session, self._work, ticket, "in", None, told, hashed)
            if ticket.status in ("waiting_requester", "resolved"):
                move(session, self._work, ticket, "open", REQUESTER, None)
            return message

        return on_ticket(self._work, "complete", ticket_id, key, None, step)

    def withdraw(self, ticket_id: str, *, key: str) -> Changed:
        """Withdraw the request; Refused once it is being carried out or answered."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            steps = WITHDRAWAL.get(cast(Status, ticket.status))
            if steps is None:
                raise Refused(f"a ticket that is {ticket.status} can no longer be withdrawn", "too_late")
            for status in steps:
                reason = "withdrawn" if status == "cancelled" else None
                move(session, self._work, ticket, status, REQUESTER, reason)
            text = sentence(ticket.language, "withdrawn.told", reference=ticket.reference)
            message = timeline.add(session, self._work, ticket, "out", None, text, hashed)
            outbox.add(session, self._work, ticket, Parcel("reply", text, None), message)
            return message

        return on_ticket(self._work, "withdraw", ticket_id, key, None, step)

    def reopen(self, ticket_id: str, text: str, *, key: str) -> Receipt:
        """Ask again after the end: a new ticket that follows the old one and keeps its answers.

        Refused while the ticket goes on, after a merge, and when another already follows.
        """

        def carry_out(session: Session, hashed: str) -> tuple[TicketRecord, Result]:
            old = timeline.ticket_for_change(session, ticket_id, None)
            if not may_reopen(session, old):
                raise Refused(
                    f"nothing can follow ticket {old.reference}; write on the one that goes on", "goes_on"
                )
            new, receipt = self._filing.file(session, self._intake(session, old, text), hashed)
            _copy_rights(session, old, new)
            session.add(
                LinkRecord(
                    ticket_id=new.id,
                    other_id=old.id,
                    kind="follows",
                    made_by=REQUESTER,
                    at=self._work.clock(),
                )
            )
            record(session, self._work, new, "linked", REQUESTER, "follows", other=old.reference)
            record(session, self._work, old, "followed", REQUESTER, other=new.reference)
            return new, receipt

        return receipt_of(once(self._work, f"reopen/{ticket_id}", key, carry_out))

    def _intake(self, session: Session, old: TicketRecord, text: str) -> Intake:
        key = key_of(self._work.vault, old)
        form = form_of(session, old, old.language)
        origin = json.loads(key.unseal(old.origin or b"", place("ticket", "origin", old.id)))
        rows = session.exec(select(AnswerRecord).where(AnswerRecord.ticket_id == old.id)).all()
        answers = {row.name: key.unseal(row.value, place("answer", "value", row.id)) for row in rows}
        return Intake(
            organisation=old.organisation,
            kind=cast(Kind, old.kind),
            right=old.right,
            origin=Origin(**origin),
            language=old.language,
            audience=old.audience,
            message=text,
            answers=usable_answers(form, answers, old.language),
        )


def open_form(session: Session, ticket: TicketRecord, language: str) -> Form:
    """The ticket's form with what the requester may answer now: fields still open, what a proxy is asked."""
    form = form_of(session, ticket, language)
    if ticket.status in FINAL:
        return replace(form, fields=())
    wanted = set(ticket.open_fields)
    if session.get(RepresentationRecord, ticket.id) is not None:
        answered = select(AnswerRecord.name).where(AnswerRecord.ticket_id == ticket.id)
        wanted |= set(FOR_SOMEBODY_ELSE) - set(session.exec(answered).all())
    return replace(form, fields=tuple(one for one in form.fields if one.name in wanted))


def may_reopen(session: Session, ticket: TicketRecord) -> bool:
    """Whether another ticket may follow this one."""
    if ticket.status not in FINAL or ticket.end_reason in _FOR_GOOD or ticket.data_key is None:
        return False
    return not any(one.status not in FINAL for one in followers(session, ticket))


def followers(session: Session, ticket: TicketRecord) -> Sequence[TicketRecord]:
    """The tickets that follow this one, the newest first."""
    following = (
        select(TicketRecord)
        .join(LinkRecord, col(LinkRecord.ticket_id) == col(TicketRecord.id))
        .where(LinkRecord.other_id == ticket.id, LinkRecord.kind == "follows")
        .order_by(col(TicketRecord.received_at).desc())
    )
    return session.exec(following).all()


def _shown(field: FormField, value: str) -> str:
    return dict(field.choices).get(value, "✓" if field.kind == "checkbox" else value)


def _copy_rights(session: Session, old: TicketRecord, new: TicketRecord) -> None:
    """Every right asked for before is asked for again."""
    mine = select(RightRecord.right).where(RightRecord.ticket_id == new.id)
    there = set(session.exec(mine).all())
    rows = session.exec(select(RightRecord.right).where(RightRecord.ticket_id == old.id)).all()
    session.add_all(RightRecord(ticket_id=new.id, right=right) for right in rows if right not in there)
    session.flush()
