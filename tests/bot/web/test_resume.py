"""A reader that comes back gets the very events that it missed."""

import asyncio
from typing import cast

from fastapi import Request

from bot.web.bells import Bells
from bot.web.conversations import Conversations
from bot.web.doors import Doors
from bot.wiring import House
from tests.bot.web.conftest import Chat


class Reader:
    """A browser that stays on the line."""

    def __init__(self, headers: dict[str, str]) -> None:
        self.headers = {name.lower(): value for name, value in headers.items()}

    async def is_disconnected(self) -> bool:
        return False


def test_the_stream_since_an_event_repeats_what_followed_it(chat: Chat, house: House) -> None:
    told = chat.ask("Do you provide my data to third parties?")
    web = Conversations(house, Doors(house.sites, house.tokens), Bells(house.store, house.stopping))

    async def since(event: int, count: int) -> list[tuple[str | None, str | None, str | None]]:
        stream = web.events(cast(Request, Reader(chat.headers)), chat.id, event)
        sent = [await anext(stream) for _ in range(count)]
        await stream.aclose()  # type: ignore[attr-defined]  # an async generator has it
        return [(each.id, each.event, each.raw_data) for each in sent]

    whole = [(each["id"], each["event"], each["data"]) for each in told]
    for missed in range(len(whole) - 1):
        after = int(whole[missed][0])
        assert asyncio.run(since(after, len(whole) - missed - 1)) == whole[missed + 1 :]


def test_a_stream_ends_with_its_token(chat: Chat, house: House) -> None:
    chat.ask("Do you provide my data to third parties?")
    web = Conversations(house, Doors(house.sites, house.tokens), Bells(house.store, house.stopping))

    async def heard() -> int:
        return len([each async for each in web.events(cast(Request, Reader(chat.headers)), chat.id, 0)])

    assert house.tokens.admit(chat.id, house.tokens.renew(chat.id))
    assert asyncio.run(heard()) == 0
