"""Files of a ticket: judged by content, sealed, with an end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

from sqlmodel import Session, col, func, select

from helpdesk.casework import REQUESTER, agent_at_work, on_ticket, record
from helpdesk.errors import NotFound, Refused
from helpdesk.guards import rights_of
from helpdesk.sealing import key_of, place
from helpdesk.sniffing import FileKind, file_name, sniff
from helpdesk.tables import AccessRecord, AttachmentRecord, TicketRecord, new_id
from helpdesk.vault import Vault
from helpdesk.views import Changed
from helpdesk.workplace import Workplace

Purpose = Literal["identity_document", "mandate", "disclosure", "other"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
PROOFS: tuple[Purpose, ...] = ("identity_document", "mandate")
"""What is kept only to prove who asks; it goes soon after the decision."""
MOST_SENT, LARGEST_SENT = 5, 5 * 2**20
"""How many files a requester may send to one ticket, and bytes of the largest."""
_SHAREABLE = ("fulfilling", "resolved")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file without its content; ``deleted_at`` is when the content went, and the name with it."""

    id: str
    purpose: Purpose
    name: str | None
    media_type: str
    size: int
    shared: bool
    added_by: str
    at: datetime
    delete_after: datetime | None
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file as it is downloaded."""

    name: str
    media_type: str
    content: bytes


class Attachments:
    """What agents do with files, and what requesters may send.

    Papers that prove who somebody is are taken from agents alone: they never go through a chat.
    """

    def __init__(self, work: Workplace) -> None:
        self._work = work

    @property
    def largest(self) -> int:
        """Bytes of the largest file that is taken."""
        return self._work.settings.attachment_bytes

    def of(self, ticket_id: str) -> tuple[Attachment, ...]:
        """The ticket's files, oldest first, those included whose content is gone."""
        with self._work.sessions.read() as session:
            ticket = session.get(TicketRecord, ticket_id)
            rows = select(AttachmentRecord).where(AttachmentRecord.ticket_id == ticket_id)
            found = session.exec(rows.order_by(col(AttachmentRecord.at))).all()
            return tuple(_view(self._work.vault, ticket, row) for row in found) if ticket else ()

    def add(
        self,
        ticket_id: str,
        name: str,
        content: bytes,
        purpose: Purpose,
        *,
        agent_id: str,
        key: str,
        expected_version: int | None = None,
    ) -> Changed:
        """Keep a file. Refused when it is too large, or its content is of no kind that is taken."""
        if purpose not in PURPOSES:
            raise Refused(f"a purpose is one of {', '.join(PURPOSES)}", "choice")
        if len(content) > self.largest:
            raise Refused(f"a file has at most {self.largest} bytes; send a smaller one", "file_size")
        kind = sniff(content)

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            self._keep(session, ticket, file_name(name, kind), kind, content, purpose, agent_id)

        return on_ticket(self._work, "add_file", ticket_id, key, expected_version, step)

    def receive(self, ticket_id: str, name: str, content: bytes, *, key: str) -> Changed:
        """Keep a file that the requester sends; Refused for too large, too many, or a kind not taken."""
        if len(content) > min(self.largest, LARGEST_SENT):
            raise Refused("the file is too large; send a smaller one", "file_size")
        kind = sniff(content)

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            sent = select(func.count()).where(
                AttachmentRecord.ticket_id == ticket.id, AttachmentRecord.added_by == REQUESTER
            )
            if session.exec(sent).one() >= MOST_SENT:
                raise Refused(f"at most {MOST_SENT} files can be sent to one request", "file_count")
            self._keep(session, ticket, file_name(name, kind), kind, content, "other", REQUESTER)

        return on_ticket(self._work, "receive_file", ticket_id, key, None, step, follows=True)

    def _keep(
        self,
        session: Session,
        ticket: TicketRecord,
        name: str,
        kind: FileKind,
        content: bytes,
        purpose: Purpose,
        by: str,
    ) -> None:
        id, data_key = new_id(), key_of(self._work.vault, ticket)
        session.add(
            AttachmentRecord(
                id=id,
                ticket_id=ticket.id,
                purpose=purpose,
                name=data_key.seal(name, place("attachment", "name", id)),
                media_type=kind.media_type,
                size=len(content),
                content=data_key.seal_bytes(content, place("attachment", "content", id)),
                added_by=by,
                at=self._work.clock(),
            )
        )
        record(session, self._work, ticket, "file_added", by, file=id, purpose=purpose)

    def share(self, ticket_id: str, attachment_id: str, shared: bool, *, agent_id: str, key: str) -> Changed:
        """Put disclosed data on the requester's status page, or take them back.

        Refused for other purposes, and before the disclosure is approved: see `handover` for who gets it.
        """

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            row = _kept(session, ticket, attachment_id)
            if row.purpose != "disclosure":
                raise Refused("only disclosed data are handed over", "not_shareable")
            if shared and ticket.status not in _SHAREABLE:
                raise Refused("data are shared once the disclosure is approved", "not_approved_yet")
            row.shared = shared
            type = "file_shared" if shared else "file_unshared"
            record(session, self._work, ticket, type, agent_id, file=row.id)

        return on_ticket(self._work, "share_file", ticket_id, key, None, step)

    def remove(self, ticket_id: str, attachment_id: str, *, agent_id: str, key: str) -> Changed:
        """Erase a file that should not be there; Refused while the ticket is under a legal hold."""

        def step(session: Session, ticket: TicketRecord, _: str) -> None:
            agent_at_work(session, agent_id)
            if ticket.legal_hold:
                raise Refused("the ticket is under a legal hold; nothing is erased", "legal_hold")
            row = _kept(session, ticket, attachment_id)
            erase(row, self._work.clock())
            record(session, self._work, ticket, "file_erased", agent_id, "agent", file=row.id)

        return on_ticket(self._work, "remove_file", ticket_id, key, None, step)

    def open(self, ticket_id: str, attachment_id: str, *, agent_id: str) -> AttachedFile:
        """The file for an agent, who is written down first; NotFound for what is not (or no longer) there."""
        with self._work.sessions.write() as session:
            ticket = session.get(TicketRecord, ticket_id)
            if ticket is None or ticket.data_key is None:
                raise NotFound("no such ticket, or it is erased")
            row = _kept(session, ticket, attachment_id)
            session.add(
                AccessRecord(
                    actor=agent_id,
                    action="attachment",
                    ticket_id=ticket.id,
                    purpose=row.purpose,
                    at=self._work.clock(),
                )
            )
            data_key = key_of(self._work.vault, ticket)
            content = data_key.unseal_bytes(row.content or b"", place("attachment", "content", row.id))
            return AttachedFile(_name(self._work.vault, ticket, row) or row.id, row.media_type, content)


def ends_at(
    session: Session, ticket: TicketRecord, row: AttachmentRecord, life: timedelta
) -> datetime | None:
    """When a proof goes: so long after the last decision or, where there is none, the ticket's end.

    The ticket's status makes no difference. None while nothing is decided; a paper that comes later counts
    from its arrival.
    """
    rights = rights_of(session, ticket)
    decided = [one.decided_at for one in rights if one.decided_at]
    since = max(decided) if decided and len(decided) == len(rights) else ticket.ended_at
    return max(since, row.at) + life if since else None


def erase(row: AttachmentRecord, at: datetime) -> None:
    """Drop content and name; that there was a file, of what purpose and size, stays."""
    row.content = row.name = None
    row.shared, row.deleted_at = False, row.deleted_at or at


def _kept(session: Session, ticket: TicketRecord, id: str) -> AttachmentRecord:
    row = session.get(AttachmentRecord, id)
    if row is None or row.ticket_id != ticket.id or row.content is None:
        raise NotFound(f"ticket {ticket.reference} has no file {id}")
    return row


def _name(vault: Vault, ticket: TicketRecord, row: AttachmentRecord) -> str | None:
    if row.name is None or ticket.data_key is None:
        return None
    return key_of(vault, ticket).unseal(row.name, place("attachment", "name", row.id))


def _view(vault: Vault, ticket: TicketRecord, row: AttachmentRecord) -> Attachment:
    return Attachment(
        row.id,
        cast(Purpose, row.purpose),
        _name(vault, ticket, row),
        row.media_type,
        row.size,
        row.shared,
        row.added_by,
        row.at,
        row.delete_after,
        row.deleted_at,
    )
