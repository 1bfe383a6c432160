"""What a ticket lacks for a step of the transition table, as codes; nothing lacking lets it through."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from helpdesk.identity import verified
from helpdesk.tables import RightRecord, TicketRecord
from helpdesk.tickets import DISCLOSURES, GUARDS, OPT_OUTS, Guard, Status


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket, the rights it asks for, and its session."""

    session: Session
    ticket: TicketRecord
    rights: Sequence[RightRecord]


def lacking(session: Session, ticket: TicketRecord, old: Status, new: Status) -> tuple[str, ...]:
    """The codes of what is missing for going from ``old`` to ``new``, each once."""
    guards = GUARDS.get((old, new), ())
    case = Case(session, ticket, rights_of(session, ticket)) if guards else None
    found = (code for guard in guards if case for code in _GUARDS[guard](case))
    return tuple(dict.fromkeys(found))


def rights_of(session: Session, ticket: TicketRecord) -> Sequence[RightRecord]:
    """The rights that the ticket asks for, by name."""
    rows = select(RightRecord).where(RightRecord.ticket_id == ticket.id)
    return session.exec(rows.order_by(RightRecord.right)).all()


def needs_second(right: RightRecord) -> bool:
    """Whether the decision on a right counts only once a second agent has approved it."""
    return right.outcome in ("denied", "partly") or (
        right.outcome == "granted" and right.right in DISCLOSURES
    )


def needs_identity(right: RightRecord) -> bool:
    """Whether a right that is granted may be carried out only for a proven person."""
    return right.outcome != "denied" and right.right not in OPT_OUTS


def _provable(case: Case) -> Sequence[str]:
    """Opt-outs, complaints and incident reports never wait for a proof of identity."""
    waits = case.ticket.kind == "inquiry" or any(one.right not in OPT_OUTS for one in case.rights)
    return () if waits else ("never_waits",)


def _decided(case: Case) -> Sequence[str]:
    if case.ticket.kind == "rights_request" and not case.rights:
        return ("no_right",)
    return ("undecided",) if any(one.outcome is None for one in case.rights) else ()


def _approved(case: Case) -> Sequence[str]:
    missing = any(needs_second(one) and one.approved_by is None for one in case.rights)
    return ("unapproved",) if missing else ()


def _denied(case: Case) -> Sequence[str]:
    """Only what is denied as a whole needs no fulfilment."""
    return ("to_fulfil",) if any(one.outcome != "denied" for one in case.rights) else ()


def _identified(case: Case) -> Sequence[str]:
    if any(needs_identity(one) for one in case.rights):
        return verified(case.session, case.ticket)
    return ()


def _complete(case: Case) -> Sequence[str]:
    granted = any(one.outcome != "denied" for one in case.rights)
    return ("open_fields",) if granted and case.ticket.open_fields else ()


def _settled(case: Case) -> Sequence[str]:
    """Nothing that has to go through approval or fulfilment first."""
    owed = [one for one in case.rights if one.outcome is None or needs_second(one) or needs_identity(one)]
    undecided = _decided(case)
    return (*undecided, *(("to_approve",) if owed and not undecided else ()))


def _answered(case: Case) -> Sequence[str]:
    """Complaints and rights are never ended without a word from a person."""
    silent = case.ticket.first_human_reply_at is None and case.ticket.kind != "inquiry"
    return ("no_answer",) if silent else ()


_GUARDS: Mapping[Guard, Callable[[Case], Sequence[str]]] = {
    "provable": _provable,
    "decided": _decided,
    "approved": _approved,
    "denied": _denied,
    "identified": _identified,
    "complete": _complete,
    "settled": _settled,
    "answered": _answered,
}
