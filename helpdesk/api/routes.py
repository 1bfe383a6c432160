"""Tickets for programs, each of which acts for the agent who made its token."""

from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from pydantic import BaseModel

from helpdesk.api.door import LetIn, api_router
from helpdesk.api.preferences import PreferenceApi
from helpdesk.api.problems import MEDIA_TYPE
from helpdesk.api.shapes import (
    Done,
    NewMessage,
    NewNote,
    NewStatus,
    NewTicket,
    Opened,
    Problem,
    Ticket,
    TicketLine,
    TicketList,
)
from helpdesk.api_tokens import ApiClient
from helpdesk.desk import Desk
from helpdesk.errors import NotFound
from helpdesk.intake import Intake, Origin
from helpdesk.narrowing import is_seen
from helpdesk.queue import MOST
from helpdesk.tickets import Kind, Status
from helpdesk.views import TicketView

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        description="Chosen by you for each command; the same one with the same content is done once.",
    ),
]
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
    for status, text in (
        (400, "The body is not what its type says"),
        (401, "No token in force"),
        (403, "The token lacks the scope"),
        (404, "Not there, or not for this token"),
        (409, "Changed meanwhile, or not possible now"),
        (413, "The body is too large"),
        (422, "Something cannot be taken"),
    )
}
PROBLEMS[413]["content"]["text/plain"] = {}  # told before any of our code sees the body


def build_desk_api(desk: Desk) -> APIRouter:
    """The router of the API, its paths beginning with ``/api/desk/v1``."""
    router, api = api_router(desk), TicketApi(desk)
    one = "/tickets/{reference}"
    router.add_api_route("/tickets", api.list, methods=["GET"], responses=PROBLEMS)
    router.add_api_route("/tickets", api.open, methods=["POST"], status_code=201, responses=PROBLEMS)
    router.add_api_route(one, api.read, methods=["GET"], responses=PROBLEMS)
    router.add_api_route(one + "/messages", api.write, methods=["POST"], responses=PROBLEMS)
    router.add_api_route(one + "/notes", api.note, methods=["POST"], responses=PROBLEMS)
    router.add_api_route(one + "/status", api.change_status, methods=["POST"], responses=PROBLEMS)
    router.add_api_route("/preferences", PreferenceApi(desk).list, methods=["GET"], responses=PROBLEMS)
    return router


class TicketApi:
    """The commands and questions of the desk that programs have."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def list(
        self,
        status: Status | None = None,
        kind: Kind | None = None,
        organisation: Annotated[str | None, Query(max_length=100)] = None,
        search: Annotated[str | None, Query(max_length=100, description="As in the queue.")] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    ) -> TicketList:
        """Tickets, newest first, without personal data."""
        page = self.desk.tickets(
            status=status, kind=kind, organisation=organisation, search=search, limit=limit, offset=offset
        )
        items = tuple(map(TicketLine.model_validate, page.rows))
        return TicketList(items=items, total=page.total, limit=page.limit, offset=page.offset)

    def read(self, reference: str) -> Ticket:
        """A ticket in full; that it was read is on record."""
        return Ticket.of(self._view(reference))

    def open(self, new: NewTicket, client: LetIn, key: Key) -> Opened:
        """Open a ticket for somebody who called, wrote or came; what is missing stays open for the desk."""
        if not is_seen(new.organisation):
            raise NotFound("no such organisation")
        intake = Intake(
            organisation=new.organisation,
            kind=new.kind,
            right=new.right,
            origin=Origin(new.channel, ""),
            language=new.language,
            audience="public",
            message=new.message,
            answers=new.answers,
            received_at=new.received_at,
            opened_by=client.agent_id,
        )
        return Opened.model_validate(self.desk.open(intake, key=_key(client, key, new)))

    def write(self, reference: str, new: NewMessage, client: LetIn, key: Key) -> Done:
        """Reply to the requester, or write down what they said."""
        ticket, key = self._view(reference).row.id, _key(client, key, new)
        if new.sender == "requester":
            changed = self.desk.add_requester_message(ticket, new.text, key=key)
        else:
            changed = self.desk.reply(
                ticket, client.agent_id, new.text, key=key, expected_version=new.version
            )
        return Done.model_validate(changed)

    def note(self, reference: str, new: NewNote, client: LetIn, key: Key) -> Done:
        """Write an internal note."""
        ticket = self._view(reference).row.id
        changed = self.desk.note(ticket, client.agent_id, new.text, key=_key(client, key, new))
        return Done.model_validate(changed)

    def change_status(self, reference: str, new: NewStatus, client: LetIn, key: Key) -> Done:
        """Take a step of the transition table."""
        changed = self.desk.change_status(
            self._view(reference).row.id,
            new.status,
            agent_id=client.agent_id,
            reason=new.reason,
            key=_key(client, key, new),
            expected_version=new.version,
        )
        return Done.model_validate(changed)

    def _view(self, reference: str) -> TicketView:
        view = self.desk.ticket(reference)
        if view is None:
            raise NotFound("no such ticket")
        return view


def _key(client: ApiClient, key: str, content: BaseModel) -> str:
    """With another content it is another command, never a lost one."""
    return f"api {client.id} {key} {sha256(content.model_dump_json().encode()).hexdigest()}"
