"""What an agent can put into a reply: canned replies, clauses found, and the clauses that it quotes."""

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk.canned_replies import CannedReply
from helpdesk.desk import Desk
from helpdesk.shelf import ShelfClause
from helpdesk.views import TicketView

FOUND = 6
"""Clauses that a search shows."""


@dataclass(frozen=True, slots=True)
class Inserts:
    """What stands below the reply."""

    replies: tuple[CannedReply, ...]
    search: str
    found: tuple[ShelfClause, ...]
    cited: tuple[ShelfClause, ...]


def inserts(desk: Desk, view: TicketView, typed: Mapping[str, str]) -> Inserts:
    """For the reply's form; of what is typed, ``search`` and ``cite`` (addresses, one a line) count."""
    organisation, shelf, search = view.row.organisation, desk.shelf, typed.get("search", "")
    addresses = filter(None, typed.get("cite", "").split("\n"))
    cited = [shelf.clause(address) for address in addresses] if shelf else []
    return Inserts(
        replies=desk.canned_replies.usable(organisation, view.row.language),
        search=search,
        found=desk.canned_replies.found(search, organisation, view.audience, FOUND),
        cited=tuple(one for one in cited if one),
    )
