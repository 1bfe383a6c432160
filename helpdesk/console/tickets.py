"""What an agent can do on the page of one ticket."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from helpdesk.console.access import SignedIn
from helpdesk.console.guard import console_router
from helpdesk.console.inserting import left_open, typed_reply
from helpdesk.console.ticket_page import FromForm, TicketPage, Typed
from helpdesk.errors import NotFound
from helpdesk.tickets import STATUSES
from helpdesk.timeline import LONGEST


class TicketPages:
    """Show a ticket; reply, note, change status, own, send again."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.desk = page.desk

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.page.pages, self.page.access)
        ticket = "/tickets/{reference}"
        router.add_api_route(ticket, self.show, methods=["GET"])
        router.add_api_route(ticket + "/reply", self.reply, methods=["POST"])
        router.add_api_route(ticket + "/note", self.note, methods=["POST"])
        router.add_api_route(ticket + "/status", self.change_status, methods=["POST"])
        router.add_api_route(ticket + "/owner", self.assign, methods=["POST"])
        router.add_api_route(ticket + "/messages/{message_id}/again", self.send_again, methods=["POST"])
        return router

    def show(self, request: Request, reference: str) -> Response:
        """The ticket as it is now."""
        return self.page.draw(request, self.page.view(reference))

    def reply(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        text: Annotated[str, Form()] = "",
        cite: Annotated[list[str] | None, Form()] = None,
    ) -> Response:
        """Answer the requester."""
        view = self.page.view(reference)
        typed, row, canned = typed_reply(text, cite or ()), view.row, self.desk.canned_replies
        if problem := self._problem_of(request, text):
            return self.page.draw(request, view, typed=typed, problem=problem, status=422)
        return self.page.done(
            request,
            view,
            drawn,
            typed,
            "replied",
            lambda: self.desk.reply(
                row.id,
                visitor.agent.id,
                text,
                key=drawn.key(visitor, text),
                expected_version=drawn.version,
                citations=canned.cited(row.organisation, view.audience, cite or ()),
            ),
        )

    def note(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        text: Annotated[str, Form()] = "",
    ) -> Response:
        """Write an internal note. It changes nothing for others, so a newer ticket does not refuse it."""
        view = self.page.view(reference)
        typed = Typed(note=text)
        if problem := self._problem_of(request, text):
            return self.page.draw(request, view, typed=typed, problem=problem, status=422)
        return self.page.done(
            request,
            view,
            drawn,
            typed,
            "noted",
            lambda: self.desk.note(view.row.id, visitor.agent.id, text, key=drawn.key(visitor, text)),
        )

    def change_status(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        move: Annotated[str, Form()] = "",
    ) -> Response:
        """Move the ticket along the transition table; ``move`` is ``status`` or ``status:reason``."""
        view = self.page.view(reference)
        status, _, reason = move.partition(":")
        if status not in STATUSES:
            return self.page.refused(request, view, Typed(move=move))
        return self.page.done(
            request,
            view,
            drawn,
            Typed(move=move),
            "moved",
            lambda: self.desk.change_status(
                view.row.id,
                status,
                agent_id=visitor.agent.id,
                reason=reason or None,
                key=drawn.key(visitor, move),
                expected_version=drawn.version,
            ),
        )

    def assign(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        owner: Annotated[str, Form()] = "",
    ) -> Response:
        """Take the ticket, or give it back to everybody."""
        view = self.page.view(reference)
        mine = owner == "me"
        return self.page.done(
            request,
            view,
            drawn,
            Typed(),
            "assigned" if mine else "released",
            lambda: self.desk.assign(
                view.row.id,
                visitor.agent.id if mine else None,
                by=visitor.agent.id,
                key=drawn.key(visitor, owner),
            ),
        )

    def send_again(self, request: Request, reference: str, message_id: str, drawn: FromForm) -> Response:
        """Put an undelivered message of this ticket back in the queue; one that is on its way stays there."""
        view = self.page.view(reference)
        message = next((message for message in view.messages if message.id == message_id), None)
        if message is None or not message.posts:
            raise NotFound("no such message in this ticket")
        stuck = [post.id for post in message.posts if post.state in ("failed", "dead")]
        if not stuck:
            return self.page.back(view, "again")
        return self.page.done(request, view, drawn, Typed(), "again", lambda: self._requeue(stuck))

    def _requeue(self, posts: list[str]) -> None:
        for post in posts:
            self.desk.outbox.requeue(post)

    def _problem_of(self, request: Request, text: str) -> str | None:
        words = self.page.pages.words(request)
        if not text.strip():
            return words("write.empty")
        if places := left_open(text):
            return words("write.left_open", places=places)
        return words("write.too_long", n=LONGEST) if len(text) > LONGEST else None
