"""Whose turn it is in a conversation or thread: the assistant's, or a human's."""

from sqlmodel import Session, select

from helpdesk import audit
from helpdesk.commands import Result, once
from helpdesk.intake import Origin
from helpdesk.tables import TicketRecord
from helpdesk.tickets import FINAL
from helpdesk.timeline import goes_on_in
from helpdesk.vault import Vault
from helpdesk.views import ThreadState
from helpdesk.workplace import Workplace


class Threads:
    """The tickets of a conversation or thread that have not ended."""

    def __init__(self, work: Workplace) -> None:
        self._work = work

    def ticket_of(self, origin: Origin) -> str | None:
        """The id of the newest ticket, one that a human answers first; None when all have ended."""
        with self._work.sessions.read() as session:
            tickets = self._tickets(session, origin)
        return tickets[0].id if tickets else None

    def state(self, origin: Origin) -> ThreadState:
        """``human`` from the first human reply on; ``waiting`` while a ticket waits for one."""
        with self._work.sessions.read() as session:
            tickets = self._tickets(session, origin)
        if any(one.human_owns for one in tickets):
            return "human"
        return "waiting" if any(one.status != "resolved" for one in tickets) else "assistant"

    def give_back(self, origin: Origin, *, key: str) -> None:
        """Let the assistant speak again, until the next human reply in this thread."""
        if self.ticket_of(origin) is not None:
            scope = f"give_back/{origin_index(self._work.vault, origin)}"
            once(self._work, scope, key, lambda session, _: self._release(session, origin))

    def _release(self, session: Session, origin: Origin) -> tuple[TicketRecord, Result]:
        tickets = self._tickets(session, origin)
        released = [one for one in tickets if one.human_owns]
        for ticket in released:
            ticket.human_owns = False
        session.flush()  # every ticket's row before the audit head, as all commands lock them
        for ticket in released:
            at = self._work.clock()
            audit.record(session, self._work.vault, at, "given_back", "requester", ticket_id=ticket.id)
        return tickets[0], {}

    def _tickets(self, session: Session, origin: Origin) -> list[TicketRecord]:
        index = origin_index(self._work.vault, origin)
        here = session.exec(select(TicketRecord).where(TicketRecord.origin_index == index)).all()
        merged = [goes_on_in(session, one) for one in here if one.merged_into is not None]
        open_ = {one.id: one for one in (*here, *merged) if one.status not in FINAL}
        return sorted(open_.values(), key=lambda one: (one.human_owns, one.received_at), reverse=True)


def origin_index(vault: Vault, origin: Origin) -> str:
    """By what a thread is found without storing its address."""
    return vault.blind(f"{origin.channel}\0{origin.address}", "origin")
