"""The end of personal data: by rule or on request. Dates, kinds and audit events stay, nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlmodel import Session, col, or_

from helpdesk import timeline
from helpdesk.attachments import ends_at, erase
from helpdesk.casework import agent_at_work, record
from helpdesk.commands import Result, once
from helpdesk.erasing import erase_ticket
from helpdesk.errors import Refused
from helpdesk.retention_due import Due, due_in, proofs_in
from helpdesk.retention_rules import ANY, Purpose, RetentionRule, Rules, change, rules_in
from helpdesk.tables import AttachmentRecord, OutboxRecord, QuestionRecord, SessionRecord, TicketRecord
from helpdesk.tickets import FINAL, Status
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

HOLDS = ("litigation", "authority", "complaint", "other")
"""Why a ticket is held, or held no longer."""


@dataclass(frozen=True, slots=True)
class RetentionCounts:
    """What one run has erased; ``elsewhere`` by purpose is what is kept outside the desk."""

    tickets: int
    sessions: int
    files: int = 0
    messages: int = 0
    questions: int = 0
    elsewhere: Mapping[Purpose, int] | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Personal data that another room keeps: days unless a rule says otherwise, what is due, how it ends."""

    days: int
    due: Callable[[], tuple[int, datetime | None]]
    expire: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Forecast:
    """How much of a purpose and kind a run would erase now, and the oldest of it."""

    purpose: Purpose
    kind: str
    count: int
    oldest: datetime | None


class Retention:
    """Erases what has reached its end. ``elsewhere`` is filled by whoever opens the other rooms."""

    def __init__(self, work: Workplace) -> None:
        self._work = work
        self.elsewhere: dict[Purpose, Elsewhere] = {}

    def days(self, purpose: Purpose) -> int:
        """How long something is kept that has no kind."""
        return self._rules().days(purpose)

    def rules(self) -> tuple[RetentionRule, ...]:
        """The rules in force."""
        return self._rules().all()

    def change_rule(self, purpose: Purpose, kind: str, days: int | None, *, agent_id: str) -> None:
        """Set a rule, or take it back with None; Refused for what cannot be one."""
        change(self._work, purpose, kind, days, agent_id)

    def preview(self, *, everywhere: bool = True) -> tuple[Forecast, ...]:
        """What a run would erase now. ``everywhere``: what other rooms keep, too."""
        found: dict[tuple[Purpose, str], list[datetime]] = {}
        rules = self._rules()
        with self._work.sessions.read() as session:
            for one in due_in(session, rules, self._work.clock()):
                found.setdefault((one.purpose, one.kind), []).append(one.since)
        own = [Forecast(*which, len(since), min(since)) for which, since in found.items()]
        others = self.elsewhere.items() if everywhere else ()
        return (*own, *(Forecast(name, ANY, *other.due()) for name, other in others))

    def run(self, *, everywhere: bool = True) -> RetentionCounts:
        """Erase what is due, each thing in a transaction of its own, and drop sessions that are over."""
        rules, now = self._rules(), self._work.clock()
        self._plan_proofs(rules)
        with self._work.sessions.read() as session:
            due = list(due_in(session, rules, now))
        done = [one.purpose for one in due if self._end(one)]
        others = {name: one.expire() for name, one in self.elsewhere.items()} if everywhere else None
        return RetentionCounts(
            tickets=done.count("ticket"),
            sessions=self._drop_sessions(),
            files=done.count("attachment") + done.count("identity_document"),
            messages=done.count("outbox"),
            questions=done.count("journal"),
            elsewhere=others or None,
        )

    def hold(self, ticket_id: str, held: bool, reason: str, *, agent_id: str, key: str) -> Changed:
        """Put a ticket, also an ended one, under a legal hold, or lift it; held, nothing of it is erased."""
        if reason not in HOLDS:
            raise Refused(f"a reason is one of {', '.join(HOLDS)}", "choice")

        def carry_out(session: Session, _: str) -> tuple[TicketRecord, Result]:
            agent_at_work(session, agent_id)
            ticket = timeline.ticket_for_change(session, ticket_id, None)
            if ticket.data_key is None:
                raise Refused("the ticket is erased; there is nothing left to hold", "erased")
            ticket.legal_hold = held
            timeline.touch(self._work, ticket)
            type = "hold_set" if held else "hold_lifted"
            record(session, self._work, ticket, type, agent_id, reason)
            return ticket, asdict(Changed(ticket.id, ticket.version, cast(Status, ticket.status)))

        return Changed(**once(self._work, f"hold/{ticket_id}", key, carry_out))

    def is_held(self, ticket_id: str) -> bool:
        """Whether a ticket is under a legal hold."""
        with self._work.sessions.read() as session:
            ticket = session.get(TicketRecord, ticket_id)
            return ticket is not None and ticket.legal_hold

    def erase(self, ticket_id: str, *, agent_id: str) -> None:
        """Erase one ended ticket on request; a second time changes nothing.

        Refused while it is open, since what is owed would be forgotten, and under a legal hold.
        """
        with self._work.sessions.write() as session:
            agent_at_work(session, agent_id)
            ticket = timeline.ticket_for_change(session, ticket_id, None)
            if ticket.legal_hold:
                raise Refused("the ticket is under a legal hold; lift it first", "legal_hold")
            if ticket.status not in FINAL:
                raise Refused("only a ticket that has ended can be erased; close it first", "not_ended")
            if ticket.data_key is not None:
                erase_ticket(session, self._work, ticket, agent_id, "on_request")

    def _rules(self) -> Rules:
        with self._work.sessions.read() as session:
            days = {name: one.days for name, one in self.elsewhere.items()}
            return rules_in(session, self._work.settings, days)

    def _end(self, due: Due) -> bool:
        """Whether it was still there to be erased: somebody may have held the ticket meanwhile."""
        with self._work.sessions.write() as session:
            row = session.get_one(_TABLES[due.purpose], due.id)
            if isinstance(row, QuestionRecord):
                row.question = row.data_key = None
                return True
            id = due.id if due.purpose == "ticket" else cast(Any, row).ticket_id
            ticket = timeline.ticket_for_change(session, id, None)
            if ticket.legal_hold or ticket.data_key is None:
                return False
            session.refresh(row)
            self._erase(session, ticket, row)
            return True

    def _erase(self, session: Session, ticket: TicketRecord, row: Any) -> None:
        if isinstance(row, TicketRecord):
            erase_ticket(session, self._work, ticket, "system", "retention")
        elif isinstance(row, AttachmentRecord):
            erase(row, self._work.clock())
            record(session, self._work, ticket, "file_erased", "system", "retention", file=row.id)
        else:
            row.body = None
            if row.state != "sent":
                row.state, row.error_class = "dead", "erased"

    def _plan_proofs(self, rules: Rules) -> None:
        """Write on each paper when it goes, for agents to see."""
        with self._work.sessions.read() as session:
            planned = {
                row.id: end
                for ticket, row in proofs_in(session)
                if (end := ends_at(session, ticket, row, _life(rules, ticket))) != row.delete_after
            }
        for id, end in planned.items():
            with self._work.sessions.write() as session:
                session.get_one(AttachmentRecord, id).delete_after = end

    def _drop_sessions(self) -> int:
        over = or_(
            col(SessionRecord.expires_at) < self._work.clock(), col(SessionRecord.revoked_at).is_not(None)
        )
        with self._work.sessions.write() as session:
            dropped = session.exec(delete(SessionRecord).where(over))
            return cast("CursorResult[Any]", dropped).rowcount


_TABLES: Mapping[str, type[TicketRecord | AttachmentRecord | OutboxRecord | QuestionRecord]] = {
    "ticket": TicketRecord,
    "attachment": AttachmentRecord,
    "identity_document": AttachmentRecord,
    "outbox": OutboxRecord,
    "journal": QuestionRecord,
}


def _life(rules: Rules, ticket: TicketRecord) -> timedelta:
    return timedelta(days=rules.days("identity_document", ticket.kind))
