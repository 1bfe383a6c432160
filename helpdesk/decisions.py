"""Rights as line items: each is decided, approved by a second agent where that is owed, and carried out."""

from dataclasses import dataclass
from typing import cast

from sqlmodel import Session

from helpdesk import preferences
from helpdesk.casework import agent_at_work, move, on_ticket, record
from helpdesk.errors import NotFound, Refused
from helpdesk.grounds import grounds
from helpdesk.guards import lacking, needs_second, rights_of
from helpdesk.handling import answer, take_up
from helpdesk.sealing import key_of, place
from helpdesk.tables import MessageRecord, RightRecord, TicketRecord
from helpdesk.tickets import OUTCOMES, RIGHTS, Outcome, Right, Status
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

LONGEST = 4000
"""Characters of an explanation."""
_DECIDABLE = ("new", "open", "waiting_requester")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on one right. Whatever is not granted in full needs a ground, its article and words.

    ``ground`` is a code of `grounds`; ``basis`` an article; ``clause`` the address of the clause for it.
    """

    right: Right
    outcome: Outcome
    ground: str | None = None
    basis: str | None = None
    clause: str | None = None
    explanation: str = ""


class Decisions:
    """Decides on the rights that tickets ask for. Commands take a key; a repeat gives the first result."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def add_right(
        self, ticket_id: str, right: Right, *, agent_id: str, key: str, expected_version: int | None = None
    ) -> Changed:
        """Add a right that the requester asks for as well; Refused when it is there already."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> None:
            agent_at_work(session, agent_id)
            self._check_decidable(ticket)
            if right not in RIGHTS or any(one.right == right for one in rights_of(session, ticket)):
                raise Refused(f"{right} cannot be added to this ticket; choose another", "right_there")
            session.add(RightRecord(ticket_id=ticket.id, right=right))
            record(session, self._work, ticket, "right_added", agent_id, right=right)

        return on_ticket(self._work, "add_right", ticket_id, key, expected_version, step)

    def decide(
        self,
        ticket_id: str,
        decision: Decision,
        *,
        agent_id: str,
        key: str,
        expected_version: int | None = None,
    ) -> Changed:
        """Decide on one right; an earlier decision and its approval are replaced.

        Refused where the ground, the article or the words are missing that a denial owes (APPI art. 36,
        GDPR art. 12(4)), and once the ticket is past deciding.
        """
        _check(decision)

        def step(session: Session, ticket: TicketRecord, hashed: str) -> None:
            agent_at_work(session, agent_id)
            self._check_decidable(ticket)
            take_up(session, self._work, ticket, agent_id)
            self._write(_right(session, ticket, decision.right), ticket, decision, agent_id)
            record(
                session,
                self._work,
                ticket,
                "decided",
                agent_id,
                decision.ground,
                right=decision.right,
                outcome=decision.outcome,
            )

        return on_ticket(self._work, "decide", ticket_id, key, expected_version, step)

    def submit(
        self, ticket_id: str, *, agent_id: str, key: str, expected_version: int | None = None
    ) -> Changed:
        """Hand the decisions on: to a second agent where one is owed, else straight to fulfilment.

        Where proof or an answer is still missing, the ticket waits for it before it goes on.
        """

        def step(session: Session, ticket: TicketRecord, hashed: str) -> None:
            agent_at_work(session, agent_id)
            move(session, self._work, ticket, "pending_approval", agent_id, None)
            owes_second = any(needs_second(one) for one in rights_of(session, ticket))
            if not owes_second and not lacking(session, ticket, "pending_approval", "fulfilling"):
                move(session, self._work, ticket, "fulfilling", agent_id, None)

        return on_ticket(self._work, "submit", ticket_id, key, expected_version, step)

    def approve(
        self, ticket_id: str, *, agent_id: str, key: str, expected_version: int | None = None
    ) -> Changed:
        """Approve what is decided. Fulfilment follows, unless everything is denied: then the closing letter.

        Refused to whoever decided, unless the settings want no second agent, which the audit trail then says.
        """

        def step(session: Session, ticket: TicketRecord, hashed: str) -> None:
            agent_at_work(session, agent_id)
            if ticket.status != "pending_approval":
                raise Refused("only a ticket that waits for approval can be approved", "no_step")
            rights = rights_of(session, ticket)
            alone = any(needs_second(one) and one.decided_by == agent_id for one in rights)
            if alone and self._work.settings.second_agent:
                raise Refused("somebody else has to approve what you decided", "own_decision")
            for one in rights:
                one.approved_by, one.approved_at = agent_id, self._work.clock()
            session.flush()
            record(session, self._work, ticket, "approved", agent_id, alone=alone)
            if any(one.outcome != "denied" for one in rights):
                move(session, self._work, ticket, "fulfilling", agent_id, None)

        return on_ticket(self._work, "approve", ticket_id, key, expected_version, step)

    def close(
        self,
        ticket_id: str,
        letter: str,
        *,
        agent_id: str,
        key: str,
        expected_version: int | None = None,
    ) -> Changed:
        """Send the closing letter and resolve the ticket; what was granted counts as carried out.

        Refused while anything is missing that the transition table guards.
        """

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            message = answer(session, self._work, ticket, agent_id, letter, hashed)
            for one in rights_of(session, ticket):
                if one.outcome in ("granted", "partly"):
                    one.fulfilled_at = message.at
            move(session, self._work, ticket, "resolved", agent_id, None)
            preferences.record_for(session, self._work, ticket, agent_id)
            return message

        return on_ticket(self._work, "close", ticket_id, key, expected_version, step)

    def _check_decidable(self, ticket: TicketRecord) -> None:
        if cast(Status, ticket.status) not in _DECIDABLE:
            raise Refused("decisions are made while a ticket is open; take it back first", "not_decidable")

    def _write(self, row: RightRecord, ticket: TicketRecord, decision: Decision, agent_id: str) -> None:
        words = decision.explanation.strip()
        row.outcome, row.reason_code = decision.outcome, decision.ground
        row.legal_basis, row.clause = decision.basis, decision.clause
        sealed_for = place("right", "explanation", row.id)
        row.explanation = key_of(self._work.vault, ticket).seal(words, sealed_for) if words else None
        row.decided_by, row.decided_at = agent_id, self._work.clock()
        row.approved_by = row.approved_at = None


def _right(session: Session, ticket: TicketRecord, right: str) -> RightRecord:
    for one in rights_of(session, ticket):
        if one.right == right:
            return one
    raise NotFound(f"ticket {ticket.reference} does not ask for {right}")


def _check(decision: Decision) -> None:
    if decision.outcome not in OUTCOMES:
        raise Refused(f"an outcome is one of {', '.join(OUTCOMES)}", "outcome")
    if len(decision.explanation) > LONGEST:
        raise Refused(f"an explanation has at most {LONGEST} characters", "too_long")
    if decision.outcome == "granted":
        return
    if decision.ground not in grounds():
        raise Refused("what is not granted in full needs a ground; choose one", "ground")
    if not (decision.basis or "").strip():
        raise Refused("what is not granted in full needs the article it rests on", "basis")
    if not decision.explanation.strip():
        raise Refused("what is not granted in full needs words for the requester", "explanation")
