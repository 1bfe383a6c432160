"""The widget's API: forms, tickets, and who has the word."""

from typing import Any, cast

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.responses import JSONResponse

from bot.web.crossing import across
from bot.web.doors import Doors
from bot.web.shapes import Declined, Filing, HandOver, Key, Useful, form_json, receipt_json, standing_json
from bot.web.troubles import CHECK, TROUBLES
from bot.wiring import House
from helpdesk import KINDS, RIGHTS, Invalid, Kind, Origin, Receipt


class Filings:
    """`/api/v1/conversations/{id}/…`: what ends at the desk."""

    def __init__(self, house: House, doors: Doors) -> None:
        self._house = house
        self._doors = doors

    def router(self) -> APIRouter:
        """The routes."""
        known = [Depends(self._doors.known)]
        prefix = "/api/v1/conversations/{id}"
        router = APIRouter(prefix=prefix, tags=["tickets"], dependencies=known, responses=TROUBLES)
        own, speaking = [Depends(self._doors.conversation)], [Depends(self._doors.speaking)]
        router.get("/form", dependencies=own)(self.form)
        router.get("/tickets", dependencies=own)(self.tickets)
        router.get("/desk", dependencies=own)(self.opening)
        router.post("/tickets", status_code=201, response_model=None, dependencies=speaking)(self.ticket)
        router.post("/handoff", status_code=201, dependencies=speaking)(self.hand_over)
        router.post("/decline", status_code=204, dependencies=own)(self.decline)
        router.post("/assistant", status_code=204, dependencies=own)(self.give_back)
        router.post("/useful", status_code=204, dependencies=own)(self.rate)
        return router

    async def form(self, id: str, kind: str, right: str | None = None) -> dict[str, Any]:
        """The form of the organisation's procedure, prefilled from what was said."""
        if kind not in KINDS or (right and right not in RIGHTS):
            raise HTTPException(404, "There is no such form.")
        return await across(form_of, self._house, id, kind, right)

    async def ticket(self, id: str, filing: Filing) -> dict[str, Any] | JSONResponse:
        """File it; 422 with one problem per field when an answer cannot be taken."""
        if filing.right and filing.right not in RIGHTS:
            raise HTTPException(404, "There is no such form.")
        try:
            receipt: Receipt = await across(
                self._house.conversation.file,
                id,
                filing.kind,
                filing.right,
                filing.answers,
                filing.key,
                filing.changes,
            )
        except Invalid as invalid:
            return JSONResponse({"detail": CHECK, "problems": invalid.problems}, status_code=422)
        return receipt_json(receipt)

    async def tickets(self, id: str) -> list[dict[str, Any]]:
        """Where the requests of this conversation stand, the oldest first."""
        return await across(self._tickets, id)

    async def opening(self, id: str) -> dict[str, Any]:
        """Whether the desk is open, and by when a person would answer."""
        return await across(self._opening, id)

    async def hand_over(self, id: str, wish: HandOver) -> dict[str, Any]:
        """Hand the conversation to a person."""
        receipt = await across(
            self._house.conversation.talk_to_person, id, wish.message, wish.key, wish.changes
        )
        return receipt_json(receipt)

    async def decline(self, id: str, declined: Declined) -> Response:
        """It is not to be filed; without a kind, nothing that was asked."""
        await across(self._house.conversation.decline, id, declined.kind, declined.right)
        return Response(status_code=204)

    async def give_back(self, id: str, command: Key) -> Response:
        """The assistant may answer again, until the next reply of a person."""
        await across(self._house.desk.give_back, Origin("web", id), key=command.key)
        return Response(status_code=204)

    async def rate(self, id: str, said: Useful) -> Response:
        """Whether an answer from the policies was useful; the last word counts."""
        await across(self._house.conversation.rate, id, said.message, said.useful, said.reason)
        return Response(status_code=204)

    def _tickets(self, id: str) -> list[dict[str, Any]]:
        conversation = self._house.store.get(id)
        site = self._house.sites.find(conversation.site) if conversation.site else None
        takes_files = site is not None and site.takes_files
        filed = self._house.desk.filed_in(Origin("web", id), conversation.language)
        return [standing_json(status, takes_files) for status in filed]

    def _opening(self, id: str) -> dict[str, Any]:
        conversation = self._house.store.get(id)
        told = self._house.desk.counter.opening(conversation.organisation, "inquiry", conversation.language)
        return {"open": told.open, "lines": list(told.lines)}


def form_of(house: House, id: str, kind: str, right: str | None) -> dict[str, Any]:
    """A form of the conversation's organisation, prefilled; ConversationGone when there is none any more."""
    conversation = house.store.get(id)
    form = house.desk.form(
        conversation.organisation, cast(Kind, kind), right, conversation.language, conversation.audience
    )
    return form_json(form, house.store.said(id)[-3:], house.vouching.of(id))
