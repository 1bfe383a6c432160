"""The secret status page: the token stands in the link's fragment, so that no log ever sees it."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, HTTPException, Response
from fastapi.responses import HTMLResponse, JSONResponse

from bot.masking import redact_forbidden
from bot.web.crossing import across
from bot.web.doors import Doors
from bot.web.pages import PRIVATE, language_of, page
from bot.web.status_shapes import (
    Addition,
    Address,
    Answers,
    Code,
    Command,
    Follow,
    Link,
    Pass,
    PrincipalCode,
    Rating,
    status_json,
)
from bot.web.status_wording import STATUS_WORDS
from bot.web.troubles import CHECK, TROUBLES
from bot.wiring import House
from helpdesk import Invalid, PublicStatus

UNKNOWN = "This link is not valid, or no longer."
ENDED = "This request is closed."
FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"application/octet-stream": {}}}}


class StatusPages:
    """`/status` and its API; every call has the secret in its body, and 404 is the same for all bad ones."""

    def __init__(self, house: House, doors: Doors) -> None:
        self._desk = house.desk
        self._doors = doors

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter(tags=["status"])
        router.get("/status", include_in_schema=False)(self.shown)
        own = [Depends(self._doors.own)]
        api = APIRouter(prefix="/api/v1/status", dependencies=own, responses=TROUBLES)
        api.post("")(self.read)
        api.post("/messages", status_code=201)(self.add)
        api.post("/answers", status_code=201, response_model=None)(self.complete)
        api.post("/withdrawal", status_code=201)(self.withdraw)
        api.post("/following", status_code=201)(self.follow)
        api.post("/rating", status_code=201)(self.rate)
        api.post("/code", status_code=202)(self.send_code)
        api.post("/confirmation")(self.confirm)
        api.post("/principal")(self.confirm_principal)
        api.post("/files/{id}", response_class=Response, responses=FILE)(self.fetch)
        router.include_router(api)
        return router

    def shown(
        self, accept_language: Annotated[str | None, Header()] = None, lang: str | None = None
    ) -> HTMLResponse:
        """The page; opening it changes nothing, so link scanners do no harm."""
        language = language_of(accept_language, lang)
        return page("status.html", language, headers=PRIVATE, words=STATUS_WORDS[language])

    async def read(self, link: Link) -> dict[str, Any]:
        """Where the request stands."""
        return status_json(await self._status(link))

    async def add(self, addition: Addition) -> dict[str, Any]:
        """Add a message to the request."""
        status = await self._status(addition)
        if not status.can_write:
            raise HTTPException(409, ENDED)
        text = redact_forbidden(addition.text)
        await across(self._desk.add_requester_message, status.ticket_id, text, key=addition.key)
        return await self.read(addition)

    async def complete(self, answers: Answers) -> dict[str, Any] | JSONResponse:
        """Answer open fields; 422 with one problem per field that cannot be taken."""
        status = await self._status(answers)
        given = {name: redact_forbidden(value) for name, value in answers.answers.items()}
        try:
            await across(self._desk.requester.complete, status.ticket_id, given, key=answers.key)
        except Invalid as invalid:
            return JSONResponse({"detail": CHECK, "problems": invalid.problems}, status_code=422)
        return await self.read(answers)

    async def withdraw(self, command: Command) -> dict[str, Any]:
        """Withdraw the request; 409 once it is being carried out."""
        status = await self._status(command)
        await across(self._desk.requester.withdraw, status.ticket_id, key=command.key)
        return await self.read(command)

    async def rate(self, rating: Rating) -> dict[str, Any]:
        """Say whether it was dealt with well; 409 while it is not answered."""
        status = await self._status(rating)
        satisfaction = self._desk.satisfaction
        await across(satisfaction.say, status.ticket_id, rating.satisfied, key=rating.key)
        return await self.read(rating)

    async def follow(self, follow: Follow) -> dict[str, Any]:
        """Ask again after the end; the reference and the secret of the request that follows."""
        status = await self._status(follow)
        text = redact_forbidden(follow.text)
        receipt = await across(self._desk.requester.reopen, status.ticket_id, text, key=follow.key)
        return {"reference": receipt.reference, "status_url": f"/status#{receipt.status_token}"}

    async def send_code(self, address: Address) -> Response:
        """Send a code, if the address is one that the requester gave; the answer is the same if it is not."""
        status = await self._status(address)
        verification = self._desk.verification
        await across(verification.send_code, status.ticket_id, address.address, key=address.key)
        return Response(status_code=202)

    async def confirm(self, code: Code) -> dict[str, Any]:
        """Check a code; `good` is false alike for a wrong code, an old one and an unknown address.

        `pass` is then good for half an hour of fetching files.
        """
        status = await self._status(code)
        checked = await across(
            self._desk.verification.confirm, status.ticket_id, code.address, code.code, key=code.key
        )
        token = None
        if checked.proof is not None:
            token = await across(self._desk.handover.permit, status.ticket_id, checked.proof)
        return {"good": checked.good, "pass": token, "status": await self.read(code)}

    async def confirm_principal(self, code: PrincipalCode) -> dict[str, Any]:
        """Check the code that the person asked for has passed on."""
        status = await self._status(code)
        verification = self._desk.verification
        checked = await across(verification.confirm_principal, status.ticket_id, code.code, key=code.key)
        return {"good": checked.good, "status": await self.read(code)}

    async def fetch(self, id: str, ticket: Pass) -> Response:
        """A file, to whoever has just confirmed a contact; 409 without a pass. A header has its name."""
        status = await self._status(ticket)
        file = await across(self._desk.handover.fetch, status.ticket_id, id, ticket.token_of_pass)
        headers = {
            **PRIVATE,
            "Content-Disposition": "attachment",
            "X-Content-Type-Options": "nosniff",
            "X-File-Name": quote(file.name),
        }
        return Response(file.content, media_type="application/octet-stream", headers=headers)

    async def _status(self, link: Link) -> PublicStatus:
        status = await across(self._desk.status, link.token, link.language)
        if status is None:
            raise HTTPException(404, UNKNOWN)
        return status
