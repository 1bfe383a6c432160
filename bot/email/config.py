"""Settings of e-mail (`MADOGUCHI_EMAIL_*`)."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class EmailSettings(BaseSettings):
    """The server that takes our e-mail; without a host none is sent."""

    model_config = SettingsConfigDict(
        env_prefix="MADOGUCHI_EMAIL_", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    host: str | None = Field(None, description="Mail server (SMTP); e-mail is sent when it is set.")
    port: int = Field(587, ge=1, le=65535, description="Its port.")
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="How the connection is encrypted; none for a relay next door that asks for no password.",
    )
    user: str | None = Field(None, description="User name at the mail server.")
    password: SecretStr | None = Field(None, description="Password at the mail server.")
    sender: str | None = Field(
        None, description="Sender, as desk@example.org or Name <desk@example.org>; needed with a host."
    )
    desk_address: str | None = Field(
        None, description="Address at which the desk is told of alerts; where no Slack channel takes them."
    )
    timeout_seconds: float = Field(20, gt=0, le=50, description="Seconds after which a try is given up.")

    @property
    def sender_address(self) -> Address:
        """The sender as a header value; ValueError when there is none that can be used."""
        name, address = parseaddr(self.sender or "")
        try:
            return Address(name, addr_spec=address)
        except (HeaderParseError, ValueError, IndexError):
            raise ValueError("the sender must be an address such as desk@example.org") from None

    @field_validator("user", "sender", "desk_address")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        if value and not value.isprintable():
            raise ValueError("must be one line without control characters")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.host is None:
            return self
        if not self.sender_address.domain:
            raise ValueError("set MADOGUCHI_EMAIL_SENDER to the address that e-mail comes from")
        if (self.user is None) != (self.password is None):
            raise ValueError("set MADOGUCHI_EMAIL_USER and MADOGUCHI_EMAIL_PASSWORD together, or neither")
        if self.security == "none" and self.password and not _is_here(self.host):
            raise ValueError(
                "a password needs an encrypted connection: set MADOGUCHI_EMAIL_SECURITY=starttls"
            )
        return self


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
