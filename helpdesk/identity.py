"""Who asks: what of the proof is still missing before somebody's data are handed out or changed."""

from collections.abc import Sequence
from typing import Literal, cast, get_args

from sqlmodel import Session, col, select

from helpdesk.forms import procedure_for
from helpdesk.registration import lineage_of
from helpdesk.tables import RepresentationRecord, RightRecord, TicketRecord, VerificationRecord
from helpdesk.tickets import OPT_OUTS, Kind

Missing = Literal["identity", "authority", "principal"]
Party = Literal["requester", "principal"]
Method = Literal["code", "slack", "document", "manual"]
"""How it was proven: a code sent to a contact, the membership of a Slack workspace, a paper that an agent
has seen, or something else that an agent has done, such as calling back."""

METHODS: tuple[Method, ...] = get_args(Method)


def needs_proof(session: Session, ticket: TicketRecord) -> bool:
    """Whether anything asked for may only be done once it is known who asks.

    Questions, opt-outs, complaints and reports of incidents never wait; a request that names no right does.
    """
    if ticket.kind != "rights_request":
        return False
    rights = _rights(session, ticket)
    return not rights or not OPT_OUTS.issuperset(rights)


def verified(session: Session, ticket: TicketRecord) -> tuple[Missing, ...]:
    """What is missing before the ticket's rights may be fulfilled; () once nothing is.

    Of somebody who asks for another: who they are (``identity``), that they may act (``authority``), and
    that the person they act for agrees (``principal``).
    """
    if not needs_proof(session, ticket):
        return ()
    proxy = session.get(RepresentationRecord, ticket.id)
    found: dict[Missing, bool] = {
        "identity": _proven(session, ticket),
        "authority": proxy is None or proxy.authority_checked_at is not None,
        "principal": proxy is None or proxy.principal_confirmed_at is not None,
    }
    return tuple(name for name, there in found.items() if not there)


def accepted_methods(session: Session, ticket: TicketRecord) -> tuple[Method, ...]:
    """What counts as proof of identity: where the procedure asks for a document, a document alone."""
    lineage, _ = lineage_of(session, ticket.organisation, ticket.procedure_version)
    found = (
        procedure_for(lineage, cast(Kind, ticket.kind), right)
        for right in _rights(session, ticket) or (None,)
    )
    asked = any("identity_document" in procedure.fields for _, procedure in filter(None, found))
    return ("document",) if asked else METHODS


def _proven(session: Session, ticket: TicketRecord) -> bool:
    good = select(VerificationRecord.id).where(
        VerificationRecord.ticket_id == ticket.id,
        VerificationRecord.party == "requester",
        VerificationRecord.state == "good",
        col(VerificationRecord.method).in_(accepted_methods(session, ticket)),
    )
    return session.exec(good.limit(1)).first() is not None


def _rights(session: Session, ticket: TicketRecord) -> Sequence[str]:
    return session.exec(select(RightRecord.right).where(RightRecord.ticket_id == ticket.id)).all()
