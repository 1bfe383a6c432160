"""Settings of the running process (`MADOGUCHI_*`); each room has its own beside its code."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class BotSettings(BaseSettings):
    """Where the process listens and stores, and how long it keeps what people wrote."""

    model_config = SettingsConfigDict(env_prefix="MADOGUCHI_BOT_", extra="ignore")

    database_url: str | None = Field(None, description="Database URL; default: SQLite in the data folder.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, description="Port to listen on.")
    public_url: str | None = Field(
        None, description="Public base URL, used in links; https:// makes cookies secure."
    )
    allowed_hosts: tuple[str, ...] = Field(
        ("127.0.0.1", "localhost", "[::1]"), description="Host names the server answers to."
    )
    conversation_days: int = Field(30, description="Days until a conversation without a ticket is deleted.")
    inbox_days: int = Field(30, description="Days until an event of Slack that came in is forgotten.")
    unfinished_minutes: int = Field(
        30, description="Minutes until a request neither filed nor declined becomes a ticket by itself."
    )
    key_ring: SecretStr | None = Field(
        None, description="The keys themselves, as `madoguchi keys next` prints them, instead of a file."
    )
    key_wrap: tuple[str, ...] = Field(
        (), description="Command by which a key service encrypts the key file, from stdin to stdout."
    )
    key_unwrap: tuple[str, ...] = Field(
        (), description="Command by which it decrypts the key file, from stdin to stdout."
    )
    drain_seconds: float = Field(
        0, ge=0, description="Seconds after SIGTERM for which requests are still taken while not ready."
    )
    metrics_token: SecretStr | None = Field(
        None, min_length=16, description="Token for `/metrics`, which is not there without one."
    )
    max_body_bytes: int = Field(64 * 1024, description="Largest request body that is read, in bytes.")

    def database_url_for(self, data: Path) -> str:
        """The configured database, or the SQLite file of the data folder."""
        return self.database_url or f"sqlite:///{data / 'madoguchi.db'}"
