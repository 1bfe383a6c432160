"""The part of a ticket's page that says who asks, how it is proven and what is missing, and records it."""

from collections.abc import Callable, Collection
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response

from helpdesk.console.access import SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import Drawn, FromForm, Shown, TicketPage, Typed
from helpdesk.console.wording import Words
from helpdesk.errors import NotFound, Refused
from helpdesk.representation import AGREEMENTS, AUTHORITIES, BASES
from helpdesk.tickets import FINAL
from helpdesk.verification import PAPERS
from helpdesk.views import TicketView


class IdentityPages:
    """Send a code, record a call, a paper, an authority, an agreement; add a contact; ask the requester."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.desk = page.desk

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        router.add_api_route("/tickets/{reference}/identity/{step}", self.act, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """What is known of whoever asks; nothing once the ticket is erased."""
        if view.erased:
            return None
        values: dict[str, object] = {
            "standing": self.desk.proving.standing(view.row.id),
            "names": self.page.names(),
            "papers": PAPERS,
            "authorities": AUTHORITIES,
            "agreements": AGREEMENTS,
            "bases": ("self", *BASES),
            "is_open": view.row.status not in FINAL,
            "may_ask": view.row.status in ("new", "open"),
        }
        return Shown("facts", "ticket_identity.html", values)

    def act(
        self,
        request: Request,
        reference: str,
        step: str,
        visitor: SignedIn,
        drawn: FromForm,
        choice: Annotated[str, Form(max_length=60)] = "",
        contact: Annotated[str, Form(max_length=60)] = "",
        text: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        """One step: ``choice`` is one of its options, ``text`` what was typed, or how a paper was judged."""
        view = self.page.view(reference)
        command = self._command(view, step, visitor, drawn, choice, contact, text)
        said = "identity_agreement" if step == "code-of-principal" else f"identity_{step}"
        more = {"new_contact": text, "whose": choice} if step == "contact" else {}
        return self.page.done(request, view, drawn, Typed(more=more), said, command)

    def _command(
        self,
        view: TicketView,
        step: str,
        visitor: Visitor,
        drawn: Drawn,
        choice: str,
        contact: str,
        text: str,
    ) -> Callable[[], object]:
        """The command of a step; NotFound for an unknown step."""
        ticket, agent = view.row.id, visitor.agent.id
        key = drawn.key(visitor, "\0".join((step, choice, contact, text)))
        verification, representation = self.desk.verification, self.desk.representation
        steps: dict[str, Callable[[], object]] = {
            "ask": lambda: self.desk.proving.ask(ticket, agent, key=key),
            "code": lambda: verification.send_code_to(ticket, agent, contact, key=key),
            "call": lambda: verification.called_back(ticket, agent, contact, key=key),
            "document": lambda: verification.checked_document(
                ticket, agent, _one_of(PAPERS, choice), good=text != "bad", key=key
            ),
            "contact": lambda: self.desk.contacts.add(
                ticket, agent, _one_of(("requester", "principal"), choice), text, key=key
            ),
            "basis": lambda: representation.declare(
                ticket, agent, None if choice == "self" else _one_of(BASES, choice), key=key
            ),
            "authority": lambda: representation.check_authority(
                ticket, agent, _one_of(AUTHORITIES, choice), key=key
            ),
            "agreement": lambda: representation.confirm_principal(
                ticket, agent, _one_of(AGREEMENTS, choice), key=key
            ),
            "code-of-principal": lambda: self._try(ticket, agent, text, key),
        }
        if step not in steps:
            raise NotFound("no such step")
        return steps[step]

    def _try(self, ticket: str, agent: str, code: str, key: str) -> None:
        if not self.desk.verification.confirm_principal(ticket, code, by=agent, key=key).good:
            raise Refused("the code is wrong or no longer valid", "wrong_code")


def _one_of(options: Collection[str], choice: str) -> Any:
    """The choice, if it is one of the options; Refused."""
    if choice not in options:
        raise Refused(f"{choice!r} is not one of {', '.join(options)}", "choice")
    return choice
