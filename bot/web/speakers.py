"""The widget's API: who speaks in a conversation."""

from fastapi import APIRouter, Depends, HTTPException

from bot.vouching import NotVouched
from bot.web.crossing import across
from bot.web.doors import Doors
from bot.web.shapes import Identity, Renewal
from bot.web.troubles import TROUBLES
from bot.wiring import House


class Speakers:
    """`/api/v1/conversations/{id}/…`: the bearer token, and whom a site says it is."""

    def __init__(self, house: House, doors: Doors) -> None:
        self._house = house
        self._doors = doors

    def router(self) -> APIRouter:
        """The routes."""
        known = [Depends(self._doors.known)]
        prefix = "/api/v1/conversations/{id}"
        router = APIRouter(prefix=prefix, tags=["conversations"], dependencies=known, responses=TROUBLES)
        own = [Depends(self._doors.conversation)]
        router.post("/token", dependencies=own)(self.renew)
        router.post("/identity", dependencies=own)(self.identify)
        return router

    async def renew(self, id: str, renewal: Renewal) -> dict[str, str]:
        """A new token; the one before it ends when the new one is first used."""
        return {"token": await across(self._house.tokens.renew, id, renewal.remember)}

    async def identify(self, id: str, identity: Identity) -> dict[str, str]:
        """The site says who is signed in; a new token, so that one known before counts no more."""
        conversation = await across(self._house.store.get, id)
        try:
            await across(self._house.vouching.take, id, conversation.site or "", identity.token)
        except NotVouched as error:
            raise HTTPException(422, str(error)) from None
        return {"token": await across(self._house.tokens.renew, id)}
