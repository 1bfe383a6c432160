"""The part of a ticket's page where its rights are decided, approved and answered."""

from typing import Annotated, cast

from fastapi import APIRouter, Form, Request, Response

from helpdesk.console.access import SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import FromForm, Shown, TicketPage, Typed
from helpdesk.console.wording import Words
from helpdesk.decisions import Decision
from helpdesk.errors import Refused
from helpdesk.grounds import grounds
from helpdesk.letters import closing_letter
from helpdesk.tickets import FINAL, OUTCOMES, RIGHTS, Outcome, Right
from helpdesk.views import TicketView

_DECIDED_ON = ("rights_request", "opt_out", "complaint")


class DecisionPages:
    """Decide on a right, add one, hand on, approve, send back, close with a letter."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.desk = page.desk
        self.decisions = page.desk.decisions

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        ticket = "/tickets/{reference}"
        router.add_api_route(ticket + "/rights", self.add_right, methods=["POST"])
        router.add_api_route(ticket + "/decision", self.decide, methods=["POST"])
        router.add_api_route(ticket + "/decisions", self.hand_on, methods=["POST"])
        router.add_api_route(ticket + "/letter", self.close, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """The rights and what can be done about them; nothing for questions and once erased."""
        if view.erased or not (view.rights or view.row.kind in _DECIDED_ON):
            return None
        named = {one.right for one in view.rights}
        closable = view.missing.get("resolved", ()) in ((), ("no_answer",))
        values: dict[str, object] = {
            "outcomes": OUTCOMES,
            "grounds": grounds().values(),
            "to_add": [right for right in RIGHTS if right not in named],
            "names": self.page.names(),
            "is_open": view.row.status in ("new", "open", "waiting_requester"),
            "missing": _missing(view),
            "may_submit": "pending_approval" in view.onward and bool(view.rights),
            "letter": self._letter(view) if closable and self._may_close(view) else None,
        }
        return Shown("story", "ticket_decisions.html", values)

    def add_right(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        right: Annotated[str, Form()] = "",
    ) -> Response:
        """Name another right that is asked for."""
        view = self.page.view(reference)
        return self.page.done(
            request,
            view,
            drawn,
            Typed(),
            "right_added",
            lambda: self.decisions.add_right(
                view.row.id,
                cast(Right, right),
                agent_id=visitor.agent.id,
                key=drawn.key(visitor, right),
                expected_version=drawn.version,
            ),
        )

    def decide(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        right: Annotated[str, Form()] = "",
        outcome: Annotated[str, Form()] = "",
        ground: Annotated[str, Form()] = "",
        basis: Annotated[str, Form()] = "",
        clause: Annotated[str, Form()] = "",
        explanation: Annotated[str, Form()] = "",
    ) -> Response:
        """Decide on one right."""
        view = self.page.view(reference)
        more = {
            "right": right,
            "outcome": outcome,
            "ground": ground,
            "basis": basis,
            "clause": clause,
            "explanation": explanation,
        }
        return self.page.done(
            request,
            view,
            drawn,
            Typed(more=more),
            "decided",
            lambda: self.decisions.decide(
                view.row.id,
                self._decision(view, more),
                agent_id=visitor.agent.id,
                key=drawn.key(visitor, repr(more)),
                expected_version=drawn.version,
            ),
        )

    def hand_on(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        step: Annotated[str, Form()] = "",
    ) -> Response:
        """Hand the decisions on, approve them, or send them back."""
        view = self.page.view(reference)
        agent, version = visitor.agent.id, drawn.version
        key, id = drawn.key(visitor, step), view.row.id
        if step == "approve":
            said = "approved_rights"
            command = lambda: self.decisions.approve(id, agent_id=agent, key=key, expected_version=version)  # noqa: E731
        elif step == "back":
            said = "sent_back"
            command = lambda: self.desk.change_status(  # noqa: E731
                id, "open", agent_id=agent, key=key, expected_version=version
            )
        else:
            said = "submitted"
            command = lambda: self.decisions.submit(id, agent_id=agent, key=key, expected_version=version)  # noqa: E731
        return self.page.done(request, view, drawn, Typed(), said, command)

    def close(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        letter: Annotated[str, Form()] = "",
    ) -> Response:
        """Send the closing letter; the ticket is resolved."""
        view = self.page.view(reference)
        return self.page.done(
            request,
            view,
            drawn,
            Typed(more={"letter": letter}),
            "closed",
            lambda: self.decisions.close(
                view.row.id,
                letter,
                agent_id=visitor.agent.id,
                key=drawn.key(visitor, letter),
                expected_version=drawn.version,
            ),
        )

    def _decision(self, view: TicketView, typed: dict[str, str]) -> Decision:
        """An empty article is taken from the table of grounds; an address must name a clause."""
        ground, clause = grounds().get(typed["ground"]), typed["clause"].strip() or None
        profile, shelf = self.desk.organisation(view.row.organisation), self.desk.shelf
        if clause and shelf:
            try:
                found = shelf.clause(clause)
            except ValueError:
                found = None
            if found is None:
                raise Refused(f"there is no clause {clause}; correct its address", "clause")
        regime = profile.regime if profile else None
        default = ground.basis.get(regime or "") if ground else None
        return Decision(
            right=cast(Right, typed["right"]),
            outcome=cast(Outcome, typed["outcome"]),
            ground=ground.code if ground else None,
            basis=typed["basis"].strip() or default,
            clause=clause,
            explanation=typed["explanation"],
        )

    def _letter(self, view: TicketView) -> str | None:
        profile = self.desk.organisation(view.row.organisation)
        return closing_letter(view, profile, self.desk.shelf) if profile else None

    def _may_close(self, view: TicketView) -> bool:
        if view.row.status == "new":  # the letter takes a complaint up; anything else is decided first
            return view.row.kind == "complaint" and not view.rights
        onward = (*view.onward, *view.missing)
        return "resolved" in onward and view.row.status not in FINAL


def _missing(view: TicketView) -> tuple[str, ...]:
    """What keeps the next step of approval or fulfilment shut, each code once."""
    if view.row.status not in ("open", "pending_approval", "fulfilling"):
        return ()
    others = ("resolved", "awaiting_verification")
    codes = (code for status, found in view.missing.items() if status not in others for code in found)
    last = view.missing.get("resolved", ()) if view.row.status != "open" else ()
    shown = (*codes, *(code for code in last if code != "to_fulfil"))
    return tuple(dict.fromkeys(code for code in shown if code != "no_answer"))
