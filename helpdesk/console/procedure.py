"""The part of a ticket's page that tells the procedure, and where agents complete what it asks for."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response

from helpdesk.console.access import SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import FromForm, Shown, TicketPage, Typed
from helpdesk.console.wording import Words
from helpdesk.errors import Invalid
from helpdesk.tickets import FINAL
from helpdesk.views import TicketView

_FIELD = "field-"
"""What the names of a form's fields begin with, apart from the form's own."""


async def _filled(request: Request) -> dict[str, str]:
    form = await request.form()
    return {
        name.removeprefix(_FIELD): value
        for name, value in form.items()
        if name.startswith(_FIELD) and isinstance(value, str)
    }


Filled = Annotated[dict[str, str], Depends(_filled)]


class ProcedurePages:
    """Complete fields, waive one, tick off a task of the desk."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.completing = page.desk.completing

    def router(self) -> APIRouter:
        """Routes below the ticket's."""
        router = console_router(self.page.pages, self.page.access)
        ticket = "/tickets/{reference}"
        router.add_api_route(ticket + "/fields", self.fill, methods=["POST"])
        router.add_api_route(ticket + "/waiver", self.waive, methods=["POST"])
        router.add_api_route(ticket + "/task", self.tick, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """What the procedure says and what is still open; nothing once the ticket is erased."""
        form = self.completing.form(view.row.id, words.language)
        if view.erased or form is None:
            return None
        procedure = self.completing.procedure(view.row.id)
        answered = {answer.name: answer.value for answer in view.answers}
        values: dict[str, object] = {
            "form": form,
            "procedure": procedure,
            "fields": [(field, answered.get(field.name, "")) for field in form.fields],
            "open": [field for field in form.fields if field.name in view.open_fields],
            "tasks": [(task, _ticked(view, task.id)) for task in (procedure.tasks if procedure else ())],
            "is_open": view.row.status not in FINAL,
        }
        return Shown("story", "ticket_procedure.html", values)

    def fill(
        self, request: Request, reference: str, visitor: SignedIn, drawn: FromForm, filled: Filled
    ) -> Response:
        """Write what the requester has told since."""
        view = self.page.view(reference)

        def command() -> Any:
            return self.completing.fill(
                view.row.id,
                filled,
                agent_id=visitor.agent.id,
                key=drawn.key(visitor, repr(filled)),
                expected_version=drawn.version,
            )

        try:
            return self.page.done(request, view, drawn, Typed(more=filled), "completed", command)
        except Invalid as invalid:
            problem = " ".join(invalid.problems.values())
            return self.page.draw(request, view, typed=Typed(more=filled), problem=problem, status=422)

    def waive(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        field: Annotated[str, Form()] = "",
    ) -> Response:
        """An open field is not needed here."""
        view = self.page.view(reference)
        return self.page.done(
            request,
            view,
            drawn,
            Typed(),
            "waived",
            lambda: self.completing.waive(
                view.row.id,
                field,
                agent_id=visitor.agent.id,
                key=drawn.key(visitor, field),
                expected_version=drawn.version,
            ),
        )

    def tick(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        task: Annotated[str, Form()] = "",
    ) -> Response:
        """A task of the desk is done."""
        view = self.page.view(reference)
        return self.page.done(
            request,
            view,
            drawn,
            Typed(),
            "ticked",
            lambda: self.completing.tick(
                view.row.id, task, agent_id=visitor.agent.id, key=drawn.key(visitor, task)
            ),
        )


def _ticked(view: TicketView, task: str) -> bool:
    return any(one.type == "task_done" and one.reason == task.replace("-", "_") for one in view.events)
