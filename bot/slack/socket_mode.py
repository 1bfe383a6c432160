"""Socket Mode: Slack is called, so that nothing needs to be reachable from outside."""

import logging
import threading
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

if TYPE_CHECKING:
    from bot.slack.hurry import Hurry

log = logging.getLogger(__name__)

WAIT = 10.0
"""Seconds between attempts to connect."""


class SocketModeDoor:
    """Keeps a connection to Slack open; the SDK reconnects a connection that breaks."""

    def __init__(self, app: App, app_token: str, base_url: str, hurry: "Hurry") -> None:
        self._app = app
        self._hurry = hurry
        self._client = SocketModeClient(app_token, web_client=WebClient(base_url=base_url))
        self._client.socket_mode_request_listeners.append(self.on_request)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._connect, name="slack-connect", daemon=True)

    def open(self) -> None:
        """Connect, in the background: the rest of the house does not wait for Slack."""
        self._thread.start()

    def close(self) -> None:
        """Disconnect."""
        self._stop.set()
        self._client.close()

    def on_request(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Dispatch and acknowledge. Without the acknowledgement Slack sends it again, as it should."""
        self._hurry.came()
        send_response(client, request, run_bolt_app(self._app, request), 0.0)

    def _connect(self) -> None:
        while not self._stop.is_set():
            try:
                self._client.connect()
            except (SlackApiError, OSError) as error:
                log.warning("slack not connected", extra={"reason": type(error).__name__})
                self._stop.wait(WAIT)
            else:
                return
