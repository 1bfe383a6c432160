"""The help desk's front door: every command and every question goes through here."""

from dataclasses import dataclass, field
from datetime import timedelta

from helpdesk.agents import Agents
from helpdesk.audit import Audit
from helpdesk.forms import Form
from helpdesk.intake import Intake, Origin, Receipt
from helpdesk.organisations import Profile
from helpdesk.outbox import Outbox
from helpdesk.ports import Clock, Sessions, utc_now
from helpdesk.retention import Retention
from helpdesk.shelf import PolicyShelf
from helpdesk.tickets import Kind, Status
from helpdesk.vault import Vault
from helpdesk.views import (
    Changed,
    OrganisationRow,
    PublicStatus,
    ThreadState,
    TicketPage,
    TicketView,
)


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How the desk behaves."""

    target_days: dict[str, int] = field(default_factory=dict)
    status_link_life: timedelta = timedelta(days=180)
    keep_closed: timedelta = timedelta(days=365)
    session_life: timedelta = timedelta(hours=12)


class Desk:
    """Tickets from filing to closing. Every command takes a key: a repeat returns the first result."""

    agents: Agents
    outbox: Outbox
    audit: Audit
    retention: Retention
    shelf: PolicyShelf | None

    def register(self, profile: Profile) -> int:
        """Take in an organisation; its procedure version (the same content makes no new one)."""
        raise NotImplementedError

    def register_name(self, organisation: str) -> None:
        """Make an organisation known by name alone, unless it is known already."""
        raise NotImplementedError

    def organisations(self) -> tuple[OrganisationRow, ...]:
        """Every known organisation, by name."""
        raise NotImplementedError

    def organisation(self, id: str) -> Profile | None:
        """The profile in force."""
        raise NotImplementedError

    def search_order(self, id: str) -> tuple[str, ...]:
        """Whose policies to search: the organisation, then its parents."""
        raise NotImplementedError

    def form(self, organisation: str, kind: Kind, right: str | None = None, language: str = "en") -> Form:
        """The form that the organisation's procedure asks for."""
        raise NotImplementedError

    def open(self, intake: Intake, *, key: str) -> Receipt:
        """Open a ticket. Invalid when an answer given cannot be taken; a missing one stays open."""
        raise NotImplementedError

    def add_requester_message(self, ticket_id: str, text: str, *, key: str) -> Changed:
        """What the requester adds; reopens a resolved ticket."""
        raise NotImplementedError

    def reply(
        self, ticket_id: str, agent_id: str, text: str, *, key: str, expected_version: int | None = None
    ) -> Changed:
        """Answer the requester where they asked."""
        raise NotImplementedError

    def note(
        self, ticket_id: str, agent_id: str, text: str, *, key: str, expected_version: int | None = None
    ) -> Changed:
        """Write an internal note, which is never sent to anybody."""
        raise NotImplementedError

    def change_status(
        self,
        ticket_id: str,
        status: Status,
        *,
        agent_id: str,
        reason: str | None = None,
        key: str,
        expected_version: int | None = None,
    ) -> Changed:
        """Move along the transition table; Refused where it has no such step."""
        raise NotImplementedError

    def assign(self, ticket_id: str, agent_id: str | None, *, by: str, key: str) -> Changed:
        """Give the ticket to an agent, or to nobody."""
        raise NotImplementedError

    def tickets(
        self,
        *,
        status: Status | None = None,
        kind: Kind | None = None,
        organisation: str | None = None,
        owner: str | None = None,
        search: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> TicketPage:
        """The queue, newest first; ``search`` is a reference or its beginning."""
        raise NotImplementedError

    def ticket(self, id: str) -> TicketView | None:
        """A ticket by its id or reference, decrypted, for agents."""
        raise NotImplementedError

    def ticket_of(self, origin: Origin) -> str | None:
        """The id of the unfinished ticket that this conversation or thread has."""
        raise NotImplementedError

    def thread_state(self, origin: Origin) -> ThreadState:
        """Who speaks in this thread: the assistant, the assistant while a ticket waits, or a human."""
        raise NotImplementedError

    def give_back(self, origin: Origin, *, key: str) -> None:
        """Ask the assistant again: it may speak in this thread until the next human reply."""
        raise NotImplementedError

    def status(self, token: str) -> PublicStatus | None:
        """The requester's view behind the secret link; None for unknown and expired alike."""
        raise NotImplementedError


def open_desk(
    sessions: Sessions,
    vault: Vault,
    *,
    shelf: PolicyShelf | None = None,
    clock: Clock = utc_now,
    settings: DeskSettings | None = None,
) -> Desk:
    """The desk on a database whose helpdesk_ tables exist."""
    raise NotImplementedError
