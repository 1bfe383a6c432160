"""The console: every page below /desk."""

from collections.abc import Sequence

from fastapi import APIRouter

from helpdesk.console.access import Access
from helpdesk.console.accesses import AccessPages
from helpdesk.console.alerts import AlertPages
from helpdesk.console.api_tokens import ApiTokenPages
from helpdesk.console.approved import ApprovedPages
from helpdesk.console.attachments import AttachmentPages
from helpdesk.console.bulk import BulkPages
from helpdesk.console.clock import ClockPages
from helpdesk.console.decisions import DecisionPages
from helpdesk.console.drafts import DraftPages
from helpdesk.console.export import ExportPages
from helpdesk.console.identity import IdentityPages
from helpdesk.console.inserting import InsertPages
from helpdesk.console.links import LinkPages
from helpdesk.console.me import AccountPages
from helpdesk.console.open_pages import OpenPages
from helpdesk.console.opening import OpeningPages
from helpdesk.console.organisations import OrganisationPages, Policies, PolicyLine
from helpdesk.console.overview import OverviewPage
from helpdesk.console.pages import Pages
from helpdesk.console.people import PeoplePages
from helpdesk.console.preferences import PreferencePages
from helpdesk.console.presence import PresencePages
from helpdesk.console.printing import PrintPages
from helpdesk.console.procedure import ProcedurePages
from helpdesk.console.provider_sign_in import ProviderPages
from helpdesk.console.queue import QueuePage
from helpdesk.console.regimes import RegimePages
from helpdesk.console.replies import ReplyPages
from helpdesk.console.reports import ReportPages
from helpdesk.console.retention import HoldPages, RetentionPages
from helpdesk.console.saved_views import SavedViewPages
from helpdesk.console.second_factor import SecondFactorPages
from helpdesk.console.sign_in import SignInPages
from helpdesk.console.tags import TagPages
from helpdesk.console.ticket_page import TicketPage
from helpdesk.console.tickets import TicketPages
from helpdesk.desk import Desk
from helpdesk.oidc import Provider
from helpdesk.ports import Clock, utc_now

_PANELS = (
    ProcedurePages,
    DecisionPages,
    IdentityPages,
    ClockPages,
    AttachmentPages,
    LinkPages,
    TagPages,
    HoldPages,
    PresencePages,
)
"""The parts of a ticket's page, in the order in which they stand below each other."""


def build_console(
    desk: Desk,
    *,
    secure_cookies: bool,
    policies: Policies | None = None,
    clock: Clock = utc_now,
    provider: Provider | None = None,
    public_url: str | None = None,
) -> APIRouter:
    """The router of the console, its paths beginning with ``/desk``.

    ``secure_cookies``: whether the server is reached over HTTPS. ``policies`` lists an organisation's policy
    versions; without it the pages of organisations show none. ``provider`` is a provider of identities, which
    sends people back to ``public_url``, else to the address they asked for.
    """
    access = Access(desk, secure=secure_cookies)
    pages = Pages(clock)
    router, ticket = APIRouter(), TicketPage(access, pages)
    panels = [part(ticket) for part in _PANELS]
    ticket.panels.extend(panels)
    for part in (
        *panels,
        SignInPages(access, pages, provider.settings.label if provider else None),
        OpenPages(access, pages),
        SecondFactorPages(access, pages),
        QueuePage(access, pages),
        BulkPages(access, pages),
        SavedViewPages(access, pages),
        ExportPages(access, pages),
        OpeningPages(ticket),
        TicketPages(ticket),
        InsertPages(ticket),
        PrintPages(ticket),
        ReplyPages(access, pages),
        OverviewPage(access, pages),
        ApprovedPages(access, pages),
        OrganisationPages(access, pages, policies or _no_policies),
        DraftPages(access, pages, policies or _no_policies),
        PeoplePages(access, pages),
        RegimePages(access, pages),
        PreferencePages(access, pages),
        RetentionPages(access, pages),
        ReportPages(access, pages),
        AlertPages(access, pages),
        AccessPages(access, pages),
        ApiTokenPages(access, pages),
        AccountPages(access, pages),
    ):
        router.include_router(part.router())
    if provider:
        router.include_router(ProviderPages(access, pages, provider, public_url).router())
    return router


def _no_policies(_organisation: str) -> Sequence[PolicyLine]:
    return ()
