"""What the secret status link shows: the reduced view of a ticket, for its requester."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from helpdesk.casefile import message_rows, text_of
from helpdesk.forms import Form
from helpdesk.handover import shared_files
from helpdesk.identity import Missing, accepted_methods, verified
from helpdesk.intake import Origin
from helpdesk.reckoning import answer_due, clocks_of
from helpdesk.registration import profile_of
from helpdesk.requester import WITHDRAWAL, followers, may_reopen, open_form
from helpdesk.satisfaction import may_say
from helpdesk.sealing import key_of
from helpdesk.status_links import ticket_behind
from helpdesk.tables import ContactRecord, TicketRecord, VerificationRecord
from helpdesk.threads import origin_index
from helpdesk.tickets import FINAL
from helpdesk.timeline import goes_on_in
from helpdesk.wording import CATALOGUES, sentence
from helpdesk.workplace import Workplace


@dataclass(frozen=True, slots=True)
class PublicMessage:
    """A message the requester may see: never a note."""

    at: datetime
    author: Literal["requester", "desk"]
    text: str


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file that is handed over behind a confirmed contact; its name is told with its content."""

    id: str
    media_type: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """A ticket as its requester sees it; ``language`` is the ticket's, labels are in the one asked for.

    ``next`` says what happens now. ``form`` holds the fields that may be completed. ``proof`` is what is
    missing of it, ``proof_by`` how it is given; ``takes_codes``: codes can be sent at all;
    ``principal_code``: the one of the person asked for is awaited. ``followed_by`` is the reference of the
    ticket that was opened after this one had ended.
    """

    ticket_id: str
    reference: str
    organisation: str
    time_zone: str
    language: str
    status: str
    next: str
    kind: str
    received_at: datetime
    expected_reply: datetime | None
    legal_due: datetime | None
    messages: tuple[PublicMessage, ...]
    open_fields: tuple[str, ...]
    form: Form
    proof: tuple[Missing, ...]
    proof_by: Literal["code", "paper", "desk"]
    takes_codes: bool
    principal_code: bool
    files: tuple[PublicFile, ...]
    can_write: bool
    can_withdraw: bool
    can_reopen: bool
    can_rate: bool
    satisfied: bool | None
    followed_by: str | None


class Public:
    """Reads tickets by their secret."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def status(self, token: str, language: str | None = None) -> PublicStatus | None:
        """The requester's view; None for unknown and expired alike.

        ``language`` is the reader's; by default the ticket's.
        """
        with self._work.sessions.read() as session:
            ticket = ticket_behind(session, token, self._work.clock())
            if ticket is None:
                return None
            ticket = _theirs(session, ticket)
            return self._shown(session, ticket, language if language in CATALOGUES else ticket.language)

    def filed_in(self, origin: Origin, language: str) -> tuple[PublicStatus, ...]:
        """The requester's views of what came of one conversation or thread, the oldest first."""
        index = origin_index(self._work.vault, origin)
        filed = select(TicketRecord).where(
            TicketRecord.origin_index == index, TicketRecord.token_expires_at > self._work.clock()
        )
        with self._work.sessions.read() as session:
            rows = session.exec(filed.order_by(col(TicketRecord.received_at))).all()
            return tuple(self._shown(session, _theirs(session, row), language) for row in rows)

    def _shown(self, session: Session, ticket: TicketRecord, language: str) -> PublicStatus:
        name = f"right.{ticket.right}" if ticket.right else f"kind.{ticket.kind}"
        profile = profile_of(session, ticket.organisation)
        ended = ticket.status in FINAL
        missing = () if ended else verified(session, ticket)
        return PublicStatus(
            ticket_id=ticket.id,
            reference=ticket.reference,
            organisation=profile.name,
            time_zone=profile.time_zone,
            language=ticket.language,
            status=_status_in(ticket, language),
            next=_next_in(ticket, language),
            kind=sentence(language, name),
            received_at=ticket.received_at,
            expected_reply=None if ended or ticket.first_human_reply_at else ticket.expected_reply_at,
            legal_due=None if ended else answer_due(clocks_of(session, self._work, ticket)),
            messages=self._messages(session, ticket),
            open_fields=tuple(sentence(language, f"field.{name}") for name in ticket.open_fields),
            form=open_form(session, ticket, language),
            proof=missing,
            proof_by=self._proof_by(session, ticket),
            takes_codes=self._work.sends_email,
            principal_code=_awaits_principal(session, ticket, self._work.clock()),
            files=tuple(
                PublicFile(one.id, one.media_type, one.size, one.at) for one in shared_files(session, ticket)
            ),
            can_write=not ended,
            can_withdraw=ticket.status in WITHDRAWAL,
            can_reopen=may_reopen(session, ticket),
            can_rate=may_say(ticket),
            satisfied=ticket.satisfied,
            followed_by=_followed_by(session, ticket),
        )

    def _proof_by(self, session: Session, ticket: TicketRecord) -> Literal["code", "paper", "desk"]:
        if accepted_methods(session, ticket) == ("document",):
            return "paper"
        return "code" if self._work.sends_email else "desk"

    def _messages(self, session: Session, ticket: TicketRecord) -> tuple[PublicMessage, ...]:
        """Named one by one: what is neither said by the requester nor sent to them is left out."""
        authors: dict[str, Literal["requester", "desk"]] = {"in": "requester", "out": "desk"}
        key = key_of(self._work.vault, ticket)
        return tuple(
            PublicMessage(row.at, authors[row.direction], text_of(row, key))
            for row in message_rows(session, ticket)
            if row.direction in authors
        )


def _theirs(session: Session, ticket: TicketRecord) -> TicketRecord:
    """The ticket that a merged one goes on in, where the same contact was confirmed on both.

    Else anybody could file under a stranger's address, be merged, and read the stranger's ticket.
    """
    target = goes_on_in(session, ticket)
    shared = _confirmed(session, ticket) & _confirmed(session, target)
    return target if shared and target.data_key else ticket


def _confirmed(session: Session, ticket: TicketRecord) -> set[str]:
    confirmed = select(ContactRecord.address_index).where(
        ContactRecord.ticket_id == ticket.id,
        ContactRecord.party == "requester",
        col(ContactRecord.verified_at).is_not(None),
    )
    return set(session.exec(confirmed).all())


def _followed_by(session: Session, ticket: TicketRecord) -> str | None:
    if ticket.merged_into:
        return goes_on_in(session, ticket).reference
    following = followers(session, ticket)
    return following[0].reference if following else None


def _status_in(ticket: TicketRecord, language: str) -> str:
    label = sentence(language, f"status.{ticket.status}")
    if ticket.end_reason and ticket.status == "cancelled":
        return f"{label} – {sentence(language, f'reason.{ticket.end_reason}')}"
    return label


def _next_in(ticket: TicketRecord, language: str) -> str:
    if ticket.status == "new" and ticket.kind == "incident_report":
        return sentence(language, "next.incident")
    return sentence(language, f"next.{ticket.status}")


def _awaits_principal(session: Session, ticket: TicketRecord, now: datetime) -> bool:
    alive = select(VerificationRecord.id).where(
        VerificationRecord.ticket_id == ticket.id,
        VerificationRecord.party == "principal",
        VerificationRecord.state == "pending",
        col(VerificationRecord.expires_at) > now,
    )
    return session.exec(alive).first() is not None
