"""A ticket opened for agents, decrypted."""

import json
from datetime import datetime
from typing import Literal, cast

from sqlmodel import Session, col, select

from helpdesk.fields import FIELDS
from helpdesk.guards import lacking, needs_second, rights_of
from helpdesk.intake import CitedClause, Line, Origin, Vouched
from helpdesk.queue import ticket_rows
from helpdesk.references import read_reference
from helpdesk.registration import profile_of
from helpdesk.sealing import key_of, place
from helpdesk.tables import (
    AgentRecord,
    AnswerRecord,
    CitationRecord,
    EventRecord,
    MessageRecord,
    OutboxRecord,
    TicketRecord,
)
from helpdesk.tickets import TRANSITIONS, Status
from helpdesk.vault import DataKey
from helpdesk.views import (
    Answer,
    DeliveryState,
    OutgoingKind,
    Post,
    RightLine,
    Route,
    TicketView,
    TimelineEvent,
    TimelineMessage,
)
from helpdesk.wording import sentence
from helpdesk.workplace import Workplace

_PLACES = {name: place for place, name in enumerate(FIELDS)}
"""Answers are shown in the order of the fields, whatever the order of the rows."""


class Casefile:
    """Opens tickets for reading."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def ticket(self, id: str) -> TicketView | None:
        """A ticket by its id or reference, decrypted, for agents; None when there is none."""
        with self._work.sessions.read() as session:
            ticket = session.get(TicketRecord, id) or _by_reference(session, id)
            return self._view(session, ticket) if ticket else None

    def _view(self, session: Session, ticket: TicketRecord) -> TicketView:
        key = key_of(self._work.vault, ticket) if ticket.data_key else None
        language = profile_of(session, ticket.organisation, ticket.procedure_version).language
        messages = _messages(session, ticket, key)
        onward = TRANSITIONS[cast(Status, ticket.status)]
        missing = {new: lacking(session, ticket, cast(Status, ticket.status), new) for new in onward}
        return TicketView(
            row=ticket_rows(session, [ticket])[0],
            origin=_origin(ticket, key),
            message=messages[0].text if messages else "",
            answers=_answers(session, ticket, key, language),
            open_fields=tuple(ticket.open_fields),
            transcript=_transcript(ticket, key),
            citations=_citations(session, ticket),
            messages=messages,
            events=_events(session, ticket),
            onward=tuple(new for new in onward if not missing[new]),
            missing={new: codes for new, codes in missing.items() if codes},
            rights=_rights(session, ticket, key),
            procedure_version=ticket.procedure_version,
            engine=ticket.engine,
            audience=ticket.audience,
            erased=key is None,
            vouched=_vouched(ticket, key),
        )


def _by_reference(session: Session, text: str) -> TicketRecord | None:
    reference = read_reference(text)
    return session.exec(select(TicketRecord).where(TicketRecord.reference == reference)).first()


def _origin(ticket: TicketRecord, key: DataKey | None) -> Origin | None:
    if key is None or ticket.origin is None:
        return None
    return Origin(**json.loads(key.unseal(ticket.origin, place("ticket", "origin", ticket.id))))


def _vouched(ticket: TicketRecord, key: DataKey | None) -> Vouched | None:
    if key is None or ticket.vouched is None:
        return None
    return Vouched(**json.loads(key.unseal(ticket.vouched, place("ticket", "vouched", ticket.id))))


def _transcript(ticket: TicketRecord, key: DataKey | None) -> tuple[Line, ...]:
    if key is None or ticket.transcript is None:
        return ()
    lines = json.loads(key.unseal(ticket.transcript, place("ticket", "transcript", ticket.id)))
    return tuple(Line(one["author"], one["text"], datetime.fromisoformat(one["at"])) for one in lines)


def _answers(
    session: Session, ticket: TicketRecord, key: DataKey | None, language: str
) -> tuple[Answer, ...]:
    rows = session.exec(select(AnswerRecord).where(AnswerRecord.ticket_id == ticket.id)).all()
    rows = sorted(rows, key=lambda row: _PLACES.get(row.name, len(_PLACES)))
    if key is None:
        return ()
    return tuple(
        Answer(
            row.name,
            sentence(language, f"field.{row.name}"),
            key.unseal(row.value, place("answer", "value", row.id)),
        )
        for row in rows
    )


def _rights(session: Session, ticket: TicketRecord, key: DataKey | None) -> tuple[RightLine, ...]:
    return tuple(
        RightLine(
            right=row.right,
            outcome=row.outcome,
            ground=row.reason_code,
            basis=row.legal_basis,
            clause=row.clause,
            explanation=key.unseal(row.explanation, place("right", "explanation", row.id))
            if key and row.explanation
            else "",
            decided_by=row.decided_by,
            approved_by=row.approved_by,
            fulfilled_at=row.fulfilled_at,
            needs_second=needs_second(row),
        )
        for row in rights_of(session, ticket)
    )


def _citations(session: Session, ticket: TicketRecord) -> tuple[CitedClause, ...]:
    rows = select(CitationRecord).where(CitationRecord.ticket_id == ticket.id)
    ordered = session.exec(rows.order_by(col(CitationRecord.number))).all()
    return tuple(CitedClause(row.address, row.quote, row.text_hash) for row in ordered)


def message_rows(session: Session, ticket: TicketRecord) -> list[MessageRecord]:
    """The messages of the timeline, in their order."""
    rows = select(MessageRecord).where(MessageRecord.ticket_id == ticket.id)
    return list(session.exec(rows.order_by(col(MessageRecord.number))).all())


def text_of(row: MessageRecord, key: DataKey | None) -> str:
    """What a message says; nothing once it is erased."""
    return key.unseal(row.body, place("message", "body", row.id)) if key and row.body else ""


def _messages(session: Session, ticket: TicketRecord, key: DataKey | None) -> tuple[TimelineMessage, ...]:
    names = dict(session.exec(select(AgentRecord.id, AgentRecord.name)).all())
    posts = session.exec(select(OutboxRecord).where(OutboxRecord.ticket_id == ticket.id)).all()
    by_message: dict[str | None, list[Post]] = {}
    for post in sorted(posts, key=lambda one: one.dedupe_key != one.message_id):
        by_message.setdefault(post.message_id, []).append(_post(post))
    shown = []
    for row in message_rows(session, ticket):
        shown.append(
            TimelineMessage(
                id=row.id,
                at=row.at,
                direction=cast(Literal["in", "out", "note"], row.direction),
                author_id=row.author,
                author_name=names.get(row.author or ""),
                text=text_of(row, key),
                posts=tuple(by_message.get(row.id, ())),
                citations=tuple(CitedClause(**one) for one in row.citations),
            )
        )
    return tuple(shown)


def _post(row: OutboxRecord) -> Post:
    return Post(
        id=row.id,
        kind=cast(OutgoingKind, row.kind),
        route=cast(Route, row.route),
        state=cast(DeliveryState, row.state),
        error_class=row.error_class,
    )


def _events(session: Session, ticket: TicketRecord) -> tuple[TimelineEvent, ...]:
    rows = select(EventRecord).where(EventRecord.ticket_id == ticket.id).order_by(col(EventRecord.seq))
    return tuple(
        TimelineEvent(
            row.seq,
            row.at,
            row.actor,
            row.type,
            row.old,
            row.new,
            row.reason,
            message_id=row.facts.get("message"),
            fields=tuple(filter(None, str(row.facts.get("fields", "")).split(","))),
        )
        for row in session.exec(rows).all()
    )
