"""The widget's API: start, ask, read on."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from starlette.responses import StreamingResponse

from bot.messages import Message
from bot.web.bells import Bells
from bot.web.crossing import across, each_across
from bot.web.doors import Doors
from bot.web.failures import report
from bot.web.shapes import Addressed, Start, Started, Words, event_json
from bot.web.telling import NOTHING_YET, STREAM, failure, piece, stream
from bot.web.troubles import TROUBLES
from bot.wiring import House
from helpdesk import Origin

PATIENCE_SECONDS = 15.0
"""A stream looks at the store at least so often, should a bell ever be missed, and says that it lives."""

UNSERVED = "This organisation is not served here."


class Conversations:
    """`/api/v1/conversations`."""

    def __init__(self, house: House, doors: Doors, bells: Bells) -> None:
        self._house = house
        self._doors = doors
        self._bells = bells

    def router(self) -> APIRouter:
        """The routes."""
        known = [Depends(self._doors.known)]
        router = APIRouter(
            prefix="/api/v1/conversations", tags=["conversations"], dependencies=known, responses=TROUBLES
        )
        own, speaking = [Depends(self._doors.conversation)], [Depends(self._doors.speaking)]
        router.post("", status_code=201, dependencies=[Depends(self._doors.start)])(self.start)
        router.get("/{id}", dependencies=own)(self.history)
        router.post(
            "/{id}/messages", dependencies=speaking, response_class=StreamingResponse, responses=STREAM
        )(self.message)
        router.get("/{id}/events", dependencies=own, response_class=StreamingResponse, responses=STREAM)(
            self.events
        )
        router.delete("/{id}", status_code=204, dependencies=own)(self.delete)
        return router

    async def start(self, asked: Start) -> Started:
        """Begin a conversation; the token is shown only here."""
        return await across(self._begun, asked)

    async def history(self, id: str) -> dict[str, Any]:
        """Everything said so far, and who has the word."""
        return await across(self._history, id)

    async def message(self, id: str, words: Words) -> StreamingResponse:
        """Say something; the reply streams. The same key again gives the same reply."""
        conversation = await across(self._house.store.get, id)
        message = Message(
            conversation=id,
            organisation=conversation.organisation,
            text=words.text,
            channel="web",
            audience="public",
            language=words.language,
            as_of=None,
            history=(),
            key=words.key,
        )
        return stream(self._reply(message, words.language or conversation.language))

    async def _reply(self, message: Message, language: str) -> AsyncIterator[bytes]:
        try:
            async for told in each_across(lambda: self._house.conversation.stream(message), PATIENCE_SECONDS):
                yield piece(told) if told else NOTHING_YET
        except Exception as error:  # noqa: BLE001  # the last line of defence: the stream has begun
            yield failure(report(error, language))

    async def events(
        self, request: Request, id: str, last_event_id: Annotated[int, Header(ge=0, le=2**31 - 1)] = 0
    ) -> StreamingResponse:
        """What happens after an event: the desk's answers and receipts, as they come.

        It ends with its token: one that was stolen and has been changed since hears no more.
        """
        return stream(self._heard(request, id, last_event_id))

    async def _heard(self, request: Request, id: str, last: int) -> AsyncIterator[bytes]:
        with self._bells.stream():
            while not (self._bells.silent or await request.is_disconnected()):
                if await self._doors.admitted(request, id) is None:
                    return
                events = await across(self._house.store.events, id, last)
                last = events[-1].seq if events else last
                yield piece(events) if events else NOTHING_YET
                await self._bells.wait(id, PATIENCE_SECONDS)

    async def delete(self, id: str) -> Response:
        """Remove the conversation and everything said in it; what was asked for goes to the desk first."""
        await across(self._house.conversation.delete, id)
        return Response(status_code=204)

    def _begun(self, asked: Start) -> Started:
        organisation = self._addressed(asked)
        started = self._house.store.start("web", organisation.id, asked.language, "public", None, asked.site)
        return Started(id=started.id, token=started.token, organisation=organisation, language=asked.language)

    def _addressed(self, asked: Start) -> Addressed:
        """The organisation whose desk it is; a site speaks for its own and those of its group."""
        site = self._house.sites.find(asked.site) if asked.site else None
        id = asked.organisation or (site.organisation if site else "")
        name = self._name(id)
        if site and id != site.organisation and not self._one_group(id, site.organisation):
            raise HTTPException(404, UNSERVED)
        return Addressed(id=id, name=name)

    def _one_group(self, one: str, other: str) -> bool:
        order = self._house.desk.search_order
        return other in order(one) or one in order(other)

    def _name(self, organisation: str) -> str:
        profile = self._house.desk.organisation(organisation)
        if profile is None:
            raise HTTPException(404, UNSERVED)
        return profile.name

    def _history(self, id: str) -> dict[str, Any]:
        conversation = self._house.store.get(id)
        return {
            "organisation": {
                "id": conversation.organisation,
                "name": self._name(conversation.organisation),
            },
            "language": conversation.language,
            "state": self._house.desk.thread_state(Origin("web", id)),
            "events": [event_json(event) for event in self._house.store.events(id)],
        }
