"""Tickets that belong together: duplicates found by contact, links, and merging one into another."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Literal, cast

from sqlalchemy import union
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from helpdesk import timeline
from helpdesk.casework import agent_at_work, move, on_ticket, record
from helpdesk.commands import Result, once
from helpdesk.errors import NotFound, Refused
from helpdesk.intake import WRITTEN_DOWN
from helpdesk.queue import ticket_rows
from helpdesk.references import read_reference
from helpdesk.tables import ContactRecord, LinkRecord, RightRecord, TicketRecord
from helpdesk.tickets import FINAL, Status
from helpdesk.views import Changed, TicketRow
from helpdesk.workplace import Workplace

LinkKind = Literal["related", "duplicate", "merged", "follows"]
ALIKE = timedelta(days=90)
"""How long ago a ticket may have come in to be taken for the same request."""
_SHOWN = 20
_LOOKED_AT = 200
"""Newest tickets of one requester among which duplicates are looked for."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A ticket that belongs to another; ``is_source`` when it is the one that was merged or follows."""

    row: TicketRow
    kind: LinkKind
    is_source: bool


@dataclass(frozen=True, slots=True)
class Company:
    """The tickets beside one: linked ones, and others by the same requester.

    ``merged`` are the ids of those that ended for this one to go on, at first or second hand.
    """

    linked: tuple[Linked, ...]
    others: tuple[TicketRow, ...]
    merged: tuple[str, ...]


class Links:
    """Links are made by agents; duplicates are linked when a ticket is filed."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def of(self, ticket_id: str) -> Company:
        """What is linked with the ticket, and what else the same requester has asked for, newest first."""
        with self._work.sessions.read() as session:
            ticket = session.get_one(TicketRecord, ticket_id)
            links = _links(session, ticket_id)
            ids = {link.other_id if link.ticket_id == ticket_id else link.ticket_id for link in links}
            rows = {row.id: row for row in ticket_rows(session, _tickets(session, ids))}
            linked = [_linked(link, ticket_id, rows) for link in links]
            others = _same_requester(ticket).where(col(TicketRecord.id).not_in(ids))
            newest = others.order_by(col(TicketRecord.received_at).desc()).limit(_SHOWN)
            beside = ticket_rows(session, session.exec(newest).all())
            return Company(tuple(one for one in linked if one), beside, _sources(session, ticket_id))

    def link(self, ticket_id: str, reference: str, kind: LinkKind, *, agent_id: str, key: str) -> Changed:
        """Link with the ticket of that reference, as related or as a duplicate."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            other = _named(session, ticket, reference)
            if kind not in ("related", "duplicate"):
                raise Refused("tickets are linked as related or as duplicates", "link_kind")
            if session.get(LinkRecord, (ticket.id, other.id, kind)) is None:
                self._link(session, ticket, other, kind, agent_id)

        return on_ticket(self._work, "link", ticket_id, key, None, step)

    def unlink(self, ticket_id: str, reference: str, *, agent_id: str, key: str) -> Changed:
        """Undo a link as related or duplicate; a merge stays."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            other = _named(session, ticket, reference)
            _unlink(session, ticket, other)
            record(session, self._work, ticket, "unlinked", agent_id, other=other.reference)

        return on_ticket(self._work, "unlink", ticket_id, key, None, step)

    def merge(self, ticket_id: str, reference: str, *, agent_id: str, key: str) -> Changed:
        """End this ticket and let the one of that reference go on for both, from the earlier receipt on.

        Refused for tickets of different organisations, and where either has ended or is past deciding.
        """

        def carry_out(session: Session, _: str) -> tuple[TicketRecord, Result]:
            agent_at_work(session, agent_id)
            ticket, other = _both(session, ticket_id, reference)
            if other.status in FINAL:
                raise Refused(f"ticket {other.reference} has ended; merge it into this one", "merge_ended")
            if other.kind != ticket.kind:
                raise Refused("tickets of two kinds are handled differently; link them instead", "merge_kind")
            move(session, self._work, ticket, "cancelled", agent_id, "merged")
            ticket.merged_into = other.id
            _unlink(session, ticket, other)
            self._link(session, ticket, other, "merged", agent_id)
            self._take_over(session, ticket, other, agent_id)
            for one in (ticket, other):
                timeline.touch(self._work, one)
            changed = Changed(ticket.id, ticket.version, cast(Status, ticket.status))
            return ticket, asdict(changed)

        return Changed(**once(self._work, f"merge/{ticket_id}", key, carry_out))

    def _take_over(self, session: Session, ticket: TicketRecord, other: TicketRecord, by: str) -> None:
        """Nothing that is owed to the requester is lost: the earlier receipt, rights, a law, a legal hold."""
        earlier = ticket.received_at < other.received_at
        other.received_at = min(ticket.received_at, other.received_at)
        other.regime_added = other.regime_added or ticket.regime_added
        other.legal_hold = other.legal_hold or ticket.legal_hold
        _add_rights(session, ticket, other)
        reason = "earlier_receipt" if earlier else None
        received = other.received_at.isoformat()
        record(
            session, self._work, other, "took_over", by, reason, other=ticket.reference, received_at=received
        )

    def _link(
        self, session: Session, ticket: TicketRecord, other: TicketRecord, kind: LinkKind, by: str
    ) -> None:
        at = self._work.clock()
        session.add(LinkRecord(ticket_id=ticket.id, other_id=other.id, kind=kind, made_by=by, at=at))
        record(session, self._work, ticket, "linked", by, kind, other=other.reference)


def link_duplicates(session: Session, work: Workplace, ticket: TicketRecord) -> None:
    """Link a ticket just filed with earlier ones of the same contact that ask for the same and go on.

    Nothing is dropped or merged by this: whether it is the same request is for a person to say.
    """
    newest = _same_requester(ticket).order_by(col(TicketRecord.received_at).desc()).limit(_LOOKED_AT)
    since = work.clock() - ALIKE
    same = [one for one in session.exec(newest) if _asks_the_same(one, ticket) and one.received_at >= since]
    for other in same[:_SHOWN]:
        at = work.clock()
        session.add(
            LinkRecord(ticket_id=ticket.id, other_id=other.id, kind="duplicate", made_by="system", at=at)
        )
        record(session, work, ticket, "linked", "system", "duplicate", other=other.reference)


def _asks_the_same(one: TicketRecord, other: TicketRecord) -> bool:
    about = (one.organisation, one.kind, one.right) == (other.organisation, other.kind, other.right)
    return about and one.status not in FINAL


def _unlink(session: Session, ticket: TicketRecord, other: TicketRecord) -> None:
    for link in _links(session, ticket.id):
        if other.id in (link.ticket_id, link.other_id) and link.kind in ("related", "duplicate"):
            session.delete(link)


def _add_rights(session: Session, ticket: TicketRecord, other: TicketRecord) -> None:
    mine = session.exec(select(RightRecord.right).where(RightRecord.ticket_id == other.id)).all()
    theirs = session.exec(select(RightRecord.right).where(RightRecord.ticket_id == ticket.id)).all()
    session.add_all(RightRecord(ticket_id=other.id, right=right) for right in theirs if right not in mine)
    session.flush()


def _both(session: Session, ticket_id: str, reference: str) -> tuple[TicketRecord, TicketRecord]:
    """The two tickets, locked in the order of their ids, so that two merges cannot wait for each other."""
    ticket = session.get(TicketRecord, ticket_id)
    if ticket is None:
        raise NotFound(f"there is no ticket {ticket_id}")
    other = _named(session, ticket, reference)
    locked = {id: timeline.ticket_for_change(session, id, None) for id in sorted((ticket_id, other.id))}
    return locked[ticket_id], locked[other.id]


def _named(session: Session, ticket: TicketRecord, reference: str) -> TicketRecord:
    query = select(TicketRecord).where(TicketRecord.reference == (read_reference(reference) or reference))
    other = session.exec(query).first()
    if other is None:
        raise Refused(f"there is no ticket {reference}; correct the reference", "no_ticket")
    if other.id == ticket.id or other.organisation != ticket.organisation:
        raise Refused("only another ticket of the same organisation can be named", "other_organisation")
    return other


def _links(session: Session, ticket_id: str) -> Sequence[LinkRecord]:
    mine = or_(LinkRecord.ticket_id == ticket_id, LinkRecord.other_id == ticket_id)
    return session.exec(select(LinkRecord).where(mine).order_by(col(LinkRecord.at))).all()


def _tickets(session: Session, ids: set[str]) -> Sequence[TicketRecord]:
    return session.exec(select(TicketRecord).where(col(TicketRecord.id).in_(ids))).all()


def _linked(link: LinkRecord, ticket_id: str, rows: dict[str, TicketRow]) -> Linked | None:
    is_source = link.other_id == ticket_id
    row = rows.get(link.ticket_id if is_source else link.other_id)
    return Linked(row, link.kind, is_source) if row else None  # type: ignore[arg-type]  # by its check


def _sources(session: Session, ticket_id: str) -> tuple[str, ...]:
    """The tickets merged into this one, and into those."""
    found: dict[str, None] = {}
    ahead = [ticket_id]
    while ahead:
        into = col(TicketRecord.merged_into).in_(ahead)
        ahead = [id for id in session.exec(select(TicketRecord.id).where(into)).all() if id not in found]
        found.update(dict.fromkeys(ahead))
    return tuple(found)


def _same_requester(ticket: TicketRecord) -> SelectOfScalar[TicketRecord]:
    """Other tickets that share a contact of the requester with this one, or came from the same place."""
    mine = select(ContactRecord.address_index).where(
        ContactRecord.ticket_id == ticket.id, ContactRecord.party == "requester"
    )
    theirs = select(ContactRecord.ticket_id).where(
        col(ContactRecord.address_index).in_(mine), ContactRecord.party == "requester"
    )
    if ticket.channel in WRITTEN_DOWN or not ticket.origin_index:
        return select(TicketRecord).where(col(TicketRecord.id).in_(theirs), TicketRecord.id != ticket.id)
    here = select(TicketRecord.id).where(TicketRecord.origin_index == ticket.origin_index)
    return select(TicketRecord).where(
        col(TicketRecord.id).in_(union(theirs, here)), TicketRecord.id != ticket.id
    )
