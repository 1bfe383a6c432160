"""The workspaces the app works in: each has its organisation, its client and its assistant."""

import threading
from typing import TYPE_CHECKING

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot.slack.assistant import Assistant, Clients
from bot.slack.config import desk_place
from bot.slack.installations import Granted, Installation

if TYPE_CHECKING:
    from bot.slack.choices import Choices
    from bot.slack.config import SlackSettings
    from bot.slack.installations import Installations
    from bot.wiring import House

PATIENCE = 10
"""Seconds to wait for an answer of Slack's."""


class UnknownWorkspace(LookupError):
    """The app is not installed there, or not any more."""


class Workspaces:
    """Makes the assistant of a workspace when it is first needed.

    A workspace is installed by its administrators (its token is in the database), or it is the one whose
    token is in the settings.
    """

    def __init__(
        self,
        house: "House",
        settings: "SlackSettings",
        installations: "Installations",
        choices: "Choices",
    ) -> None:
        self._house = house
        self._settings = settings
        self.choices = choices
        self.installations = installations
        self._own: str | None = None
        self._made: dict[tuple[str, str], Assistant] = {}
        self._lock = threading.Lock()

    def own(self) -> str | None:
        """The workspace of the settings' token; asks Slack the first time. Raises SlackApiError."""
        token = self._settings.bot_token
        if token is not None and self._own is None:
            client = build_client(token.get_secret_value(), self._settings.base_url)
            told = client.auth_test()
            granted = Granted(
                str(told["team_id"]), str(told.get("team") or told["team_id"]), str(told["user_id"]), (), None
            )
            self.installations.keep(granted, self._settings.organisation or "")
            self._own = granted.team
        return self._own

    def of(self, team: str) -> Assistant:
        """The assistant of a workspace. Raises UnknownWorkspace."""
        found = self._installation(team)
        stamp = found.installed_at.isoformat()
        with self._lock:
            if (made := self._made.get((team, stamp))) is None:
                made = self._made[team, stamp] = Assistant(
                    self._house,
                    self._clients(team),
                    self.choices,
                    found.organisation,
                    team,
                    serves_desk=self._serves_desk(team),
                )
        return made

    def forget(self, team: str) -> None:
        """Drop what is kept in memory of a workspace."""
        with self._lock:
            for key in [key for key in self._made if key[0] == team]:
                del self._made[key]

    def _installation(self, team: str) -> Installation:
        found = self.installations.find(team)
        if found is None and self._own is None and self.own() == team:
            found = self.installations.find(team)
        if found is None:
            raise UnknownWorkspace(team)
        return found

    def _serves_desk(self, team: str) -> bool:
        """Whether the desk's channel is in this workspace: elsewhere nobody acts for an agent."""
        named, channel = desk_place(self._settings.desk_channel or "")
        return bool(channel) and team == (named or self.own())

    def _clients(self, team: str) -> Clients:
        token, url = self._token(team), self._settings.base_url
        return Clients(build_client(token, url), WebClient(token, url, timeout=PATIENCE, retry_handlers=[]))

    def _token(self, team: str) -> str:
        if token := self.installations.token(team):
            return token
        if self._settings.bot_token is None:
            raise UnknownWorkspace(team)
        return self._settings.bot_token.get_secret_value()


def build_client(token: str, base_url: str) -> WebClient:
    """A client that tries again once when Slack fails or cannot be reached.

    Where Slack is busy (429) it does not sleep here: the work is put off for as long as Slack asks, and the
    worker goes on with other people's.
    """
    handlers = [
        ConnectionErrorRetryHandler(max_retry_count=1),
        ServerErrorRetryHandler(max_retry_count=1),
    ]
    return WebClient(token=token, base_url=base_url, timeout=PATIENCE, retry_handlers=handlers)
