"""The server: every door of the house in one FastAPI application."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.alerting import DeskChannel
from bot.api_docs import STATIC, build_api_docs
from bot.delivery import Channel
from bot.email import build_email
from bot.headers import SecurityHeaders
from bot.health import build_health
from bot.slack import build_slack
from bot.web import Bells, SiteOrigins, WebChannel, build_web, install_failures
from bot.wiring import House
from helpdesk import ProviderSettings, open_provider
from helpdesk.api import build_desk_api
from helpdesk.console import build_console


def build_app(house: House) -> FastAPI:
    """The application of an open house; delivery and Slack run from its start to its stop."""
    slack = build_slack(house)
    bells = Bells(house.store.last_sequence)
    web = WebChannel(house.store, bells)
    email = build_email(house)
    desks = [slack.desk if slack else None, email.desk if email else None]
    cards = slack.desk if slack else None
    alerts = DeskChannel([one for one in desks if one], house.settings.public_url, cards)
    channels: list[Channel | None] = [web, alerts, slack.channel if slack else None, email]
    delivery = house.delivery(tuple(channel for channel in channels if channel))
    stop = threading.Event()
    deliverer = threading.Thread(target=delivery.run, args=(stop,), name="delivery", daemon=True)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        deliverer.start()
        if slack:
            await slack.start()
        yield
        if slack:
            await slack.stop()
        stop.set()
        deliverer.join(timeout=10)

    app = FastAPI(
        title="Madoguchi",
        version=version("madoguchi"),
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        max_body_size=house.settings.max_body_bytes,
    )
    install_failures(app)
    app.add_middleware(SiteOrigins, sites=house.sites)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(house.settings.allowed_hosts))
    workers = {"delivery": deliverer.is_alive} | ({"slack": slack.alive} if slack else {})
    if slack:
        app.include_router(slack.router)  # first: routes are tried in order, and Slack waits three seconds
    app.include_router(build_health(house, workers))
    app.include_router(build_api_docs())
    app.include_router(build_web(house, bells))
    secure = (house.settings.public_url or "").startswith("https://")
    console = build_console(
        house.desk,
        secure_cookies=secure,
        policies=lambda organisation: house.knowledge.shelf.policies(organisation),
        clock=house.clock,
        provider=open_provider(ProviderSettings(), house.clock),
        public_url=house.settings.public_url,
    )
    app.include_router(console)
    app.include_router(build_desk_api(house.desk))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
