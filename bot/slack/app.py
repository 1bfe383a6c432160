"""Puts the Slack app together."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient

from bot.slack.channel import SlackChannel
from bot.slack.choices import Choices
from bot.slack.desk_post import SlackDesk
from bot.slack.installations import Installations
from bot.slack.listeners import register
from bot.slack.oauth import build_oauth
from bot.slack.passes import Passes
from bot.slack.payloads import Body
from bot.slack.routes import build_routes
from bot.slack.signing import Signatures
from bot.slack.socket_mode import SocketModeDoor
from bot.slack.worker import Worker
from bot.slack.workspaces import UnknownWorkspace, Workspaces

if TYPE_CHECKING:
    from bot.slack.config import SlackSettings
    from bot.wiring import House

log = logging.getLogger(__name__)

NO_TOKEN = ""


@dataclass(frozen=True, slots=True)
class SlackDoor:
    """The Slack app: `router` takes events over HTTP, and installations; in Socket Mode `start` connects."""

    router: APIRouter
    channel: SlackChannel
    worker: Worker
    workspaces: Workspaces
    socket: SocketModeDoor | None
    desk: SlackDesk | None

    @classmethod
    def of(cls, house: "House", settings: "SlackSettings") -> "SlackDoor":
        """The app of an open house; nothing is sent to Slack yet."""
        installations = Installations(house.database, house.vault, house.clock)
        choices = Choices(house.database, house.vault)
        workspaces = Workspaces(house, settings, installations, choices)
        worker = Worker(house.inbox, workspaces)
        app = build_app(worker)
        register(app, worker, workspaces)
        router, socket = APIRouter(), None
        if settings.app_token:
            token = settings.app_token.get_secret_value()
            socket = SocketModeDoor(app, token, settings.base_url, worker.hurry)
        elif settings.signing_secret:
            signatures = Signatures(settings.signing_secret.get_secret_value())
            router.include_router(build_routes(app, signatures, worker.hurry))
        if settings.client_id and house.settings.public_url:
            passes = Passes(house.database, house.clock)
            router.include_router(build_oauth(settings, house.settings.public_url, passes, workspaces))
        desk = SlackDesk(workspaces, settings, house.desk, house.settings.public_url)
        channel = SlackChannel(workspaces, house.desk, house.settings.public_url)
        return cls(router, channel, worker, workspaces, socket, desk if settings.desk_channel else None)

    def start(self) -> None:
        """Begin to work and, in Socket Mode, to connect."""
        self.worker.start()
        if self.socket:
            self.socket.open()

    def alive(self) -> bool:
        """Whether what comes in is worked through."""
        return self.worker.alive

    def stop(self) -> None:
        """Take nothing more in, finish what is in hand."""
        if self.socket:
            self.socket.close()
        self.worker.stop()


def build_app(worker: Worker) -> App:
    """Bolt, which only routes and acknowledges: listeners run before the response and do nothing slow.

    It gets no token: what is sent to Slack goes through the clients of `Workspaces`.
    Its loggers are kept from writing payloads, which they do at DEBUG and INFO.
    """
    for name in ("slack_bolt", "slack_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)
    app = App(
        client=WebClient(),
        authorize=lambda enterprise_id, team_id: AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=NO_TOKEN
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
        if isinstance(error, UnknownWorkspace):
            log.warning("slack workspace unknown", extra={"team": str(error)})
            return BoltResponse(status=200)
        if body.get("type") == "event_callback":
            return BoltResponse(status=503)
        worker.tell(body, error, "acknowledge")
        return BoltResponse(status=200)

    return app
