"""How the desk behaves, as the operator sets it: ``MADOGUCHI_HELPDESK_*``."""

from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from helpdesk.tickets import Kind


class DeskSettings(BaseSettings):
    """Service targets are working days of the desk that handles the ticket."""

    model_config = SettingsConfigDict(env_prefix="MADOGUCHI_HELPDESK_", frozen=True, extra="ignore")

    inquiry_days: int = Field(
        2, ge=0, le=90, description="Working days within which a person is to answer a question."
    )
    complaint_days: int = Field(2, ge=0, le=90, description="Working days for a complaint.")
    rights_request_days: int = Field(5, ge=0, le=90, description="Working days for a privacy request.")
    opt_out_days: int = Field(3, ge=0, le=90, description="Working days for an opt-out.")
    incident_report_days: int = Field(
        1, ge=0, le=90, description="Working days for the report of an incident."
    )
    warn_service_hours: int = Field(
        8, ge=0, le=720, description="Hours before the desk's own target at which it is warned; 0 for never."
    )
    warn_legal_days: int = Field(
        7, ge=0, le=90, description="Days before a legal date at which the desk is warned; 0 for never."
    )
    status_link_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days that a secret status link lives after the last change of its ticket.",
    )
    keep_closed_days: int = Field(
        730, ge=1, le=36500, description="Days that a closed ticket keeps its personal data."
    )
    keep_identity_days: int = Field(
        30, ge=1, le=36500, description="Days after the decision that proofs of identity are kept."
    )
    keep_files_days: int = Field(
        730, ge=1, le=36500, description="Days after a ticket's end that its other files are kept."
    )
    keep_unsent_days: int = Field(
        90, ge=1, le=36500, description="Days that the text of a message waits to be sent."
    )
    keep_questions_days: int = Field(
        180, ge=1, le=36500, description="Days that the words of an unanswered question are kept."
    )
    attachment_megabytes: int = Field(
        10, ge=1, le=100, description="Size of the largest file that is taken, in megabytes."
    )
    require_second_factor: bool = Field(
        False, description="Whether every account that signs in with a password needs a second factor."
    )
    session_hours: int = Field(
        12, ge=1, le=720, description="Hours after which an agent has to sign in again."
    )
    session_idle_minutes: int = Field(
        60, ge=5, le=43200, description="Minutes without use after which an agent has to sign in again."
    )

    second_agent: bool = Field(
        True, description="Whether a denial or a disclosure needs a second agent; without, the trail says so."
    )

    def target_days(self, kind: Kind) -> int:
        """The service target for a kind of ticket, in working days."""
        days: int = getattr(self, f"{kind}_days")
        return days

    @property
    def warn_service(self) -> timedelta:
        """How long before its own target the desk is warned."""
        return timedelta(hours=self.warn_service_hours)

    @property
    def warn_legal(self) -> timedelta:
        """How long before a legal date the desk is warned."""
        return timedelta(days=self.warn_legal_days)

    @property
    def status_link_life(self) -> timedelta:
        """How long a status link lives."""
        return timedelta(days=self.status_link_days)

    @property
    def keep_closed(self) -> timedelta:
        """How long a closed ticket keeps its personal data."""
        return timedelta(days=self.keep_closed_days)

    @property
    def attachment_bytes(self) -> int:
        """Size of the largest file that is taken."""
        return self.attachment_megabytes * 2**20

    @property
    def session_life(self) -> timedelta:
        """How long an agent stays signed in."""
        return timedelta(hours=self.session_hours)

    @property
    def session_idle(self) -> timedelta:
        """How long an agent stays signed in without using it."""
        return timedelta(minutes=self.session_idle_minutes)


class ProviderSettings(BaseSettings):
    """A provider of identities through which agents may sign in (OpenID Connect)."""

    model_config = SettingsConfigDict(
        env_prefix="MADOGUCHI_OIDC_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    issuer: str | None = Field(
        None,
        description="Address of the provider, exactly as it names itself; single sign-on is off without.",
    )
    client_id: str | None = Field(None, description="What the provider calls this desk.")
    client_secret: SecretStr | None = Field(
        None, description="Secret that the provider gave with it, if any."
    )
    domains: tuple[str, ...] = Field(
        (), description="E-mail domains whose people get an account by signing in; it waits to be opened."
    )
    label: str = Field("Single sign-on", description="What the button on the sign-in page says.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.issuer and not self.client_id:
            raise ValueError("MADOGUCHI_OIDC_CLIENT_ID is needed with an issuer; the provider gives it")
        if self.issuer and not is_safe(self.issuer):
            raise ValueError("MADOGUCHI_OIDC_ISSUER must begin with https://")
        return self


def is_safe(url: str) -> bool:
    """Whether what is sent there is kept from others: HTTPS, or this very machine."""
    parts = urlsplit(url)
    is_here = parts.hostname in ("127.0.0.1", "localhost")
    return parts.scheme == "https" or (parts.scheme == "http" and is_here)
