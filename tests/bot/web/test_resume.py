"""A reader that comes back gets the very events that it missed."""

import asyncio
from collections.abc import AsyncGenerator
from typing import cast

from fastapi import Request

from bot.web.bells import Bells
from bot.web.conversations import Conversations
from bot.web.doors import Doors
from bot.wiring import House
from tests.bot.web.conftest import Chat, events


class Reader:
    """A browser that stays on the line."""

    def __init__(self, headers: dict[str, str]) -> None:
        self.headers = {name.lower(): value for name, value in headers.items()}

    async def is_disconnected(self) -> bool:
        return False


def test_the_stream_since_an_event_repeats_what_followed_it(chat: Chat, house: House) -> None:
    whole = [event for event in chat.ask("Do you provide my data to third parties?") if "id" in event]
    web = Conversations(house, Doors(house.sites, house.tokens), Bells(house.store, house.stopping))

    async def since(event: int) -> list[dict[str, str]]:
        stream = await web.events(cast(Request, Reader(chat.headers)), chat.id, event)
        pieces = cast(AsyncGenerator[bytes], stream.body_iterator)
        first = await anext(pieces)
        await pieces.aclose()
        return events(first.decode())

    for number, missed in enumerate(whole, start=1):
        assert asyncio.run(since(int(missed["id"]))) == whole[number:]


def test_a_stream_ends_with_its_token(chat: Chat, house: House) -> None:
    chat.ask("Do you provide my data to third parties?")
    web = Conversations(house, Doors(house.sites, house.tokens), Bells(house.store, house.stopping))

    async def heard() -> int:
        stream = await web.events(cast(Request, Reader(chat.headers)), chat.id, 0)
        return len([each async for each in stream.body_iterator])

    assert house.tokens.admit(chat.id, house.tokens.renew(chat.id))
    assert asyncio.run(heard()) == 0
