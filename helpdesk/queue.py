"""The queue: tickets as lines without personal data, filtered and paged in the database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from helpdesk.clocks import rule_named
from helpdesk.contacts import Channel, address_index
from helpdesk.parcels import INWARD
from helpdesk.searching import condition
from helpdesk.tables import AgentRecord, ContactRecord, OutboxRecord, RightRecord, TagRecord, TicketRecord
from helpdesk.tickets import STATUSES, Kind, Status
from helpdesk.views import Deadline, DeliveryState, TicketPage, TicketRow
from helpdesk.workplace import Workplace

_WORST: tuple[DeliveryState, ...] = ("dead", "failed", "leased", "pending", "sent")
Order = Literal["due", "newest", "oldest"]
_ORDERS: Mapping[Order, tuple[Any, ...]] = {
    "due": (col(TicketRecord.due_at).asc().nulls_last(), col(TicketRecord.received_at)),
    "newest": (col(TicketRecord.received_at).desc(),),
    "oldest": (col(TicketRecord.received_at),),
}
MOST = 200
"""Rows on one page at most."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is asked for; None means any. ``owner`` "" means nobody's, ``search``: see `searching`.

    ``due_before``: what is owed by then. ``undelivered``: whether something could not be delivered.
    """

    kind: Kind | None = None
    organisation: str | None = None
    owner: str | None = None
    search: str | None = None
    channel: str | None = None
    right: str | None = None
    tag: str | None = None
    due_before: datetime | None = None
    undelivered: bool = False


class Queue:
    """Reads lines of the queue, in the database's order."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def page(
        self,
        narrowing: Narrowing,
        statuses: Sequence[Status],
        *,
        order: Order,
        limit: int,
        offset: int,
    ) -> TicketPage:
        """One page of the tickets in those statuses, with how many there are."""
        counts = self.counts(narrowing)
        rows = self.lines(narrowing, statuses, order=order, limit=limit, offset=offset)
        limit, offset = min(max(limit, 1), MOST), max(offset, 0)
        return TicketPage(rows, sum(counts.get(one, 0) for one in statuses), limit, offset)

    def lines(
        self,
        narrowing: Narrowing,
        statuses: Sequence[Status],
        *,
        order: Order,
        limit: int,
        offset: int,
    ) -> tuple[TicketRow, ...]:
        """Some of the tickets in those statuses, in that order."""
        conditions = self._conditions(narrowing)
        if len(statuses) < len(STATUSES):  # else the index on receipt alone gives the order
            conditions.append(col(TicketRecord.status).in_(statuses))
        ids = select(TicketRecord.id).where(*conditions).order_by(*_ORDERS[order])
        with self._work.sessions.read() as session:
            wanted = session.exec(ids.limit(min(max(limit, 1), MOST)).offset(max(offset, 0))).all()
        return self.rows(wanted)

    def rows(self, ids: Sequence[str]) -> tuple[TicketRow, ...]:
        """The lines of these tickets, in their order; what is not seen is left out."""
        with self._work.sessions.read() as session:
            found = session.exec(select(TicketRecord).where(col(TicketRecord.id).in_(ids))).all()
            by_id = {one.id: one for one in found}
            return ticket_rows(session, [by_id[id] for id in ids if id in by_id])

    def of_contact(self, channel: Channel, address: str, limit: int) -> tuple[TicketRow, ...]:
        """The tickets of whoever is reached at an address, the newest first; none once they are erased."""
        theirs = select(ContactRecord.ticket_id).where(
            ContactRecord.party == "requester",
            ContactRecord.address_index == address_index(self._work.vault, channel, address),
        )
        newest = col(TicketRecord.received_at).desc()
        with self._work.sessions.read() as session:
            found = select(TicketRecord).where(col(TicketRecord.id).in_(theirs)).order_by(newest)
            return ticket_rows(session, session.exec(found.limit(limit)).all())

    def counts(self, narrowing: Narrowing) -> dict[Status, int]:
        """How many tickets there are in each status; statuses without any are left out."""
        counted = select(TicketRecord.status, func.count()).where(*self._conditions(narrowing))
        with self._work.sessions.read() as session:
            return {
                cast(Status, status): count
                for status, count in session.exec(counted.group_by(TicketRecord.status)).all()
            }

    def by_organisation(self, narrowing: Narrowing, statuses: Sequence[Status]) -> dict[str, int]:
        """How many tickets in those statuses each organisation has; those without any are left out."""
        conditions = (*self._conditions(narrowing), col(TicketRecord.status).in_(statuses))
        counted = select(TicketRecord.organisation, func.count()).where(*conditions)
        with self._work.sessions.read() as session:
            return dict(session.exec(counted.group_by(TicketRecord.organisation)).all())

    def tickets(
        self, *, status: Status | None, limit: int, offset: int, **narrowing: str | None
    ) -> TicketPage:
        """One page, newest first, of one status or of all."""
        statuses = (status,) if status else STATUSES
        wanted = Narrowing(**narrowing)  # type: ignore[arg-type]  # the desk's own names
        return self.page(wanted, statuses, order="newest", limit=limit, offset=offset)

    def _conditions(self, narrowing: Narrowing) -> list[ColumnElement[bool]]:
        wanted = {name: getattr(narrowing, name) for name in ("kind", "organisation", "owner", "channel")}
        found = [
            getattr(TicketRecord, name) == (value or None)
            for name, value in wanted.items()
            if value is not None
        ]
        if narrowing.search:
            found.append(condition(self._work.vault, narrowing.search))
        if narrowing.due_before:
            found.append(col(TicketRecord.due_at) < narrowing.due_before)
        return [*found, *(col(TicketRecord.id).in_(ids) for ids in _named_beside(narrowing))]


def _named_beside(narrowing: Narrowing) -> Iterator[SelectOfScalar[str]]:
    """The tickets that other tables name, for what the ticket's own row does not say."""
    if narrowing.right:
        yield select(RightRecord.ticket_id).where(RightRecord.right == narrowing.right)
    if narrowing.tag:
        yield select(TagRecord.ticket_id).where(TagRecord.tag == narrowing.tag)
    if narrowing.undelivered:
        failed = col(OutboxRecord.state).in_(("failed", "dead"))
        yield select(OutboxRecord.ticket_id).where(failed, col(OutboxRecord.kind).not_in(INWARD))


def ticket_rows(session: Session, tickets: Sequence[TicketRecord]) -> tuple[TicketRow, ...]:
    """The lines of some tickets, with four queries for all of them."""
    ids = [one.id for one in tickets]
    owners = {one.owner for one in tickets if one.owner}
    names = dict(
        session.exec(select(AgentRecord.id, AgentRecord.name).where(col(AgentRecord.id).in_(owners))).all()
    )
    rights = session.exec(select(RightRecord).where(col(RightRecord.ticket_id).in_(ids))).all()
    states = session.exec(
        select(OutboxRecord.ticket_id, OutboxRecord.state).where(
            col(OutboxRecord.ticket_id).in_(ids), col(OutboxRecord.kind).not_in(INWARD)
        )
    ).all()
    tags = session.exec(
        select(TagRecord).where(col(TagRecord.ticket_id).in_(ids)).order_by(TagRecord.tag)
    ).all()
    return tuple(
        _row(
            one,
            names.get(one.owner or ""),
            tuple(right.right for right in rights if right.ticket_id == one.id),
            worst_of([state for id, state in states if id == one.id]),
            tuple(tag.tag for tag in tags if tag.ticket_id == one.id),
        )
        for one in tickets
    )


def worst_of(states: Sequence[str]) -> DeliveryState:
    """The state that most needs somebody's eye; "none" when nothing was to be sent."""
    return next((state for state in _WORST if state in states), "none")


def deadline_of(ticket: TicketRecord) -> Deadline | None:
    """The date that a law names for the ticket."""
    rule = rule_named(ticket.legal_rule)
    if rule is None or ticket.legal_due_at is None:
        return None
    return Deadline(ticket.legal_due_at, rule.id.partition(".")[0], rule.source, rule.duty)


def _row(
    ticket: TicketRecord,
    owner_name: str | None,
    rights: tuple[str, ...],
    delivery: DeliveryState,
    tags: tuple[str, ...],
) -> TicketRow:
    return TicketRow(
        id=ticket.id,
        reference=ticket.reference,
        kind=cast(Kind, ticket.kind),
        rights=rights,
        status=cast(Status, ticket.status),
        version=ticket.version,
        organisation=ticket.organisation,
        owner=ticket.owner,
        owner_name=owner_name,
        channel=ticket.channel,
        language=ticket.language,
        received_at=ticket.received_at,
        updated_at=ticket.updated_at,
        first_human_reply_at=ticket.first_human_reply_at,
        expected_reply=ticket.expected_reply_at,
        legal_due=deadline_of(ticket),
        legal_stopped=ticket.legal_rule is not None and ticket.legal_due_at is None,
        due_at=ticket.due_at,
        unfinished=ticket.unfinished,
        delivery=delivery,
        tags=tags,
    )
