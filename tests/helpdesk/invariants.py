"""What must hold of every desk at every moment: the invariants of the design, numbered as there."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise

from sqlmodel import Session, col, select

from bot.database import Database
from helpdesk import Desk
from helpdesk.attachments import ends_at
from helpdesk.guards import needs_identity, needs_second, rights_of
from helpdesk.identity import verified
from helpdesk.reckoning import recompute
from helpdesk.retention_due import proofs_in
from helpdesk.tables import (
    AlertRecord,
    EventRecord,
    MessageRecord,
    OutboxRecord,
    TicketRecord,
    VerificationRecord,
)
from helpdesk.tickets import FINAL, FIRST, OPT_OUTS, TRANSITIONS


class Watch:
    """Looks at a desk again and again, and remembers what must never change."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk
        self._hashes: list[str] = []
        self._carried_out: dict[str, str] = {}
        self.reached: set[str] = set()
        self._alerts: set[tuple[str, str, str, str]] = set()

    def check_fulfilments(self) -> None:
        """2: at the step by which something is carried out, nothing of the proof it needs is missing."""
        with self._database.read() as session:
            rows = select(TicketRecord).where(col(TicketRecord.status).in_(("fulfilling", "resolved")))
            now = {one.id: one.status for one in session.exec(rows).all()}
            for id in (id for id, status in now.items() if self._carried_out.get(id) != status):
                ticket = session.get_one(TicketRecord, id)
                if any(needs_identity(one) for one in rights_of(session, ticket)):
                    assert verified(session, ticket) == ()
        self._carried_out = now

    def check(self) -> None:
        """AssertionError where one of them does not hold."""
        with self._database.read() as session:
            tickets = session.exec(select(TicketRecord)).all()
            self.reached |= {one.status for one in tickets}
            for ticket in tickets:
                for invariant in PER_TICKET:
                    invariant(session, ticket)
            self._what_is_written_stays(session)
            _one_receipt_and_one_code(session, tickets)
            _notes_stay_inside(session, tickets)
            self._nobody_is_lost(tickets)
            self._dates_are_reckoned(session, tickets)
            self._papers_are_gone(session)

    def _what_is_written_stays(self, session: Session) -> None:
        """10: events are never changed or deleted, and the chain verifies. 7: nor are alerts."""
        hashes = list(session.exec(select(EventRecord.hash).order_by(col(EventRecord.seq))).all())
        assert hashes[: len(self._hashes)] == self._hashes
        self._hashes = hashes
        assert self._desk.audit.verify().whole
        alerts = {
            (one.ticket_id, one.clock, one.kind, one.due_at.isoformat())
            for one in session.exec(select(AlertRecord)).all()
        }
        assert alerts >= self._alerts
        self._alerts = alerts

    def _nobody_is_lost(self, tickets: Sequence[TicketRecord]) -> None:
        """12: whatever has not ended stands in the queue."""
        shown = {row.id for row in self._desk.tickets(limit=200).rows}
        assert {one.id for one in tickets if one.status not in FINAL} <= shown

    def _dates_are_reckoned(self, session: Session, tickets: Sequence[TicketRecord]) -> None:
        """5: the dates on the rows are those that the history gives."""
        work = self._desk.alerts._work
        for ticket in tickets:
            stored = (ticket.expected_reply_at, ticket.legal_due_at, ticket.due_at)
            recompute(session, work, ticket)
            assert stored == (ticket.expected_reply_at, ticket.legal_due_at, ticket.due_at)
        session.rollback()

    def _papers_are_gone(self, session: Session) -> None:
        """13: so long after the decision no proof is left, whatever the ticket's state; a hold keeps it."""
        work = self._desk.alerts._work
        life = timedelta(days=work.settings.keep_identity_days)
        for ticket, paper in proofs_in(session):
            end = ends_at(session, ticket, paper, life)
            assert ticket.legal_hold or end is None or end > work.clock()


def _one_receipt_and_one_code(session: Session, tickets: Sequence[TicketRecord]) -> None:
    """7: exactly one receipt for a ticket, one live code for a contact."""
    told = select(MessageRecord.ticket_id).where(col(MessageRecord.client_key).endswith("/acknowledgement"))
    assert sorted(session.exec(told).all()) == sorted(one.id for one in tickets)
    pending = select(VerificationRecord.contact_id).where(VerificationRecord.state == "pending")
    alive = Counter(one for one in session.exec(pending).all() if one)
    assert set(alive.values()) <= {1}


def _notes_stay_inside(session: Session, tickets: Sequence[TicketRecord]) -> None:
    """8: a note is never sent; a reply goes where its ticket came from, or to a contact of the requester."""
    notes = set(session.exec(select(MessageRecord.id).where(MessageRecord.direction == "note")).all())
    channels = {one.id: one.channel for one in tickets}
    for row in session.exec(select(OutboxRecord)).all():
        assert row.message_id not in notes
        assert row.route in (channels[row.ticket_id], "email", "status", "desk")


def follows_the_table(session: Session, ticket: TicketRecord) -> None:
    """1: every status came by a step of the table, and each step is told by one event."""
    events = select(EventRecord).where(EventRecord.ticket_id == ticket.id).order_by(col(EventRecord.seq))
    steps = [one for one in session.exec(events).all() if one.type in ("opened", "status_changed")]
    path = [(one.old, one.new) for one in steps]
    assert path[0][1] in FIRST
    for (_, before), (old, new) in pairwise(path):
        assert old == before
        assert new in TRANSITIONS[old]  # type: ignore[index]
    assert path[-1][1] == ticket.status
    assert (ticket.ended_at is not None) == (ticket.status in FINAL)


def is_decided_by_two(session: Session, ticket: TicketRecord) -> None:
    """3: whoever approves has not decided."""
    for one in rights_of(session, ticket):
        if one.approved_by and needs_second(one):
            assert one.approved_by != one.decided_by


def is_resolved_with_reasons(session: Session, ticket: TicketRecord) -> None:
    """4: no right without an outcome, no denial without ground, article and words."""
    for one in rights_of(session, ticket):
        assert one.outcome or ticket.status not in ("resolved", "closed")
        if one.outcome in ("denied", "partly"):
            assert one.reason_code
            assert one.legal_basis
            assert one.explanation or ticket.data_key is None


def is_merged_without_circles(session: Session, ticket: TicketRecord) -> None:
    """9: following what a ticket was merged into ends."""
    seen: set[str] = set()
    while ticket.merged_into:
        assert ticket.id not in seen
        seen.add(ticket.id)
        ticket = session.get_one(TicketRecord, ticket.merged_into)


def never_waits_for_proof_in_vain(session: Session, ticket: TicketRecord) -> None:
    """Beside the thirteen: an opt-out, a complaint or an incident report never waits for proof."""
    if ticket.status == "awaiting_verification" and ticket.kind != "inquiry":
        assert {one.right for one in rights_of(session, ticket)} - OPT_OUTS


def is_erased_as_a_whole(session: Session, ticket: TicketRecord) -> None:
    """11: a hold keeps everything; of what is erased nothing is left to read or to send."""
    if ticket.data_key is not None:
        return
    assert not ticket.legal_hold
    rows = session.exec(select(OutboxRecord).where(OutboxRecord.ticket_id == ticket.id)).all()
    assert all(one.state in ("sent", "dead") and one.body is None for one in rows)
    bodies = select(MessageRecord.body).where(MessageRecord.ticket_id == ticket.id)
    assert set(session.exec(bodies).all()) <= {None}


PER_TICKET: tuple[Callable[[Session, TicketRecord], None], ...] = (
    follows_the_table,
    is_decided_by_two,
    is_resolved_with_reasons,
    never_waits_for_proof_in_vain,
    is_merged_without_circles,
    is_erased_as_a_whole,
)
