"""What is read for somebody is narrowed to their organisations: in one place, for every query there is.

Whoever lets a person or a program in calls `narrow_to`; from then on the queries of that request see the
tickets of those organisations alone, and what hangs on them. Where nobody called it (deliveries, timers,
the assistant) everything is seen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import ColumnElement, event, or_
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlmodel import Session, col, select

from helpdesk.ports import Sessions
from helpdesk.tables import (
    AccessRecord,
    AttachmentRecord,
    CannedReplyRecord,
    PreferenceRecord,
    QuestionRecord,
    TagRecord,
    TicketRecord,
)

_seen: ContextVar[frozenset[str] | None] = ContextVar("organisations_seen", default=None)


def narrow_to(organisations: frozenset[str] | None) -> None:
    """See only these organisations (None: all) for the rest of this task, a streamed answer included."""
    _seen.set(organisations)


@contextmanager
def narrowed(organisations: frozenset[str] | None) -> Iterator[None]:
    """See only these organisations (None: all) for as long as this lasts."""
    before = _seen.set(organisations)
    try:
        yield
    finally:
        _seen.reset(before)


def seen_organisations() -> frozenset[str] | None:
    """Those that are seen; None: all."""
    return _seen.get()


def is_seen(organisation: str) -> bool:
    """Whether that organisation is among those that are seen."""
    seen = _seen.get()
    return seen is None or organisation in seen


class NarrowedSessions:
    """Sessions whose queries see what may be seen."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading only."""
        with self._sessions.read() as session:
            event.listen(session, "do_orm_execute", _narrow)
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction."""
        with self._sessions.write() as session:
            event.listen(session, "do_orm_execute", _narrow)
            yield session


def _narrow(state: ORMExecuteState) -> None:
    seen = _seen.get()
    reads = state.is_select and not state.is_column_load and not state.is_relationship_load
    if seen is not None and (reads or state.is_update or state.is_delete):
        options = [with_loader_criteria(table, rule) for table, rule in _rules(seen)]
        state.statement = state.statement.options(*options)


def _rules(seen: frozenset[str]) -> Iterator[tuple[type[Any], ColumnElement[bool]]]:
    tickets = select(TicketRecord.id).where(col(TicketRecord.organisation).in_(seen))
    canned = col(CannedReplyRecord.organisation)
    yield TicketRecord, col(TicketRecord.organisation).in_(seen)
    yield QuestionRecord, col(QuestionRecord.organisation).in_(seen)
    yield PreferenceRecord, col(PreferenceRecord.organisation).in_(seen)
    yield CannedReplyRecord, or_(canned.is_(None), canned.in_(seen))
    yield AttachmentRecord, col(AttachmentRecord.ticket_id).in_(tickets)
    yield TagRecord, col(TagRecord.ticket_id).in_(tickets)
    yield AccessRecord, col(AccessRecord.ticket_id).in_(tickets)
