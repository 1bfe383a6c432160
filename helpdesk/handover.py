"""Handing disclosed data over: on the status page, behind a contact just confirmed, nowhere else."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, select

from helpdesk.casework import REQUESTER, record
from helpdesk.errors import NotFound, Refused
from helpdesk.identity import verified
from helpdesk.sealing import key_of, place
from helpdesk.tables import AttachmentRecord, TicketRecord, VerificationRecord
from helpdesk.workplace import Workplace

FRESH = timedelta(minutes=30)
"""How long a confirmed code opens the files."""


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as it is handed over."""

    name: str
    media_type: str
    content: bytes


class Handover:
    """Passes for those who have confirmed a contact, and the files that they open."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def permit(self, ticket_id: str, proof: str) -> str:
        """A pass for whoever has just entered a code, so that nobody else with the link profits from it.

        ``proof`` is the verification that the code has made good.
        """
        until = int((self._work.clock() + FRESH).timestamp())
        return f"{proof}.{until}.{self._mac(ticket_id, proof, until)}"

    def fetch(self, ticket_id: str, file_id: str, pass_token: str) -> HandedFile:
        """A file shared with the requester; each time it is fetched is recorded.

        Refused without a valid pass, and while anything is missing of the proof; NotFound for what is not
        shared on this ticket.
        """
        proof = self._proof_of(ticket_id, pass_token)
        with self._work.sessions.write() as session:
            ticket = session.get_one(TicketRecord, ticket_id)
            row = session.get_one(VerificationRecord, proof)
            theirs = (row.ticket_id, row.party, row.state) == (ticket_id, REQUESTER, "good")
            if not theirs or verified(session, ticket):
                raise Refused("it is not proven who asks; nothing is handed over", "no_pass")
            file = next((one for one in shared_files(session, ticket) if one.id == file_id), None)
            if file is None or file.content is None:
                raise NotFound(f"ticket {ticket.reference} shares no file {file_id}")
            record(session, self._work, ticket, "handed_over", REQUESTER, file=file.id)
            key = key_of(self._work.vault, ticket)
            name = key.unseal(file.name, place("attachment", "name", file.id)) if file.name else file.id
            content = key.unseal_bytes(file.content, place("attachment", "content", file.id))
            return HandedFile(name, file.media_type, content)

    def _proof_of(self, ticket_id: str, pass_token: str) -> str:
        """The proof that a pass rests on; Refused when it is forged, of another ticket, or too old."""
        proof, _, rest = pass_token.partition(".")
        until, _, mac = rest.partition(".")
        ours = until.isdecimal() and hmac.compare_digest(
            mac.encode(), self._mac(ticket_id, proof, int(until)).encode()
        )
        if not ours or datetime.fromtimestamp(int(until), UTC) <= self._work.clock():
            raise Refused("files are handed over only after a code; confirm the contact again", "no_pass")
        return proof

    def _mac(self, ticket_id: str, proof: str, until: int) -> str:
        return self._work.vault.blind(f"{ticket_id}\0{proof}\0{until}", "hand-over")


def shared_files(session: Session, ticket: TicketRecord) -> Sequence[AttachmentRecord]:
    """What is handed over to the requester: disclosed data that an agent has shared, in their order."""
    shared = select(AttachmentRecord).where(
        AttachmentRecord.ticket_id == ticket.id,
        AttachmentRecord.purpose == "disclosure",
        col(AttachmentRecord.shared).is_(True),
        col(AttachmentRecord.deleted_at).is_(None),
    )
    return session.exec(shared.order_by(col(AttachmentRecord.at))).all()
