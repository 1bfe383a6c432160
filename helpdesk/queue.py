"""The queue: tickets as lines without personal data, filtered and paged in the database."""

from collections.abc import Sequence
from typing import cast

from sqlmodel import Session, col, func, select

from helpdesk.clocks import rule_named
from helpdesk.searching import condition
from helpdesk.tables import AgentRecord, OutboxRecord, RightRecord, TicketRecord
from helpdesk.tickets import Kind, Status
from helpdesk.views import Deadline, DeliveryState, TicketPage, TicketRow
from helpdesk.workplace import Workplace

_WORST: tuple[DeliveryState, ...] = ("dead", "failed", "leased", "pending", "sent")
MOST = 200
"""Rows on one page at most."""


class Queue:
    """Reads lines of the queue."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def tickets(
        self,
        *,
        status: Status | None,
        kind: Kind | None,
        organisation: str | None,
        owner: str | None,
        search: str | None,
        limit: int,
        offset: int,
    ) -> TicketPage:
        """One page, newest first. ``owner`` "" means nobody's; ``search``: see `searching`."""
        wanted = {"status": status, "kind": kind, "organisation": organisation, "owner": owner}
        conditions = [
            getattr(TicketRecord, name) == (value or None)
            for name, value in wanted.items()
            if value is not None
        ]
        if search:
            conditions.append(condition(self._work.vault, search))
        limit, offset = min(max(limit, 1), MOST), max(offset, 0)
        newest = select(TicketRecord).where(*conditions).order_by(col(TicketRecord.received_at).desc())
        with self._work.sessions.read() as session:
            total = session.exec(select(func.count()).select_from(TicketRecord).where(*conditions)).one()
            rows = session.exec(newest.limit(limit).offset(offset)).all()
            return TicketPage(ticket_rows(session, rows), total, limit, offset)


def ticket_rows(session: Session, tickets: Sequence[TicketRecord]) -> tuple[TicketRow, ...]:
    """The lines of some tickets, with three queries for all of them."""
    ids = [one.id for one in tickets]
    owners = {one.owner for one in tickets if one.owner}
    names = dict(
        session.exec(select(AgentRecord.id, AgentRecord.name).where(col(AgentRecord.id).in_(owners))).all()
    )
    rights = session.exec(select(RightRecord).where(col(RightRecord.ticket_id).in_(ids))).all()
    states = session.exec(
        select(OutboxRecord.ticket_id, OutboxRecord.state).where(
            col(OutboxRecord.ticket_id).in_(ids), OutboxRecord.kind != "alert"
        )
    ).all()
    return tuple(
        _row(
            one,
            names.get(one.owner or ""),
            tuple(right.right for right in rights if right.ticket_id == one.id),
            worst_of([state for id, state in states if id == one.id]),
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
    ticket: TicketRecord, owner_name: str | None, rights: tuple[str, ...], delivery: DeliveryState
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
    )
