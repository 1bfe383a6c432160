"""Words ready to send, with the clauses they quote: written by agents, and filled in for a ticket."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from helpdesk import audit
from helpdesk.approved import BoundQuote
from helpdesk.approving import clauses_of, standing
from helpdesk.audit import Fact
from helpdesk.casework import agent_at_work
from helpdesk.errors import Conflict, NotFound, Refused
from helpdesk.intake import CitedClause
from helpdesk.registration import lineage_of, profile_of
from helpdesk.shelf import PolicyShelf, ShelfClause
from helpdesk.tables import CannedReplyRecord
from helpdesk.views import TicketRow
from helpdesk.wording import CATALOGUES, day
from helpdesk.workplace import Workplace

PLACES = ("reference", "name of organisation", "due date")
"""What may stand in braces; it is filled in when the reply is taken for a ticket."""
LONGEST_NAME, LONGEST_BODY = 80, 5000
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class CannedDraft:
    """What an agent writes. Without ``organisation`` it is for all; ``addresses`` are of clauses in force."""

    organisation: str | None
    language: str
    name: str
    body: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CannedReply:
    """Words ready to send; ``version`` counts the changes."""

    id: str
    version: int
    organisation: str | None
    language: str
    name: str
    body: str
    citations: tuple[BoundQuote, ...]
    retired: bool
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Worded:
    """A reply filled in for a ticket, the clauses in force that it quotes, and addresses that are gone."""

    text: str
    clauses: tuple[ShelfClause, ...]
    gone: tuple[str, ...]


class CannedReplies:
    """Written, changed with a version, retired; never deleted."""

    def __init__(self, work: Workplace, shelf: PolicyShelf | None) -> None:
        self._work = work
        self._shelf = shelf

    def all(self) -> tuple[CannedReply, ...]:
        """Every reply, by name, the retired ones last."""
        rows = select(CannedReplyRecord).order_by(col(CannedReplyRecord.retired), col(CannedReplyRecord.name))
        with self._work.sessions.read() as session:
            return tuple(_reply_of(row) for row in session.exec(rows))

    def reply(self, id: str) -> CannedReply | None:
        """One reply; None when there is none to be seen."""
        with self._work.sessions.read() as session:
            row = session.get(CannedReplyRecord, id)
            return _reply_of(row) if row else None

    def usable(self, organisation: str, language: str) -> tuple[CannedReply, ...]:
        """What may be sent for an organisation in a language: its own, its parents', and those for all."""
        with self._work.sessions.read() as session:
            order = [one.id for one in lineage_of(session, organisation)[0]]
            of = col(CannedReplyRecord.organisation)
            rows = select(CannedReplyRecord).where(
                or_(of.is_(None), of.in_(order)),
                CannedReplyRecord.language == language,
                col(CannedReplyRecord.retired).is_(False),
            )
            return tuple(_reply_of(row) for row in session.exec(rows.order_by(col(CannedReplyRecord.name))))

    def write(self, draft: CannedDraft, *, by: str, key: str) -> CannedReply:
        """A new reply; Refused with what is to be corrected."""
        content = self._content(draft)
        id = sha256(key.encode()).hexdigest()[:32]
        try:
            with self._work.sessions.write() as session:
                agent_at_work(session, by)
                at = self._work.clock()
                row = CannedReplyRecord(id=id, changed_by=by, changed_at=at, **content)
                session.add(row)
                self._record(session, row, "canned_reply_written")
                return _reply_of(row)
        except IntegrityError:
            if (first := self.reply(id)) is not None:
                return first
            raise

    def change(self, id: str, draft: CannedDraft, *, by: str, expected_version: int) -> CannedReply:
        """A new version of a reply; Refused, or Conflict when somebody has changed it meanwhile."""
        content = self._content(draft)
        with self._work.sessions.write() as session:
            row = self._for_change(session, id, by, expected_version)
            row.sqlmodel_update(content)
            self._record(session, row, "canned_reply_changed")
            return _reply_of(row)

    def retire(self, id: str, *, by: str, expected_version: int) -> CannedReply:
        """Offer it no more."""
        with self._work.sessions.write() as session:
            row = self._for_change(session, id, by, expected_version)
            row.retired = True
            self._record(session, row, "canned_reply_retired")
            return _reply_of(row)

    def worded(self, reply: CannedReply, row: TicketRow, audience: str) -> Worded:
        """The reply for a ticket. A place that nothing is known for stays as it is; quotes stand below."""
        with self._work.sessions.read() as session:
            profile = profile_of(session, row.organisation)
        values = {"reference": row.reference, "name of organisation": profile.name}
        if row.due_at:
            values["due date"] = day(row.language, row.due_at.astimezone(ZoneInfo(profile.time_zone)).date())
        body = _BRACES.sub(lambda found: values.get(found[1], found[0]), reply.body)
        clauses, gone = self.now(reply, audience)
        return Worded("\n\n".join([body, *(quotation(one, row.language) for one in clauses)]), clauses, gone)

    def found(self, words: str, organisation: str, audience: str, limit: int) -> tuple[ShelfClause, ...]:
        """Clauses in force for such a reader, nearest to the words."""
        if self._shelf is None or not words.strip():
            return ()
        return self._shelf.search(words, self._order(organisation), audience, limit)

    def clauses(self, organisation: str, audience: str, addresses: Sequence[str]) -> tuple[ShelfClause, ...]:
        """The clauses at these addresses; Refused where one is not in force, or not for such a reader."""
        if not addresses:
            return ()
        shelf, order = clauses_of(self._shelf) if self._shelf else None, self._order(organisation)
        found = []
        for address in dict.fromkeys(addresses):
            ours = shelf is not None and address.partition("/")[0] in order
            clause = shelf(address.partition("@")[0], audience).get(address) if shelf and ours else None
            if clause is None:
                raise Refused(f"{address} is not in force for such a reader; leave it out", "not_quotable")
            found.append(clause)
        return tuple(found)

    def cited(self, organisation: str, audience: str, addresses: Sequence[str]) -> tuple[CitedClause, ...]:
        """What a message keeps of the clauses that it quotes."""
        found = self.clauses(organisation, audience, addresses)
        return tuple(CitedClause(one.address, one.text, one.text_hash) for one in found)

    def now(self, reply: CannedReply, audience: str) -> tuple[tuple[ShelfClause, ...], tuple[str, ...]]:
        """Its clauses as they are in force for such a reader, and the addresses of those that are not."""
        if self._shelf is None:
            return (), tuple(one.address for one in reply.citations)
        clauses = clauses_of(self._shelf)
        standings = [standing(one, audience, self._shelf, clauses) for one in reply.citations]
        kept = tuple(one.now for one in standings if one.now and one.kind in ("same", "moved"))
        return kept, tuple(one.bound.address for one in standings if one.kind in ("changed", "gone"))

    def _order(self, organisation: str) -> tuple[str, ...]:
        with self._work.sessions.read() as session:
            return tuple(one.id for one in lineage_of(session, organisation)[0])

    def _content(self, draft: CannedDraft) -> dict[str, Any]:
        name, body = draft.name.strip(), draft.body.strip()
        if not 0 < len(name) <= LONGEST_NAME or not 0 < len(body) <= LONGEST_BODY:
            raise Refused("a reply needs a name and words, neither too long", "reply_length")
        if any(place not in PLACES for place in _BRACES.findall(body)):
            raise Refused(f"only {', '.join(PLACES)} may stand in braces", "reply_places")
        if draft.language not in CATALOGUES:
            raise Refused(f"there are no replies in {draft.language!r}", "reply_length")
        if draft.addresses and draft.organisation is None:
            raise Refused("choose the organisation whose clauses the reply quotes", "reply_whose")
        quoted = self.clauses(draft.organisation or "", "public", draft.addresses)
        return {
            "organisation": draft.organisation,
            "language": draft.language,
            "name": name,
            "body": body,
            "citations": [asdict(_bound(one)) for one in quoted],
        }

    def _for_change(self, session: Session, id: str, by: str, expected_version: int) -> CannedReplyRecord:
        agent_at_work(session, by)
        row = session.get(CannedReplyRecord, id, with_for_update=True)
        if row is None or row.retired:
            raise NotFound(f"there is no reply {id} in use")
        if row.version != expected_version:
            raise Conflict(row.version, "reply")
        row.version += 1
        row.changed_by, row.changed_at = by, self._work.clock()
        return row

    def _record(self, session: Session, row: CannedReplyRecord, type: str) -> None:
        session.flush()
        facts: dict[str, Fact] = {"reply": row.id, "version": row.version}
        audit.record(session, self._work.vault, row.changed_at, type, row.changed_by, facts=facts)


def open_places(text: str) -> Iterator[str]:
    """The places of a canned reply that still stand in braces in a text."""
    yield from (place for place in _BRACES.findall(text) if place in PLACES)


def quotation(clause: ShelfClause, language: str) -> str:
    """A clause as it stands in a reply: its words, and below them where they stand."""
    words = f"「{clause.text}」" if language == "ja" else f"“{clause.text}”"
    where = " ".join(filter(None, (clause.title, clause.number)))
    return f"{words}\n— {where} ({clause.address})"


def _bound(clause: ShelfClause) -> BoundQuote:
    policy, _, rest = clause.address.partition("@")
    version, _, place = rest.partition("#")
    return BoundQuote(f"{policy}#{place}", version, clause.text_hash, clause.text, clause.text)


def _reply_of(row: CannedReplyRecord) -> CannedReply:
    return CannedReply(
        id=row.id,
        version=row.version,
        organisation=row.organisation,
        language=row.language,
        name=row.name,
        body=row.body,
        citations=tuple(BoundQuote(**one) for one in row.citations),
        retired=row.retired,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )
