"""The part of a ticket's page that holds its files: add, download, hand over, remove."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from helpdesk.attachments import PURPOSES, Purpose
from helpdesk.console.access import SignedIn, Visitor
from helpdesk.console.guard import console_router
from helpdesk.console.ticket_page import FromForm, Shown, TicketPage, Typed
from helpdesk.console.wording import Words
from helpdesk.errors import NotFound
from helpdesk.sniffing import KINDS
from helpdesk.tickets import FINAL
from helpdesk.views import TicketView

_FORM = 64 * 1024
"""Bytes of a form besides its file."""


class AttachmentPages:
    """Files of a ticket."""

    def __init__(self, page: TicketPage) -> None:
        self.page = page
        self.desk = page.desk

    def router(self) -> APIRouter:
        """Routes below the ticket's; only here a body may be as large as a file."""
        router = console_router(self.page.pages, self.page.access)
        largest = self.desk.attachments.largest + _FORM
        one = "/tickets/{reference}/files"
        router.add_api_route(one, self.add, methods=["POST"], max_body_size=largest)
        router.add_api_route(one + "/{id}", self.download, methods=["GET"])
        router.add_api_route(one + "/{id}/{step}", self.act, methods=["POST"])
        return router

    def shown(self, view: TicketView, visitor: Visitor, words: Words) -> Shown | None:
        """The ticket's files; nothing once the ticket is erased."""
        if view.erased:
            return None
        values: dict[str, object] = {
            "files": self.desk.attachments.of(view.row.id),
            "names": self.page.names(),
            "purposes": PURPOSES,
            "is_open": view.row.status not in FINAL,
            "may_share": view.row.status in ("fulfilling", "resolved"),
            "accept": ",".join(f".{kind.ending}" for kind in KINDS),
            "endings": ", ".join(kind.ending.upper() for kind in KINDS),
            "megabytes": self.desk.attachments.largest // 2**20,
        }
        return Shown("facts", "ticket_attachments.html", values)

    def add(
        self,
        request: Request,
        reference: str,
        visitor: SignedIn,
        drawn: FromForm,
        file: Annotated[UploadFile, File()],
        purpose: Annotated[str, Form(max_length=40)],
    ) -> Response:
        """Keep an uploaded file."""
        view, content = self.page.view(reference), file.file.read()
        key = drawn.key(visitor, f"file {purpose} {sha256(content).hexdigest()}")

        def command() -> object:
            return self.desk.attachments.add(
                view.row.id,
                file.filename or "",
                content,
                cast(Purpose, purpose),
                agent_id=visitor.agent.id,
                key=key,
            )

        return self.page.done(request, view, drawn, Typed(), "file_added", command)

    def download(self, reference: str, id: str, visitor: SignedIn) -> Response:
        """The file, to be saved and never shown by the browser."""
        view = self.page.view(reference)
        file = self.desk.attachments.open(view.row.id, id, agent_id=visitor.agent.id)
        ascii_name = file.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
        named = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(file.name, safe='')}"
        return Response(file.content, media_type=file.media_type, headers={"Content-Disposition": named})

    def act(
        self, request: Request, reference: str, id: str, step: str, visitor: SignedIn, drawn: FromForm
    ) -> Response:
        """Hand a file over on the status page, take it back, or erase it."""
        view = self.page.view(reference)
        ticket, agent, key = view.row.id, visitor.agent.id, drawn.key(visitor, f"{id} {step}")
        files = self.desk.attachments
        steps: dict[str, Callable[[], object]] = {
            "share": lambda: files.share(ticket, id, True, agent_id=agent, key=key),
            "unshare": lambda: files.share(ticket, id, False, agent_id=agent, key=key),
            "remove": lambda: files.remove(ticket, id, agent_id=agent, key=key),
        }
        if step not in steps:
            raise NotFound("no such step")
        return self.page.done(request, view, drawn, Typed(), f"file_{step}", steps[step])
