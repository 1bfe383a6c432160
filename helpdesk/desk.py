"""The help desk's front door: every command and every question goes through here."""

from collections.abc import Sequence

from helpdesk.accesses import Accesses
from helpdesk.agents import Agents
from helpdesk.alerts import Alerts
from helpdesk.api_tokens import ApiTokens
from helpdesk.approvals import Approvals
from helpdesk.attachments import Attachments
from helpdesk.attempts import Attempts
from helpdesk.audit import Audit
from helpdesk.canned_replies import CannedReplies
from helpdesk.casefile import Casefile
from helpdesk.completing import Completing
from helpdesk.config import DeskSettings
from helpdesk.contacts import Contacts
from helpdesk.counter import Counter
from helpdesk.decisions import Decisions
from helpdesk.extending import Clocks
from helpdesk.filing import Filing
from helpdesk.forms import Form, build_form
from helpdesk.handling import Handling
from helpdesk.handover import Handover
from helpdesk.intake import CitedClause, Intake, Origin, Receipt
from helpdesk.journal import Journal
from helpdesk.links import Links
from helpdesk.narrowed_shelf import NarrowedShelf
from helpdesk.narrowing import NarrowedSessions
from helpdesk.outbox import Outbox
from helpdesk.ports import Clock, Identifiers, Sessions, utc_now
from helpdesk.preferences import Preferences
from helpdesk.presence import Presence
from helpdesk.profiles import Profile
from helpdesk.proving import Proving
from helpdesk.public import Public, PublicStatus
from helpdesk.queue import Queue
from helpdesk.registration import Registration
from helpdesk.reports import Reports
from helpdesk.representation import Representation
from helpdesk.requester import Requester
from helpdesk.retention import Retention
from helpdesk.satisfaction import Satisfaction
from helpdesk.saved_views import SavedViews
from helpdesk.second_factor import SecondFactor
from helpdesk.sessions import AgentSessions
from helpdesk.shelf import PolicyShelf
from helpdesk.tagging import Tags
from helpdesk.threads import Threads
from helpdesk.tickets import Kind, Status
from helpdesk.vault import Vault
from helpdesk.verification import Verification
from helpdesk.views import (
    Changed,
    OrganisationRow,
    ThreadState,
    TicketPage,
    TicketView,
)
from helpdesk.volumes import Volumes, volumes
from helpdesk.workplace import Workplace


class Desk:
    """Tickets from filing to closing. Every command takes a key: a repeat returns the first result."""

    def __init__(self, work: Workplace, policies: PolicyShelf | None, identifiers: Identifiers) -> None:
        self._work = work
        self._organisations = Registration(work)
        shelf = self.shelf = NarrowedShelf(policies, self.search_order) if policies else None
        self.agents = Agents(work)
        self.accesses = Accesses(work)
        self.api_tokens = ApiTokens(work)
        self.sessions = AgentSessions(work)
        self.second_factor = SecondFactor(work)
        self.outbox = Outbox(work)
        self.clocks = Clocks(work)
        self.alerts = Alerts(work)
        self.approvals = Approvals(work, shelf, identifiers)
        self.decisions = Decisions(work)
        self.attachments = Attachments(work)
        self.canned_replies = CannedReplies(work, shelf)
        self.completing = Completing(work)
        self.links = Links(work)
        self.journal = Journal(work, identifiers)
        self.preferences = Preferences(work)
        self.reports = Reports(work)
        self.presence = Presence(work)
        self.attempts = Attempts(work)
        self.contacts = Contacts(work)
        self.verification = Verification(work)
        self.representation = Representation(work)
        self.proving = Proving(work)
        self.audit = Audit(work)
        self.retention = Retention(work)
        self._filing = Filing(work)
        self._handling = Handling(work)
        self._threads = Threads(work)
        self.queue = Queue(work)
        self.tags = Tags(work)
        self.saved_views = SavedViews(work)
        self._casefile = Casefile(work)
        self._public = Public(work)
        self.requester = Requester(work, self._filing)
        self.satisfaction = Satisfaction(work)
        self.counter = Counter(work)
        self.handover = Handover(work)

    def volumes(self) -> Volumes:
        """How much there is of what, over all organisations."""
        return volumes(self._work)

    def register(self, profile: Profile, *, by: str = "system", expected_version: int | None = None) -> int:
        """Take in a profile; its procedure version. Conflict where another than the expected is in force."""
        return self._organisations.register(profile, by=by, expected_version=expected_version)

    def register_name(self, organisation: str) -> None:
        """Make an organisation known by name alone, unless it is known already."""
        self._organisations.register_name(organisation)

    def organisations(self) -> tuple[OrganisationRow, ...]:
        """Every known organisation, by name."""
        return self._organisations.rows()

    def organisation(self, id: str) -> Profile | None:
        """The profile in force; a bare one when known by name alone, None when unknown."""
        return self._organisations.profile(id)

    def search_order(self, id: str) -> tuple[str, ...]:
        """Whose policies to search: the organisation, then its parents."""
        return tuple(one.id for one in self._organisations.lineage(id)[0])

    def form(
        self,
        organisation: str,
        kind: Kind,
        right: str | None = None,
        language: str = "en",
        audience: str = "public",
    ) -> Form:
        """The form that the organisation's procedure asks for; NotFound for an unknown organisation."""
        lineage, version = self._organisations.lineage(organisation)
        return build_form(lineage, version, kind, right, language, audience)

    def open(self, intake: Intake, *, key: str) -> Receipt:
        """Open a ticket. Invalid when an answer given cannot be taken; a missing one stays open."""
        return self._filing.open(intake, key=key)

    def add_requester_message(self, ticket_id: str, text: str, *, key: str) -> Changed:
        """What the requester adds; reopens a resolved ticket."""
        return self._handling.add_requester_message(ticket_id, text, key=key)

    def reply(
        self,
        ticket_id: str,
        agent_id: str,
        text: str,
        *,
        key: str,
        expected_version: int | None = None,
        citations: Sequence[CitedClause] = (),
    ) -> Changed:
        """Answer the requester where they asked; ``citations`` are the clauses that the text quotes."""
        return self._handling.reply(
            ticket_id, agent_id, text, key=key, expected_version=expected_version, citations=citations
        )

    def note(
        self, ticket_id: str, agent_id: str, text: str, *, key: str, expected_version: int | None = None
    ) -> Changed:
        """Write an internal note, which is never sent to anybody."""
        return self._handling.note(ticket_id, agent_id, text, key=key, expected_version=expected_version)

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
        return self._handling.change_status(
            ticket_id, status, agent_id=agent_id, reason=reason, key=key, expected_version=expected_version
        )

    def assign(
        self, ticket_id: str, agent_id: str | None, *, by: str, key: str, expected_version: int | None = None
    ) -> Changed:
        """Give the ticket to an agent, or to nobody."""
        return self._handling.assign(ticket_id, agent_id, by=by, key=key, expected_version=expected_version)

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
        """The queue, newest first; ``owner`` "" means nobody's, ``search``: see `searching`."""
        return self.queue.tickets(
            status=status,
            kind=kind,
            organisation=organisation,
            owner=owner,
            search=search,
            limit=limit,
            offset=offset,
        )

    def ticket(self, id: str) -> TicketView | None:
        """A ticket by its id or reference, decrypted, for agents."""
        return self._casefile.ticket(id)

    def ticket_of(self, origin: Origin) -> str | None:
        """The id of the unfinished ticket that this conversation or thread has."""
        return self._threads.ticket_of(origin)

    def thread_state(self, origin: Origin) -> ThreadState:
        """Who speaks in this thread: the assistant, the assistant while a ticket waits, or a human."""
        return self._threads.state(origin)

    def give_back(self, origin: Origin, *, key: str) -> None:
        """Ask the assistant again: it may speak in this thread until the next human reply."""
        self._threads.give_back(origin, key=key)

    def status(self, token: str, language: str | None = None) -> PublicStatus | None:
        """The requester's view behind the secret link; None for unknown and expired alike."""
        return self._public.status(token, language)

    def filed_in(self, origin: Origin, language: str) -> tuple[PublicStatus, ...]:
        """The requester's views of what came of a conversation or thread, the oldest first."""
        return self._public.filed_in(origin, language)


def open_desk(
    sessions: Sessions,
    vault: Vault,
    *,
    shelf: PolicyShelf | None = None,
    identifiers: Identifiers = lambda _text: (),
    clock: Clock = utc_now,
    settings: DeskSettings | None = None,
    sends_email: bool = False,
    shows_cards: bool = False,
) -> Desk:
    """The desk on a database whose helpdesk_ tables exist; KeyFileError for another database's vault.

    ``identifiers`` names what is personal in a text, which keeps it out of approved answers. ``sends_email``:
    a mail server takes notices to requesters who left an address. ``shows_cards``: see `Workplace`.
    """
    work = Workplace(
        NarrowedSessions(sessions), vault, clock, settings or DeskSettings(), sends_email, shows_cards
    )
    desk = Desk(work, shelf, identifiers)
    desk.audit.check_key()
    return desk
