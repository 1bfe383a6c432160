"""What each page and form of the console takes: one line per method and path below ``/desk``.

The guard asks this table, and a test holds every route against it. None: anybody who is signed in, for it
concerns their own account alone.
"""

from collections.abc import Mapping

from helpdesk.accesses import AccessKind
from helpdesk.permissions import Action

Permit = Action | None

_READ = ("GET", "HEAD")

PERMITS: Mapping[tuple[str, str], Permit] = {
    ("GET", "/me"): None,
    ("GET", "/me/password"): None,
    ("POST", "/me/password"): None,
    ("GET", "/me/second-factor"): None,
    ("POST", "/me/second-factor"): None,
    ("POST", "/me/second-factor/confirm"): None,
    ("POST", "/me/sessions"): None,
    ("POST", "/sign-out"): None,
    ("GET", ""): "read",
    ("GET", "/overview"): "read",
    ("POST", "/bulk"): "write",
    ("POST", "/views"): "write",
    ("POST", "/views/{id}/drop"): "write",
    ("GET", "/export"): "export",
    ("GET", "/tickets/new"): "write",
    ("POST", "/tickets/new"): "write",
    ("GET", "/tickets/{reference}"): "read",
    ("POST", "/tickets/{reference}/reply"): "write",
    ("POST", "/tickets/{reference}/note"): "write",
    ("POST", "/tickets/{reference}/status"): "write",
    ("POST", "/tickets/{reference}/owner"): "write",
    ("POST", "/tickets/{reference}/identity/{step}"): "write",
    ("POST", "/tickets/{reference}/messages/{message_id}/again"): "write",
    ("POST", "/tickets/{reference}/fields"): "write",
    ("POST", "/tickets/{reference}/waiver"): "write",
    ("POST", "/tickets/{reference}/task"): "write",
    ("POST", "/tickets/{reference}/links"): "write",
    ("POST", "/tickets/{reference}/tags"): "write",
    ("POST", "/tickets/{reference}/tags/off"): "write",
    ("POST", "/tickets/{reference}/insert"): "write",
    ("GET", "/tickets/{reference}/print"): "read",
    ("POST", "/tickets/{reference}/presence"): "write",
    ("POST", "/tickets/{reference}/hold"): "erase",
    ("POST", "/tickets/{reference}/erasure"): "erase",
    ("POST", "/tickets/{reference}/files"): "write",
    ("GET", "/tickets/{reference}/files/{id}"): "read",
    ("POST", "/tickets/{reference}/files/{id}/{step}"): "write",
    ("POST", "/tickets/{reference}/extension"): "decide",
    ("POST", "/tickets/{reference}/law"): "write",
    ("POST", "/tickets/{reference}/law/confirmation"): "decide",
    ("POST", "/tickets/{reference}/rights"): "write",
    ("POST", "/tickets/{reference}/decision"): "decide",
    ("POST", "/tickets/{reference}/decisions"): "approve",
    ("POST", "/tickets/{reference}/letter"): "write",
    ("GET", "/regimes"): "read",
    ("POST", "/alerts/seen"): "write",
    ("GET", "/preferences"): "export",
    ("POST", "/preferences"): "write",
    ("GET", "/preferences/{organisation}.csv"): "export",
    ("GET", "/reports"): "report",
    ("GET", "/reports/{name}.csv"): "report",
    ("GET", "/reports/gaps"): "report",
    ("POST", "/reports/gaps/{id}"): "write",
    ("GET", "/approved"): "read",
    ("GET", "/approved/new"): "read",
    ("POST", "/approved/new"): "write",
    ("GET", "/approved/{id}"): "read",
    ("GET", "/approved/{id}/edit"): "read",
    ("POST", "/approved/{id}/edit"): "write",
    ("POST", "/approved/{id}/retire"): "write",
    ("GET", "/replies"): "read",
    ("GET", "/replies/new"): "write",
    ("POST", "/replies/new"): "write",
    ("GET", "/replies/{id}"): "read",
    ("POST", "/replies/{id}"): "write",
    ("POST", "/replies/{id}/retire"): "write",
    ("GET", "/retention"): "erase",
    ("POST", "/retention"): "set_retention",
    ("POST", "/retention/run"): "erase",
    ("GET", "/organisations"): "read",
    ("GET", "/organisations/{id}"): "read",
    ("GET", "/organisations/{id}/draft"): "read",
    ("POST", "/organisations/{id}/draft"): "edit_procedures",
    ("GET", "/access"): "see_accesses",
    ("GET", "/api-tokens"): "manage_accounts",
    ("POST", "/api-tokens"): "manage_accounts",
    ("POST", "/api-tokens/{id}/revoke"): "manage_accounts",
    ("GET", "/agents"): "manage_accounts",
    ("POST", "/agents"): "manage_accounts",
    ("GET", "/agents/{id}"): "manage_accounts",
    ("POST", "/agents/{id}/role"): "manage_accounts",
    ("POST", "/agents/{id}/membership"): "manage_accounts",
    ("POST", "/agents/{id}/password"): "manage_accounts",
    ("POST", "/agents/{id}/second-factor"): "manage_accounts",
    ("POST", "/agents/{id}/sessions"): "manage_accounts",
    ("POST", "/agents/{id}/close"): "manage_accounts",
    ("POST", "/agents/{id}/reopen"): "manage_accounts",
}


SHOWS: Mapping[str, AccessKind | None] = {
    "/tickets/{reference}": "viewed",
    "/tickets/{reference}/print": "printed",
    "/approved/new": "viewed",
    "/tickets/{reference}/files/{id}": None,
}
"""Which pages show personal data of the ticket that they name; the guard writes each time who looked.

None: a part of a ticket's page that shows nothing which the page itself does not, or records it itself.
"""


def shown_by(path: str) -> AccessKind | None:
    """What is to be written when a page is opened; a page of a ticket that is not listed counts as viewed."""
    return SHOWS.get(path, "viewed" if "{reference}" in path else None)


def permit_for(method: str, path: str) -> Permit:
    """What a route takes; one that is not listed is for those who may read, or write where it is a form."""
    return PERMITS.get((method, path), "read" if method in _READ else "write")
