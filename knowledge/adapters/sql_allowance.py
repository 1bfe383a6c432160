"""How much a language model may cost in a day, counted in the database for all processes together."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import Session, col, delete

from knowledge.adapters.sql_tables import AllowanceRow
from knowledge.ports import Sessions

log = logging.getLogger(__name__)


class Allowance:
    """Tokens that may be spent on a day (UTC)."""

    def __init__(self, sessions: Sessions, daily: int, clock: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._daily = daily
        self._clock = clock

    def take(self, tokens: int) -> bool:
        """Spend so many, or nothing and False when the day has fewer left or they cannot be counted."""
        try:
            with self._sessions.write() as session:
                row = _row(session, self._clock().date())
                allowed = row.tokens + tokens <= self._daily
                row.tokens += tokens if allowed else 0
        except SQLAlchemyError:
            log.exception("the tokens of a language model cannot be counted")
            return False
        return allowed


def _row(session: Session, today: date) -> AllowanceRow:
    """Today's row, locked; it takes the place of an earlier day's."""
    try:
        with session.begin_nested():
            if row := session.get(AllowanceRow, today, with_for_update=True):
                return row
            session.exec(delete(AllowanceRow).where(col(AllowanceRow.day) < today))
            session.add(made := AllowanceRow(day=today))
            return made
    except IntegrityError:  # another process has just made it
        return _row(session, today)
