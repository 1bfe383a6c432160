"""The secret status page: the token stands in the link's fragment, so that no log ever sees it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from bot.masking import redact_forbidden
from bot.web.crossing import across
from bot.web.doors import Doors
from bot.web.pages import PRIVATE, language_of, page
from bot.web.shapes import Spoken
from bot.wiring import House
from helpdesk import PublicStatus

TOKEN = Field(min_length=20, max_length=200)
UNKNOWN = "This link is not valid, or no longer."


class Link(BaseModel):
    """The secret of a status link."""

    token: str = TOKEN


class Addition(Link):
    """What the requester adds; `key` stays the same when it is sent again."""

    text: Spoken
    key: str = Field(min_length=8, max_length=100)


class StatusPages:
    """`/status` and its API."""

    def __init__(self, house: House, doors: Doors) -> None:
        self._house = house
        self._doors = doors

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter(tags=["status"])
        router.get("/status", include_in_schema=False)(self.shown)
        site = [Depends(self._doors.site)]
        router.post("/api/v1/status", dependencies=site)(self.read)
        router.post("/api/v1/status/messages", status_code=201, dependencies=site)(self.add)
        return router

    def shown(
        self, accept_language: Annotated[str | None, Header()] = None, lang: str | None = None
    ) -> HTMLResponse:
        """The page; opening it changes nothing, so link scanners do no harm."""
        return page("status.html", language_of(accept_language, lang), headers=PRIVATE)

    async def read(self, link: Link) -> dict[str, Any]:
        """Where the request stands; 404 alike for unknown and expired links."""
        return _json(await self._status(link.token))

    async def add(self, addition: Addition) -> dict[str, Any]:
        """Add a message to the request."""
        status = await self._status(addition.token)
        if not status.can_write:
            raise HTTPException(409, "This request is closed.")
        text = redact_forbidden(addition.text)
        await across(self._house.desk.add_requester_message, status.ticket_id, text, key=addition.key)
        return _json(await self._status(addition.token))

    async def _status(self, token: str) -> PublicStatus:
        status = await across(self._house.desk.status, token)
        if status is None:
            raise HTTPException(404, UNKNOWN)
        return status


def _json(status: PublicStatus) -> dict[str, Any]:
    return {
        "reference": status.reference,
        "language": status.language,
        "status": status.status,
        "kind": status.kind,
        "received_at": status.received_at.isoformat(),
        "expected_reply": status.expected_reply.isoformat() if status.expected_reply else None,
        "legal_due": status.legal_due.isoformat() if status.legal_due else None,
        "messages": [
            {"at": message.at.isoformat(), "author": message.author, "text": message.text}
            for message in status.messages
        ],
        "open_fields": list(status.open_fields),
        "can_write": status.can_write,
    }
