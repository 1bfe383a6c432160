"""Ways to a requester, in their order: where they asked, by e-mail, the status page.

A message is sent whole to where the person asked. By e-mail goes only a notice that there is news, with a
link to the status page. The status page shows every message and takes what no other way could deliver.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from helpdesk.contacts import Contact, contacts_of
from helpdesk.registration import profile_of
from helpdesk.status_links import new_link
from helpdesk.tables import MessageRecord, OutboxRecord, TicketRecord
from helpdesk.views import Route
from helpdesk.wording import sentence
from helpdesk.workplace import Workplace

_ORIGINS: dict[str, Route] = {"slack": "slack", "web": "web"}
"""Where somebody asked and can be answered; others are reached by e-mail or read the status page."""
_WAITING = ("pending", "leased", "failed")


@dataclass(frozen=True, slots=True)
class Notice:
    """Word by e-mail that there is news: no content, and nothing personal but the address.

    A link of its own only where the address is proven: a mistyped one must open nothing.
    """

    text: str
    address: str
    status_token: str | None
    author_name: None = None


def routes(session: Session, work: Workplace, ticket: TicketRecord) -> tuple[Route, ...]:
    """The ticket's ways from the first to the last, which never fails."""
    origin = _ORIGINS.get(ticket.channel)
    by_email = work.sends_email and email_of(session, work, ticket) is not None
    return (*((origin,) if origin else ()), *(("email",) if by_email else ()), "status")


def next_route(session: Session, work: Workplace, ticket: TicketRecord, row: OutboxRecord) -> Route:
    """Where a message goes that its route has failed to deliver for good."""
    found = routes(session, work, ticket)
    onward = found[found.index(row.route) + 1 :] if row.route in found else ("status",)
    return next(one for one in onward if one != "email" or not noticed(session, ticket, row.message_id))


def noticed(session: Session, ticket: TicketRecord, message_id: str | None) -> bool:
    """Whether a notice is on its way, which serves for later news too, or was sent for this message."""
    notices = select(OutboxRecord.id).where(
        OutboxRecord.ticket_id == ticket.id,
        OutboxRecord.kind == "notice",
        or_(col(OutboxRecord.state).in_(_WAITING), OutboxRecord.message_id == message_id),
    )
    return session.exec(notices).first() is not None


def also_by_email(session: Session, work: Workplace, ticket: TicketRecord, message: MessageRecord) -> bool:
    """Whether a notice goes out beside the message: to a web conversation nobody may ever come back."""
    found = routes(session, work, ticket)
    return found[0] == "web" and "email" in found and not noticed(session, ticket, message.id)


def new_notice(session: Session, work: Workplace, ticket: TicketRecord) -> Notice:
    """A notice for the ticket's e-mail address; LookupError when there is none."""
    contact = _email(session, work, ticket)
    if contact is None:
        raise LookupError("the ticket has no e-mail address")
    text = sentence(
        ticket.language,
        "notice.news",
        reference=ticket.reference,
        organisation=profile_of(session, ticket.organisation).name,
    )
    token = new_link(session, ticket, work.clock()) if contact.verified_at else None
    return Notice(text, contact.address, token)


def email_of(session: Session, work: Workplace, ticket: TicketRecord) -> str | None:
    """The requester's e-mail address, one shown to be theirs before others; never the principal's."""
    contact = _email(session, work, ticket)
    return contact.address if contact else None


def _email(session: Session, work: Workplace, ticket: TicketRecord) -> Contact | None:
    found = [
        one
        for one in contacts_of(session, work.vault, ticket)
        if one.channel == "email" and one.party == "requester"
    ]
    verified = [one for one in found if one.verified_at]
    return next(iter((*verified, *found)), None)
