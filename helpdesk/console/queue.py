"""The page of the queue."""

from fastapi import APIRouter, Request, Response

from helpdesk.console.access import Access, SignedIn
from helpdesk.console.alerts import alert_list
from helpdesk.console.bulk import STEPS
from helpdesk.console.export import PURPOSES
from helpdesk.console.filters import CHANNELS, DELIVERIES, DUE, OWNERS, SHOWN, SORTS, Filters
from helpdesk.console.guard import console_router
from helpdesk.console.lookup import find
from helpdesk.console.organisations import zones
from helpdesk.console.pages import Pages
from helpdesk.console.saved_views import leads_all, may_share
from helpdesk.tickets import KINDS, RIGHTS


class QueuePage:
    """Every ticket, narrowed, sorted and counted."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages

    def router(self) -> APIRouter:
        """The console's first page."""
        router = console_router(self.pages, self.access)
        router.add_api_route("", self.show, methods=["GET"])
        return router

    def show(self, request: Request, visitor: SignedIn) -> Response:
        """The tickets that the address asks for."""
        filters = Filters.of(request.query_params)
        found = find(self.desk, filters, visitor.agent.id, self.pages.clock())
        organisations, me = self.desk.organisations(), visitor.agent.id
        has_more = found.page.offset + len(found.page.rows) < found.page.total
        return self.pages.render(
            request,
            "queue.html",
            here="queue",
            alerts=alert_list(self.desk),
            filters=filters,
            page=found.page,
            tabs=[
                (status, found.counts[status], filters.url(status=status, search="", page=1))
                for status in SHOWN
                if found.counts[status] or status in ("active", filters.status, "all")
            ],
            kinds=KINDS,
            owners=OWNERS,
            sorts=SORTS,
            dues=DUE,
            rights=RIGHTS,
            channels=CHANNELS,
            deliveries=DELIVERIES,
            tags=self.desk.tags.used(),
            views=self.desk.saved_views.of(me),
            may_share=may_share(visitor),
            leads_all=leads_all(visitor),
            steps=STEPS,
            others=[one for one in self.desk.agents.all() if one.id != me],
            purposes=PURPOSES,
            organisations=organisations,
            names={row.id: row.short_name for row in organisations},
            zones=zones(self.desk, {row.organisation for row in found.page.rows}),
            previous_url=filters.url(page=filters.page - 1) if filters.page > 1 else None,
            next_url=filters.url(page=filters.page + 1) if has_more else None,
        )
