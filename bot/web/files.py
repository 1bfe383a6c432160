"""The widget's API: files that a requester sends to their request, where the site allows it."""

from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response

from bot.web.crossing import across
from bot.web.doors import Doors
from bot.web.troubles import TROUBLES
from bot.wiring import House
from helpdesk import LARGEST_SENT, Origin, Refused

SAID = {
    "file_size": "This file is too large. Files have at most 5 MB.",
    "file_kind": "Files of this kind are not taken. Send a PDF, PNG, JPG, DOCX, CSV or TXT.",
    "file_count": "No more files can be sent here.",
}

CONTENT = {"requestBody": {"content": {"application/octet-stream": {}}, "required": True}}


class Files:
    """`/api/v1/conversations/{id}/files`."""

    def __init__(self, house: House, doors: Doors) -> None:
        self._house = house
        self._doors = doors

    def router(self) -> APIRouter:
        """The one route; only here a body may be as large as a file."""
        checks = [Depends(self._doors.known), Depends(self._doors.speaking)]
        prefix = "/api/v1/conversations/{id}"
        router = APIRouter(prefix=prefix, tags=["tickets"], dependencies=checks, responses=TROUBLES)
        router.post("/files", status_code=204, max_body_size=LARGEST_SENT + 1024, openapi_extra=CONTENT)(
            self.send
        )
        return router

    async def send(
        self,
        id: str,
        request: Request,
        x_file_name: Annotated[str, Header(max_length=600)],
        idempotency_key: Annotated[str, Header(min_length=8, max_length=100)],
    ) -> Response:
        """Keep a file with the request. 403 where the site takes none, 409 without a request."""
        await across(self._keep, id, unquote(x_file_name), await request.body(), idempotency_key)
        return Response(status_code=204)

    def _keep(self, id: str, name: str, content: bytes, key: str) -> None:
        conversation = self._house.store.get(id)
        site = self._house.sites.find(conversation.site) if conversation.site else None
        if site is None or not site.takes_files:
            raise HTTPException(403, "Files are not taken here.")
        ticket = self._house.desk.ticket_of(Origin("web", id))
        if ticket is None:
            raise HTTPException(409, "There is no request yet that a file could belong to.")
        try:
            self._house.desk.attachments.receive(ticket, name, content, key=key)
        except Refused as refused:
            raise HTTPException(409, SAID.get(refused.code or "", "This file cannot be taken.")) from None
