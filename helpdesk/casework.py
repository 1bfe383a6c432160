"""The frame of every command on a ticket: carried out once, on a locked row, with its audit events."""

import re
from collections.abc import Callable
from typing import cast

from sqlmodel import Session

from helpdesk import audit, timeline
from helpdesk.agents import agent_from
from helpdesk.audit import Fact
from helpdesk.commands import Result, once
from helpdesk.errors import NotFound, Refused
from helpdesk.guards import lacking
from helpdesk.parcels import put_card
from helpdesk.tables import AgentRecord, MessageRecord, TicketRecord
from helpdesk.tickets import FINAL, REASONS, Status, allowed
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

REQUESTER = "requester"
"""The actor of what a requester does."""
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
Step = Callable[[Session, TicketRecord, str], MessageRecord | None]
"""What a command does with its ticket, given the hash of its key; the message it has written, if any."""


def on_ticket(
    work: Workplace,
    name: str,
    ticket_id: str,
    key: str,
    expected_version: int | None,
    step: Step,
    *,
    follows: bool = False,
) -> Changed:
    """Carry out a command on a ticket that has not ended, once, in one transaction.

    ``follows``: of a merged ticket, it is done to the one that goes on.

    NotFound, Conflict when the ticket is not at the expected version, Refused when it has ended.
    """

    def carry_out(session: Session, hashed: str) -> tuple[TicketRecord, Result]:
        ticket = (
            timeline.going_on_for_change(session, ticket_id)
            if follows
            else timeline.ticket_for_change(session, ticket_id, expected_version)
        )
        if ticket.status in FINAL:
            raise Refused(f"ticket {ticket.reference} is {ticket.status}; open a new one", "ended")
        message = step(session, ticket, hashed)
        timeline.touch(work, ticket)
        return ticket, {
            "ticket_id": ticket.id,
            "version": ticket.version,
            "status": ticket.status,
            "message_id": message.id if message else None,
        }

    return Changed(**once(work, f"{name}/{ticket_id}", key, carry_out))


def move(
    session: Session, work: Workplace, ticket: TicketRecord, new: Status, actor: str, reason: str | None
) -> None:
    """Take a step of the transition table; Refused where there is none or a guard misses something."""
    old = cast(Status, ticket.status)
    if not allowed(old, new):
        raise Refused(f"a ticket that is {old} cannot become {new}; reload it and choose again", "no_step")
    if missing := lacking(session, ticket, old, new):
        raise Refused(f"before this ticket can become {new}: {', '.join(missing)}", missing[0])
    codes = REASONS.get(new)
    if codes and reason not in codes:
        raise Refused(f"{new} needs a reason, one of {', '.join(codes)}", "no_reason")
    if reason is not None and not _CODE.fullmatch(reason):
        raise Refused("a reason is a short code such as withdrawn; write the details in a note")
    ticket.status = new
    if new in FINAL:
        ticket.ended_at, ticket.end_reason, ticket.human_owns = work.clock(), reason, False
    audit.record(
        session,
        work.vault,
        work.clock(),
        "status_changed",
        actor,
        ticket_id=ticket.id,
        old=old,
        new=new,
        reason=reason,
    )
    put_card(session, work, ticket)


def give(session: Session, work: Workplace, ticket: TicketRecord, agent_id: str | None, actor: str) -> None:
    """Make an agent the owner, or nobody."""
    old, ticket.owner = ticket.owner, agent_id
    audit.record(
        session, work.vault, work.clock(), "assigned", actor, ticket_id=ticket.id, old=old, new=agent_id
    )
    put_card(session, work, ticket)


def record(
    session: Session,
    work: Workplace,
    ticket: TicketRecord,
    type: str,
    actor: str,
    reason: str | None = None,
    **facts: Fact,
) -> None:
    """Append an audit event of the ticket; facts are ids, codes and counts."""
    audit.record(
        session, work.vault, work.clock(), type, actor, ticket_id=ticket.id, reason=reason, facts=facts
    )


def agent_at_work(session: Session, agent_id: str, organisation: str | None = None) -> AgentRecord:
    """The active agent of that id, who works for the organisation, if one is named; NotFound.

    Refused for one whose roles only read.
    """
    agent = session.get(AgentRecord, agent_id)
    if agent is None or not agent.active:
        raise NotFound(f"there is no active agent {agent_id}")
    reach = agent_from(session, agent).reach
    if not reach.may("write"):
        raise Refused("this account only reads; ask an administrator for another role", "reader")
    if not reach.may("write", organisation):
        raise NotFound(f"agent {agent_id} does not work for {organisation}")
    return agent
