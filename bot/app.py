"""The server: every door of the house in one FastAPI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.concurrency import contextmanager_in_threadpool
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.api_docs import STATIC, build_api_docs
from bot.headers import SecurityHeaders
from bot.health import build_health
from bot.metrics import install_metrics
from bot.readiness import Readiness
from bot.refusals import Refusals
from bot.request_ids import RequestIds
from bot.web import Bells, SiteOrigins, build_web, install_failures
from bot.wiring import House
from bot.working import Work
from helpdesk import ProviderSettings, open_provider
from helpdesk.api import build_desk_api
from helpdesk.console import build_console


def build_app(house: House) -> FastAPI:
    """The application of an open house; delivery and Slack run from its start to its stop."""
    bells = Bells(house.store, house.stopping)
    work = Work(house, bells)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with contextmanager_in_threadpool(work):
            yield

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
    secure = (house.settings.public_url or "").startswith("https://")
    app.add_middleware(SecurityHeaders, secure=secure)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(house.settings.allowed_hosts))
    install_metrics(app, house, bells)
    app.add_middleware(Refusals)
    app.add_middleware(RequestIds)  # the outermost: what the others refuse has a number too
    if work.slack:
        # First: routes are tried in order, and Slack waits three seconds.
        app.include_router(work.slack.router)
    app.include_router(build_health(Readiness(house, work.delivery, work.parts)))
    app.include_router(build_api_docs())
    app.include_router(build_web(house, bells))
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
