"""Which language model may word answers, where it may be reached, and what it may cost."""

from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings

from knowledge.errors import KnowledgeError

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
"""Hosts that are this machine: what is sent there goes nowhere."""

EVERYBODY: Final = "*"
"""In place of the names of organisations: all of them."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider is reached by default, which variable holds its key, and its extra."""

    url: str
    key: str | None
    extra: str


PROVIDERS: Final = {
    "openai": Provider("https://api.openai.com/v1", "OPENAI_API_KEY", "openai"),
    "anthropic": Provider("https://api.anthropic.com", "ANTHROPIC_API_KEY", "anthropic"),
    "google_genai": Provider("https://generativelanguage.googleapis.com", "GOOGLE_API_KEY", "google"),
    "ollama": Provider("http://127.0.0.1:11434", None, "ollama"),
}
"""By the name that LangChain's `init_chat_model` has for them."""


class LanguageModelSettings(BaseSettings):
    """Without `language_model` no model is ever called."""

    language_model: str | None = Field(
        default=None,
        description="model that words answers, as provider:model, e.g. openai:gpt-5-mini",
    )
    language_model_organisations: tuple[str, ...] = Field(
        default=(), description='organisations that switched it on; ["*"] for all'
    )
    language_model_url: str | None = Field(
        default=None, description="where it is reached; default: the provider's own address"
    )
    language_model_hosts: tuple[str, ...] = Field(
        default=("api.openai.com", "api.anthropic.com", "generativelanguage.googleapis.com"),
        description="hosts that questions may be sent to, by https; this machine needs no listing",
    )
    language_model_seconds: float = Field(
        default=12, gt=0, le=120, description="seconds until an answer that is not whole is given up"
    )
    language_model_answer_tokens: int = Field(
        default=1500, ge=100, le=20_000, description="tokens that the model may write for one answer"
    )
    language_model_daily_tokens: int = Field(
        default=1_000_000, ge=0, description="tokens of a day (UTC), counted before each call at its largest"
    )

    @model_validator(mode="after")
    def _may_be_called(self) -> Self:
        if self.language_model is None:
            return self
        vendor, _, model = self.language_model.partition(":")
        if vendor not in PROVIDERS or not model:
            raise ValueError(
                f"MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL: write provider:model, of {', '.join(PROVIDERS)}"
            )
        if not self.language_model_organisations:
            raise ValueError(
                "MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_ORGANISATIONS: name the organisations that switched the "
                'language model on, or ["*"] for all'
            )
        _check_reachable(endpoint(self), self.language_model_hosts)
        return self


def endpoint(settings: LanguageModelSettings) -> str:
    """The base URL of the configured model."""
    return settings.language_model_url or provider(settings).url


def provider(settings: LanguageModelSettings) -> Provider:
    """The provider of the configured model. KnowledgeError when none is configured."""
    if settings.language_model is None:
        raise KnowledgeError("MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL: name a model, as provider:model")
    return PROVIDERS[settings.language_model.partition(":")[0]]


def _check_reachable(url: str, hosts: tuple[str, ...]) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
        raise ValueError("MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_URL: write a plain https:// address, no key")
    if host in LOOPBACK:
        return
    if parts.scheme != "https":
        raise ValueError(
            f"MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_URL: {host} must be reached by https://; "
            "only this machine may be reached without"
        )
    if host not in hosts:
        raise ValueError(
            f"MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_URL: {host} is not allowed; "
            "add it to MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL_HOSTS if questions may be sent there"
        )
