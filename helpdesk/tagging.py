"""Tags: short words of the desk on a ticket. They can be searched for and so never name a person."""

import re
from unicodedata import normalize

from sqlmodel import Session, col, select

from helpdesk.casework import agent_at_work, on_ticket, record
from helpdesk.errors import Refused
from helpdesk.tables import TagRecord, TicketRecord
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

MOST = 12
"""Tags on one ticket."""
LONGEST = 30
"""Characters of a tag."""
_SHAPE = re.compile(r"[^\W_][\w -]*")
_PERSONAL = re.compile(r"\d{5,}|(?:\d[ -]?){7,}")
"""Numbers as long as those of a customer, an account or a telephone."""
_OFFERED = 100


def read_tag(text: str) -> str:
    """The tag written in ``text``: lower case, one space between words. Refused when it cannot be one."""
    tag = " ".join(normalize("NFKC", text).casefold().split())
    if not _SHAPE.fullmatch(tag) or len(tag) > LONGEST:
        raise Refused(f"a tag has at most {LONGEST} letters, digits, dashes and spaces", "tag_shape")
    if _PERSONAL.search(tag):
        raise Refused("a tag is not sealed: write numbers of persons into a note", "tag_personal")
    return tag


class Tags:
    """Puts tags on tickets and takes them off."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def put(
        self, ticket_id: str, tag: str, *, agent_id: str, key: str, expected_version: int | None = None
    ) -> Changed:
        """Put a tag on a ticket, where it may already be. The audit trail does not repeat the word."""
        wanted = read_tag(tag)

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            if session.get(TagRecord, (ticket.id, wanted)) is not None:
                return
            if len(tags_of(session, ticket.id)) >= MOST:
                raise Refused(f"a ticket has at most {MOST} tags; take one off first", "tags_full")
            session.add(TagRecord(ticket_id=ticket.id, tag=wanted))
            record(session, self._work, ticket, "tagged", agent_id)

        return on_ticket(self._work, "tag", ticket_id, key, expected_version, step)

    def remove(
        self, ticket_id: str, tag: str, *, agent_id: str, key: str, expected_version: int | None = None
    ) -> Changed:
        """Take a tag off, where it is on."""
        wanted = read_tag(tag)

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            row = session.get(TagRecord, (ticket.id, wanted))
            if row is not None:
                session.delete(row)
                record(session, self._work, ticket, "untagged", agent_id)

        return on_ticket(self._work, "untag", ticket_id, key, expected_version, step)

    def used(self) -> tuple[str, ...]:
        """The tags in use, in order."""
        tags = select(TagRecord.tag).distinct().order_by(TagRecord.tag).limit(_OFFERED)
        with self._work.sessions.read() as session:
            return tuple(session.exec(tags).all())


def tags_of(session: Session, ticket_id: str) -> tuple[str, ...]:
    """The tags of a ticket, in order."""
    tags = select(TagRecord.tag).where(TagRecord.ticket_id == ticket_id).order_by(col(TagRecord.tag))
    return tuple(session.exec(tags).all())
