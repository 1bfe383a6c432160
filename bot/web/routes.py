"""Every route of the web channel."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles

from bot.web.bells import Bells
from bot.web.conversations import Conversations
from bot.web.demo import DemoPages
from bot.web.doors import Doors
from bot.web.files import Files
from bot.web.filing import Filings
from bot.web.plain import PlainPages
from bot.web.policies import PolicyPages
from bot.web.speakers import Speakers
from bot.web.status import StatusPages
from bot.wiring import House

STATIC = Path(__file__).parent / "static"


def build_web(house: House, bells: Bells) -> APIRouter:
    """The router; while the application runs, one poller listens for other processes."""
    doors = Doors(house.sites, house.tokens)

    @asynccontextmanager
    async def listening(_app: FastAPI) -> AsyncIterator[None]:
        poller = asyncio.create_task(bells.poll())
        yield
        poller.cancel()

    router = APIRouter(lifespan=listening)
    for part in (
        Conversations(house, doors, bells),
        Speakers(house, doors),
        Filings(house, doors),
        Files(house, doors),
        PlainPages(house, doors),
        StatusPages(house, doors),
        PolicyPages(house),
        DemoPages(house),
    ):
        router.include_router(part.router())
    router.mount("/static/web", StaticFiles(directory=STATIC), name="web-static")
    return router
