"""Settings of the Slack app (`MADOGUCHI_SLACK_*`)."""

from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SlackSettings(BaseSettings):
    """How to reach Slack; without a bot token or a client id there is no Slack app."""

    model_config = SettingsConfigDict(
        env_prefix="MADOGUCHI_SLACK_", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    bot_token: SecretStr | None = Field(
        None, description="Bot token (xoxb-…); the Slack app starts when it is set."
    )
    signing_secret: SecretStr | None = Field(
        None, description="Signing secret of the Slack app; needed over HTTP."
    )
    app_token: SecretStr | None = Field(
        None, description="App-level token (xapp-…); when set, Socket Mode is used instead of HTTP."
    )
    organisation: str | None = Field(
        None, description="Organisation id whose desk this workspace talks to; needed with a bot token."
    )
    client_id: str | None = Field(
        None, description="Client id of the Slack app; with it, further workspaces can be connected."
    )
    client_secret: SecretStr | None = Field(
        None, description="Client secret of the Slack app; needed with a client id."
    )
    desk_channel: str | None = Field(
        None,
        description="Id of the channel in which the desk is told of alerts and sees a card for every ticket; "
        "the app must be in it. T…/C… where there are several workspaces.",
    )
    base_url: str = Field(
        "https://slack.com/api/", description="Address of Slack's Web API, for gateways and tests."
    )

    @property
    def transport(self) -> Literal["socket", "http"]:
        """Socket Mode when an app-level token is set."""
        return "socket" if self.app_token else "http"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.client_id and not (self.client_secret and self.signing_secret):
            raise ValueError(
                "a client id alone is not enough: set MADOGUCHI_SLACK_CLIENT_SECRET and "
                "MADOGUCHI_SLACK_SIGNING_SECRET (workspaces are connected over HTTP)"
            )
        if self.bot_token and not (self.app_token or self.signing_secret):
            raise ValueError(
                "a bot token alone is not enough: set MADOGUCHI_SLACK_APP_TOKEN (Socket Mode) "
                "or MADOGUCHI_SLACK_SIGNING_SECRET (HTTP)"
            )
        if self.bot_token and not self.organisation:
            raise ValueError(
                "set MADOGUCHI_SLACK_ORGANISATION to the organisation this workspace belongs to "
                "(madoguchi organisation list shows the ids)"
            )
        if self.desk_channel and not self.bot_token and "/" not in self.desk_channel:
            raise ValueError("MADOGUCHI_SLACK_DESK_CHANNEL needs its workspace here: T…/C…")
        return self


def desk_place(setting: str) -> tuple[str | None, str]:
    """Workspace and channel of `T…/C…`; without a workspace it is the one whose token is in the settings."""
    team, _, channel = setting.rpartition("/")
    return team or None, channel
