"""Views of the queue that an agent keeps, for themselves or for everybody at the desk."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import Access, SignedIn, Visitor
from helpdesk.console.filters import Filters
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.errors import Refused


class SavedViewPages:
    """Keeps and drops views; the queue shows them."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.saved_views = access.desk.saved_views
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
        router.add_api_route("/views", self.keep, methods=["POST"])
        router.add_api_route("/views/{id}/drop", self.drop, methods=["POST"])
        return router

    def keep(
        self,
        request: Request,
        visitor: SignedIn,
        name: Annotated[str, Form(max_length=200)] = "",
        query: Annotated[str, Form(max_length=1000)] = "",
        shared: Annotated[bool, Form()] = False,
    ) -> Response:
        """Keep the filters under a name. What is searched for may be personal and is left out."""
        kept = Filters.written(query).without_search()
        try:
            self.saved_views.keep(
                name,
                kept.query,
                agent_id=visitor.agent.id,
                shared=shared and may_share(visitor),
                leads_all=leads_all(visitor),
            )
        except Refused as refusal:
            return self.pages.problem(request, f"refused.{refusal.code}", 422)
        return _back(kept, "view_kept")

    def drop(self, id: str, visitor: SignedIn, query: Annotated[str, Form(max_length=1000)] = "") -> Response:
        """Drop a view."""
        self.saved_views.drop(id, agent_id=visitor.agent.id, leads_all=leads_all(visitor))
        return _back(Filters.written(query), "view_dropped")


def may_share(visitor: Visitor) -> bool:
    """Whether the visitor's views may be everybody's: those who answer for the desk's procedures."""
    return visitor.may("edit_procedures")


def leads_all(visitor: Visitor) -> bool:
    """Whether the visitor may change what others share: those who may share in every organisation."""
    return visitor.agent.reach.where("edit_procedures") is None


def _back(filters: Filters, said: str) -> Response:
    url = filters.url()
    return RedirectResponse(f"{url}{'&' if '?' in url else '?'}said={said}", status_code=303)
