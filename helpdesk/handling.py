"""Working a ticket: messages, status changes and assignment, each carried out once and in one transaction."""

import re
from collections.abc import Callable
from typing import cast

from sqlmodel import Session

from helpdesk import audit, outbox, timeline
from helpdesk.commands import Result, once
from helpdesk.errors import NotFound, Refused
from helpdesk.tables import AgentRecord, MessageRecord, TicketRecord
from helpdesk.tickets import FINAL, REASONS, Status, allowed
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

_REQUESTER = "requester"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_Step = Callable[[Session, TicketRecord, str], MessageRecord | None]


class Handling:
    """What requesters and agents do with a ticket that is open."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def add_requester_message(self, ticket_id: str, text: str, *, key: str) -> Changed:
        """What the requester adds. It reopens a ticket that is resolved or waits for the requester."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            message = timeline.add(session, self._work, ticket, "in", None, text, hashed)
            self._record(session, ticket, "message_received", _REQUESTER, message=message.id)
            if ticket.status in ("resolved", "waiting_requester"):
                self._move(session, ticket, "open", _REQUESTER, None)
            return message

        return self._command("add_requester_message", ticket_id, key, None, step)

    def reply(
        self, ticket_id: str, agent_id: str, text: str, *, key: str, expected_version: int | None
    ) -> Changed:
        """Answer the requester where they asked; the first reply takes the ticket and the thread."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            agent = agent_at_work(session, agent_id)
            message = timeline.add(session, self._work, ticket, "out", agent_id, text, hashed)
            self._record(session, ticket, "replied", agent_id, message=message.id)
            ticket.first_human_reply_at = ticket.first_human_reply_at or message.at
            ticket.human_owns = True
            if ticket.owner is None:
                self._give(session, ticket, agent_id, agent_id)
            if ticket.status == "new":
                self._move(session, ticket, "open", agent_id, None)
            parcel = outbox.Parcel("reply", text.strip(), agent.name)
            outbox.add(session, self._work, ticket, parcel, message)
            return message

        return self._command("reply", ticket_id, key, expected_version, step)

    def note(
        self, ticket_id: str, agent_id: str, text: str, *, key: str, expected_version: int | None
    ) -> Changed:
        """Write an internal note, which is never sent to anybody."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> MessageRecord:
            agent_at_work(session, agent_id)
            message = timeline.add(session, self._work, ticket, "note", agent_id, text, hashed)
            self._record(session, ticket, "noted", agent_id, message=message.id)
            return message

        return self._command("note", ticket_id, key, expected_version, step)

    def change_status(
        self,
        ticket_id: str,
        status: Status,
        *,
        agent_id: str,
        reason: str | None,
        key: str,
        expected_version: int | None,
    ) -> Changed:
        """Move along the transition table; Refused where it has no such step or the reason is missing."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> None:
            agent_at_work(session, agent_id)
            self._move(session, ticket, status, agent_id, reason)

        return self._command("change_status", ticket_id, key, expected_version, step)

    def assign(self, ticket_id: str, agent_id: str | None, *, by: str, key: str) -> Changed:
        """Give the ticket to an agent, or to nobody."""

        def step(session: Session, ticket: TicketRecord, hashed: str) -> None:
            agent_at_work(session, by)
            if agent_id is not None:
                agent_at_work(session, agent_id)
            self._give(session, ticket, agent_id, by)

        return self._command("assign", ticket_id, key, None, step)

    def _command(
        self, name: str, ticket_id: str, key: str, expected_version: int | None, step: _Step
    ) -> Changed:
        def carry_out(session: Session, hashed: str) -> tuple[TicketRecord, Result]:
            ticket = timeline.ticket_for_change(session, ticket_id, expected_version)
            if ticket.status in FINAL:
                raise Refused(f"ticket {ticket.reference} is {ticket.status}; open a new one")
            message = step(session, ticket, hashed)
            timeline.touch(self._work, ticket)
            return ticket, {
                "ticket_id": ticket.id,
                "version": ticket.version,
                "status": ticket.status,
                "message_id": message.id if message else None,
            }

        return Changed(**once(self._work, f"{name}/{ticket_id}", key, carry_out))

    def _move(
        self, session: Session, ticket: TicketRecord, new: Status, actor: str, reason: str | None
    ) -> None:
        old = cast(Status, ticket.status)
        if not allowed(old, new):
            raise Refused(f"a ticket that is {old} cannot become {new}; reload it and choose again")
        codes = REASONS.get(new)
        if codes and reason not in codes:
            raise Refused(f"{new} needs a reason, one of {', '.join(codes)}")
        if reason is not None and not _CODE.fullmatch(reason):
            raise Refused("a reason is a short code such as withdrawn; write the details in a note")
        ticket.status = new
        if new in FINAL:
            ticket.ended_at, ticket.end_reason, ticket.human_owns = self._work.clock(), reason, False
        vault, at = self._work.vault, self._work.clock()
        audit.record(
            session, vault, at, "status_changed", actor, ticket_id=ticket.id, old=old, new=new, reason=reason
        )

    def _give(self, session: Session, ticket: TicketRecord, agent_id: str | None, actor: str) -> None:
        old, ticket.owner = ticket.owner, agent_id
        vault, at = self._work.vault, self._work.clock()
        audit.record(session, vault, at, "assigned", actor, ticket_id=ticket.id, old=old, new=agent_id)

    def _record(self, session: Session, ticket: TicketRecord, type: str, actor: str, **facts: str) -> None:
        vault, at = self._work.vault, self._work.clock()
        audit.record(session, vault, at, type, actor, ticket_id=ticket.id, facts=facts)


def agent_at_work(session: Session, agent_id: str) -> AgentRecord:
    """The active agent of that id, or NotFound."""
    agent = session.get(AgentRecord, agent_id)
    if agent is None or not agent.active:
        raise NotFound(f"there is no active agent {agent_id}")
    return agent
