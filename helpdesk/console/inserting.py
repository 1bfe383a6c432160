"""Canned replies and clauses put into the reply that an agent is writing, without scripts."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from helpdesk.canned_replies import open_places, quotation
from helpdesk.console.access import SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import FromForm, TicketPage, Typed
from helpdesk.errors import Refused
from helpdesk.shelf import ShelfClause
from helpdesk.views import TicketView


def typed_reply(text: str, cite: Sequence[str], search: str = "") -> Typed:
    """A reply as it was typed, with the addresses that it quotes."""
    return Typed(reply=text, more={"cite": "\n".join(dict.fromkeys(cite)), "search": search})


class InsertPages:
    """Draws the ticket again with more in the reply; nothing is sent by it."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.canned = page.desk.canned_replies

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        router.add_api_route("/tickets/{reference}/insert", self.insert, methods=["POST"])
        return router

    def insert(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        text: Annotated[str, Form()] = "",
        cite: Annotated[list[str] | None, Form()] = None,
        take: Annotated[list[str] | None, Form()] = None,
        canned: Annotated[str, Form()] = "",
        search: Annotated[str, Form(max_length=200)] = "",
        do: Annotated[str, Form()] = "",
    ) -> Response:
        """``do`` is canned, find or take. Where the ticket has changed since, that is shown first."""
        view = self.page.view(reference)
        typed = typed_reply(text, cite or (), search)
        if view.row.version != drawn.version:
            return self.page.conflict(request, view, drawn, typed)
        if do == "canned" and canned:
            return self._canned(request, view, typed, canned)
        if do != "take" or not take:
            return self.page.draw(request, view, typed=typed)
        try:
            clauses = self.canned.clauses(view.row.organisation, view.audience, take)
        except Refused as refusal:
            return self.page.refused(request, view, typed, refusal)
        more = [quotation(clause, view.row.language) for clause in clauses]
        return self.page.draw(request, view, typed=_with(typed, more, clauses))

    def _canned(self, request: Request, view: TicketView, typed: Typed, id: str) -> Response:
        words = self.page.pages.words(request)
        usable = self.canned.usable(view.row.organisation, view.row.language)
        reply = next((one for one in usable if one.id == id), None)
        if reply is None:
            return self.page.draw(request, view, typed=typed, problem=words("insert.no_reply"), status=422)
        worded = self.canned.worded(reply, view.row, view.audience)
        typed = _with(typed, [worded.text], worded.clauses)
        problem = words("insert.gone", addresses=", ".join(worded.gone)) if worded.gone else None
        return self.page.draw(request, view, typed=typed, problem=problem)


def left_open(text: str) -> str:
    """The places of a canned reply that nobody has filled in, for a sentence; empty when there is none."""
    return ", ".join(f"{{{place}}}" for place in open_places(text))


def _with(typed: Typed, more: Sequence[str], clauses: Sequence[ShelfClause]) -> Typed:
    text = "\n\n".join(filter(None, (typed.reply.strip(), *more)))
    cited = [*filter(None, typed.more.get("cite", "").split("\n")), *(one.address for one in clauses)]
    return typed_reply(text, cited, typed.more.get("search", ""))
