"""A ticket on paper: everything that was said and done, the clauses in full, and the numbers in the audit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from helpdesk.console.access import SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import TicketPage
from helpdesk.console.timeline import event_words
from helpdesk.console.times import zone_of
from helpdesk.intake import CitedClause
from helpdesk.shelf import ShelfClause
from helpdesk.views import TicketRow, TicketView, TimelineMessage


@dataclass(frozen=True, slots=True)
class Quoted:
    """A clause as it was quoted, and as it stands on the shelf; None where it is not there any more."""

    cited: CitedClause
    clause: ShelfClause | None


class PrintPages:
    """The guard writes each printing into the log of views."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        router.add_api_route("/tickets/{reference}/print", self.show, methods=["GET"])
        return router

    def show(self, request: Request, reference: str, visitor: SignedIn) -> Response:
        """The page for the printer, with nothing to click but the way back."""
        view, words = self.page.view(reference), self.page.pages.words(request)
        profile = self.page.desk.organisation(view.row.organisation)
        names = self.page.names()
        merged = list(self.page.merged(view, visitor, "printed"))
        messages: list[tuple[TimelineMessage, TicketRow | None]] = [(one, None) for one in view.messages]
        messages += [(one, other.row) for other in merged for one in other.messages]
        return self.page.pages.render(
            request,
            "ticket_print.html",
            here="queue",
            view=view,
            row=view.row,
            zone=zone_of(profile.time_zone if profile else None),
            organisation_name=profile.name if profile else view.row.organisation,
            events=[(event, event_words(event, words, names)) for event in view.events],
            messages=sorted(messages, key=lambda pair: pair[0].at),
            quoted=list(self._quoted((view, *merged))),
            names=names,
        )

    def _quoted(self, views: Iterable[TicketView]) -> Iterator[Quoted]:
        """Every clause that the tickets cite, each once, in the order in which it was first cited."""
        shelf, cited = self.page.desk.shelf, []
        for view in views:
            cited += [*view.citations, *(one for message in view.messages for one in message.citations)]
        for one in {each.address: each for each in cited}.values():
            yield Quoted(one, shelf.clause(one.address) if shelf else None)
