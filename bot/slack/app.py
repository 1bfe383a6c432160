"""Puts the Slack app together."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from starlette.concurrency import run_in_threadpool

from bot.slack.assistant import Assistant
from bot.slack.channel import SlackChannel
from bot.slack.desk_post import SlackDesk
from bot.slack.failures import apologise
from bot.slack.listeners import register
from bot.slack.payloads import Body
from bot.slack.routes import build_routes
from bot.slack.signing import Signatures
from bot.slack.socket_mode import SocketModeDoor
from bot.slack.worker import Worker

if TYPE_CHECKING:
    from bot.slack.config import SlackSettings
    from bot.wiring import House

PATIENCE = 10
"""Seconds to wait for an answer of Slack's."""


@dataclass(frozen=True, slots=True)
class SlackDoor:
    """The Slack app: `router` is empty in Socket Mode, where `start` connects instead."""

    router: APIRouter
    channel: SlackChannel
    worker: Worker
    socket: SocketModeDoor | None
    desk: SlackDesk | None

    @classmethod
    def of(cls, house: "House", settings: "SlackSettings") -> "SlackDoor":
        """The app of an open house; nothing is sent to Slack yet."""
        token = settings.bot_token.get_secret_value() if settings.bot_token else ""
        client = build_client(token, settings.base_url)
        assistant = Assistant(house, client, settings.organisation or "")
        worker = Worker(house.inbox, lambda body, reference: apologise(assistant, body, reference))
        app = build_app(token, worker)
        register(app, worker, assistant)
        socket = None
        router = APIRouter()
        if settings.app_token:
            socket = SocketModeDoor(app, settings.app_token.get_secret_value(), settings.base_url)
        elif settings.signing_secret:
            router = build_routes(app, Signatures(settings.signing_secret.get_secret_value()))
        public_url, channel = house.settings.public_url, settings.desk_channel
        desk = SlackDesk(client, channel, house.desk, public_url) if channel else None
        return cls(router, SlackChannel(client, public_url), worker, socket, desk)

    async def start(self) -> None:
        """Begin to work and, in Socket Mode, to connect."""
        self.worker.start()
        if self.socket:
            self.socket.open()

    def alive(self) -> bool:
        """Whether what comes in is worked through."""
        return self.worker.alive

    async def stop(self) -> None:
        """Take nothing more in, finish what is in hand."""
        if self.socket:
            await run_in_threadpool(self.socket.close)
        await run_in_threadpool(self.worker.stop)


def build_client(token: str, base_url: str) -> WebClient:
    """A client that tries again when Slack is busy, fails, or cannot be reached."""
    handlers = [
        ConnectionErrorRetryHandler(max_retry_count=1),
        RateLimitErrorRetryHandler(max_retry_count=1),
        ServerErrorRetryHandler(max_retry_count=1),
    ]
    return WebClient(token=token, base_url=base_url, timeout=PATIENCE, retry_handlers=handlers)


def build_app(token: str, worker: Worker) -> App:
    """Bolt, which only routes and acknowledges: listeners run before the response and do nothing slow.

    Its loggers are kept from writing payloads, which they do at DEBUG and INFO.
    """
    for name in ("slack_bolt", "slack_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)
    app = App(
        client=WebClient(),
        authorize=lambda enterprise_id, team_id: AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=token
        ),
        process_before_response=True,
        request_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        raise_error_for_unhandled_request=True,
    )

    @app.error
    def on_error(error: Exception, body: Body) -> BoltResponse:
        """An event that could not be stored is refused, and Slack sends it again; a click is not repeated."""
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=200)  # not ours to answer, and no use in sending it again
        if body.get("type") == "event_callback":
            return BoltResponse(status=503)
        worker.tell(body, error, "acknowledge")
        return BoltResponse(status=200)

    return app
