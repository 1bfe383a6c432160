"""The page of one ticket, and what an agent can do there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.console.access import PREFIX, Access, SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.pages import Pages
from helpdesk.console.timeline import changes_since, last_seen, timeline
from helpdesk.console.times import zone_of
from helpdesk.errors import Conflict, NotFound, Refused
from helpdesk.tickets import FINAL, REASONS, STATUSES, Status
from helpdesk.timeline import LONGEST
from helpdesk.views import TicketView


@dataclass(frozen=True, slots=True)
class Typed:
    """What an agent had typed when a command failed, so that nothing has to be typed twice."""

    reply: str = ""
    note: str = ""
    move: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a form was drawn from, and its command key: sent twice, a form does its work once."""

    version: int
    seen: int
    nonce: str

    def key(self, visitor: Visitor, content: str) -> str:
        """The key of the form's command. With another content it is another command, never a lost one."""
        return f"console {visitor.agent.id} {self.nonce} {sha256(content.encode()).hexdigest()}"


def _drawn(
    version: Annotated[int, Form()],
    seen: Annotated[int, Form()],
    nonce: Annotated[str, Form(min_length=8, max_length=64)],
) -> Drawn:
    return Drawn(version, seen, nonce)


FromForm = Annotated[Drawn, Depends(_drawn)]


class TicketPages:
    """Show a ticket; reply, note, change status, own, send again."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages

    def router(self) -> APIRouter:
        """Routes below the console's prefix."""
        router = console_router(self.pages, self.access)
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
        return self._page(request, self._view(reference))

    def reply(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        text: Annotated[str, Form()] = "",
    ) -> Response:
        """Answer the requester."""
        view = self._view(reference)
        typed = Typed(reply=text)
        if problem := self._problem_of(request, text):
            return self._page(request, view, typed=typed, problem=problem, status=422)
        return self._done(
            request,
            view,
            drawn,
            typed,
            "replied",
            lambda: self.desk.reply(
                view.row.id,
                visitor.agent.id,
                text,
                key=drawn.key(visitor, text),
                expected_version=drawn.version,
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
        view = self._view(reference)
        typed = Typed(note=text)
        if problem := self._problem_of(request, text):
            return self._page(request, view, typed=typed, problem=problem, status=422)
        return self._done(
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
        view = self._view(reference)
        status, _, reason = move.partition(":")
        if status not in STATUSES:
            return self._refused(request, view, Typed(move=move))
        return self._done(
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
        view = self._view(reference)
        mine = owner == "me"
        return self._done(
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
        view = self._view(reference)
        message = next((message for message in view.messages if message.id == message_id), None)
        if message is None or message.outbox_id is None:
            raise NotFound("no such message in this ticket")
        outbox_id = message.outbox_id
        if message.delivery not in ("failed", "dead"):
            return self._back(view, "again")
        return self._done(request, view, drawn, Typed(), "again", lambda: self.desk.outbox.requeue(outbox_id))

    def _view(self, reference: str) -> TicketView:
        view = self.desk.ticket(reference)
        if view is None:
            raise NotFound("no such ticket")
        return view

    def _problem_of(self, request: Request, text: str) -> str | None:
        words = self.pages.words(request)
        if not text.strip():
            return words("write.empty")
        return words("write.too_long", n=LONGEST) if len(text) > LONGEST else None

    def _done(
        self,
        request: Request,
        view: TicketView,
        drawn: Drawn,
        typed: Typed,
        said: str,
        command: Callable[[], object],
    ) -> Response:
        try:
            command()
        except Conflict:
            return self._conflict(request, view, drawn, typed)
        except Refused:
            return self._refused(request, self._view(view.row.reference), typed)
        return self._back(view, said)

    def _back(self, view: TicketView, said: str) -> Response:
        return RedirectResponse(f"{PREFIX}/tickets/{view.row.reference}?said={said}", status_code=303)

    def _conflict(self, request: Request, view: TicketView, drawn: Drawn, typed: Typed) -> Response:
        now = self._view(view.row.reference)
        changes = changes_since(now, drawn.seen, self.pages.words(request), self._names())
        return self._page(request, now, typed=typed, changes=changes, status=409)

    def _refused(self, request: Request, view: TicketView, typed: Typed) -> Response:
        problem = self.pages.words(request)("write.refused")
        return self._page(request, view, typed=typed, problem=problem, status=422)

    def _names(self) -> dict[str, str]:
        return {agent.id: agent.name for agent in self.desk.agents.all()}

    def _page(
        self,
        request: Request,
        view: TicketView,
        *,
        status: int = 200,
        typed: Typed | None = None,
        **values: object,
    ) -> Response:
        words = self.pages.words(request)
        profile, shelf = self.desk.organisation(view.row.organisation), self.desk.shelf
        plain: dict[str, object] = {
            "here": "queue",
            "view": view,
            "typed": typed or Typed(),
            "timeline": timeline(view, words, self._names()),
            "seen": last_seen(view),
            "zone": zone_of(profile.time_zone if profile else None),
            "organisation_name": profile.short_name if profile else view.row.organisation,
            "can_write": view.row.status not in FINAL and not view.erased,
            "moves": list(_moves(view)),
            "citations": [(one, shelf.clause(one.address) if shelf else None) for one in view.citations],
            "longest": LONGEST,
            "problem": None,
            "changes": None,
            "address": f"{PREFIX}/tickets/{view.row.reference}",
        }
        return self.pages.render(request, "ticket.html", status=status, **(plain | values))


def _moves(view: TicketView) -> Iterator[tuple[str, Status, str | None]]:
    """What the status form offers: the value it sends, the status, and the reason where one is needed."""
    for status in view.onward:
        reasons = REASONS.get(status)
        if reasons is None:
            yield status, status, None
        else:
            yield from ((f"{status}:{reason}", status, reason) for reason in reasons)
