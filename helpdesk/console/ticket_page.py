"""One ticket's page: drawn from the ticket and its panels, and drawn again when a command cannot be done."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Literal, Protocol

from fastapi import Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from helpdesk.accesses import AccessKind
from helpdesk.console.access import PREFIX, Access, Visitor
from helpdesk.console.differences import differences
from helpdesk.console.inserts import inserts
from helpdesk.console.pages import Pages
from helpdesk.console.timeline import last_seen, timeline
from helpdesk.console.times import zone_of
from helpdesk.console.wording import Words
from helpdesk.errors import Conflict, NotFound, Refused
from helpdesk.tickets import FINAL, REASONS, Status
from helpdesk.timeline import LONGEST
from helpdesk.views import TicketView


@dataclass(frozen=True, slots=True)
class Typed:
    """What an agent had typed when a command failed, so that nothing has to be typed twice.

    ``more`` are the fields of panels' forms, by name.
    """

    reply: str = ""
    note: str = ""
    move: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel as it stands on a page; its template reads ``values`` as ``panel``."""

    place: Literal["top", "story", "facts"]
    template: str
    values: Mapping[str, object]


class Panel(Protocol):
    """A part of the ticket's page that its own module draws and answers for."""

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """What stands there for this ticket and reader; None for nothing."""
        ...


class TicketPage:
    """Draws tickets. Panels are added in the order in which they stand below each other."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self.access = access
        self.desk = access.desk
        self.pages = pages
        self.panels: list[Panel] = []

    def view(self, reference: str) -> TicketView:
        """The ticket, decrypted; NotFound."""
        view = self.desk.ticket(reference)
        if view is None:
            raise NotFound("no such ticket")
        return view

    def done(
        self,
        request: Request,
        view: TicketView,
        drawn: Drawn,
        typed: Typed,
        said: str,
        command: Callable[[], object],
    ) -> Response:
        """Carry out a command and go back to the page, which then says ``said.<said>``.

        Where the ticket has changed meanwhile (Conflict) or the command is Refused, the page is drawn again
        with what was typed.
        """
        try:
            command()
        except Conflict:
            return self.conflict(request, view, drawn, typed)
        except Refused as refusal:
            return self.refused(request, self.view(view.row.reference), typed, refusal)
        return self.back(view, said)

    def back(self, view: TicketView, said: str) -> Response:
        """To the ticket, which says ``said.<said>``."""
        return RedirectResponse(f"{PREFIX}/tickets/{view.row.reference}?said={said}", status_code=303)

    def refused(
        self, request: Request, view: TicketView, typed: Typed, refusal: Refused | None = None
    ) -> Response:
        """The page, saying why: the sentence ``refused.<code>`` of the refusal, where it has one."""
        words = self.pages.words(request)
        key = f"refused.{refusal.code}" if refusal and refusal.code else ""
        problem = words(key) if words.knows(key) else words("write.refused")
        return self.draw(request, view, typed=typed, problem=problem, status=422)

    def draw(
        self,
        request: Request,
        view: TicketView,
        *,
        status: int = 200,
        typed: Typed | None = None,
        **values: object,
    ) -> Response:
        """The page as HTML; ``problem`` may be given among ``values``."""
        words, visitor = self.pages.words(request), request.state.visitor
        profile, shelf = self.desk.organisation(view.row.organisation), self.desk.shelf
        shown = [one for panel in self.panels if (one := panel.shown(view, visitor, words))]
        plain: dict[str, object] = {
            "here": "queue",
            "view": view,
            "typed": typed or Typed(),
            "timeline": timeline(view, words, self.names(), self.merged(view, visitor)),
            "seen": last_seen(view),
            "zone": zone_of(profile.time_zone if profile else None),
            "organisation_name": profile.short_name if profile else view.row.organisation,
            "can_write": view.row.status not in FINAL and not view.erased,
            "moves": list(_moves(view)),
            "citations": [(one, shelf.clause(one.address) if shelf else None) for one in view.citations],
            "inserts": inserts(self.desk, view, (typed or Typed()).more),
            "longest": LONGEST,
            "problem": None,
            "changes": None,
            "address": f"{PREFIX}/tickets/{view.row.reference}",
            "top_panels": [one for one in shown if one.place == "top"],
            "story_panels": [one for one in shown if one.place == "story"],
            "facts_panels": [one for one in shown if one.place == "facts"],
        }
        return self.pages.render(request, "ticket.html", status=status, **(plain | values))

    def merged(self, view: TicketView, visitor: Visitor, kind: AccessKind = "viewed") -> Iterator[TicketView]:
        """The tickets merged into this one; that they are looked at is written for each."""
        for id in self.desk.links.of(view.row.id).merged:
            self.desk.accesses.record(visitor.agent.id, kind, id)
            yield self.view(id)

    def names(self) -> dict[str, str]:
        """Names of agents by id."""
        return {agent.id: agent.name for agent in self.desk.agents.all()}

    def conflict(self, request: Request, view: TicketView, drawn: Drawn, typed: Typed) -> Response:
        """The page as it is now, with what has changed since it was drawn and what was typed."""
        now = self.view(view.row.reference)
        changes = differences(now, drawn.seen, self.pages.words(request), self.names())
        return self.draw(request, now, typed=typed, changes=changes, status=409)


def _moves(view: TicketView) -> Iterator[tuple[str, Status, str | None]]:
    """What the status form offers: the value it sends, the status, and the reason where one is needed."""
    for status in view.onward:
        reasons = REASONS.get(status)
        if reasons is None:
            yield status, status, None
        else:
            yield from ((f"{status}:{reason}", status, reason) for reason in reasons)
