"""What somebody is told who is about to ask a person: whether the desk is open, and by when it answers."""

from dataclasses import dataclass
from datetime import datetime

from helpdesk.pace import promised_days
from helpdesk.reckoning import calendar_for
from helpdesk.registration import lineage_of
from helpdesk.tickets import Kind
from helpdesk.wording import moment, sentence
from helpdesk.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Opening:
    """``open`` is None where the profile names no hours; ``lines`` say all of it in the reader's language."""

    open: bool | None
    opens: datetime | None
    expected: datetime | None
    lines: tuple[str, ...]


class Counter:
    """Tells it, from the desk's hours and from how long it needs at present."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def opening(self, organisation: str, kind: Kind, language: str) -> Opening:
        """As it is now; NotFound for an unknown organisation."""
        now = self._work.clock()
        with self._work.sessions.read() as session:
            lineage, _ = lineage_of(session, organisation)
            calendar = calendar_for(lineage, kind, None)
            days = promised_days(session, self._work, calendar, organisation, kind, now)
        zone = lineage[0].time_zone
        open = calendar.is_open(now) if calendar.stated else None
        opens = calendar.opens(now) if open is False else None
        expected = calendar.after(now, days) if lineage[0].document else None
        lines = []
        if open:
            lines.append(sentence(language, "counter.open"))
        if opens:
            lines.append(sentence(language, "receipt.closed_now", opens=moment(language, opens, zone)))
        if expected:
            lines.append(sentence(language, "receipt.expected", expected=moment(language, expected, zone)))
        return Opening(open, opens, expected, tuple(lines))
