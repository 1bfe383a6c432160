"""Language models through LangChain's `init_chat_model`, with every way out of the house held shut."""

import os
from collections.abc import Generator
from typing import Any

import httpx
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langsmith import tracing_context

from knowledge.errors import KnowledgeError, ModelFailed
from knowledge.language_models import LanguageModelSettings, endpoint, provider
from knowledge.ports import Claim, Draft
from knowledge.prompting import SCHEMA

LONGEST_ANSWER = 8_000
"""Characters after which an answer is broken off, whatever the server thinks of its own limit."""


class TooLong(Exception):
    """The model does not come to an end."""


class LangChainModel:
    """One model; every call is streamed, without retries, tools, callbacks of others or tracing."""

    def __init__(self, name: str, chat: BaseChatModel) -> None:
        self.name = name
        self._chat = chat

    def drafts(self, instructions: str, material: str) -> Generator[Draft, None, None]:
        """Sentences as they are written, each once the next one or the end has come."""
        structured = self._chat.with_structured_output(SCHEMA, method="json_schema")
        messages = [SystemMessage(instructions), HumanMessage(material)]
        told = 0
        written: list[Any] = []
        try:
            with tracing_context(enabled=False):
                for answer in structured.stream(messages, config={"callbacks": [_Size()]}):
                    written = _sentences(answer)
                    for sentence in written[told:-1]:
                        yield _draft(sentence)
                    told = max(told, len(written) - 1)
        except Exception as error:  # noqa: BLE001  # each provider fails in ways of its own
            raise ModelFailed(type(error).__name__) from None
        for sentence in written[told:]:
            yield _draft(sentence)


class _Size(BaseCallbackHandler):
    """Breaks a call off when the model writes too much."""

    raise_error = True

    def __init__(self) -> None:
        self._written = 0

    def on_llm_new_token(self, token: Any, **kwargs: Any) -> None:
        self._written += len(str(token))
        if self._written > LONGEST_ANSWER:
            raise TooLong


def open_chat_model(settings: LanguageModelSettings) -> LangChainModel:
    """Open the configured model; nothing is sent yet.

    KnowledgeError when its extra or its key is missing, or the provider refuses the settings.
    """
    chosen = provider(settings)
    name = str(settings.language_model)
    if chosen.key and not os.environ.get(chosen.key):
        raise KnowledgeError(f"{name}: set {chosen.key}, or unset MADOGUCHI_KNOWLEDGE_LANGUAGE_MODEL")
    try:
        return LangChainModel(name, _chat_model(settings))
    except ImportError:
        raise KnowledgeError(f"{name} needs an extra: pip install 'madoguchi[{chosen.extra}]'") from None
    except ValueError as error:
        raise KnowledgeError(f"{name} cannot be opened ({type(error).__name__})") from None


def _chat_model(settings: LanguageModelSettings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    vendor, _, model = str(settings.language_model).partition(":")
    chat: BaseChatModel = init_chat_model(model, model_provider=vendor, **_options(vendor, settings))
    return chat


def _options(vendor: str, settings: LanguageModelSettings) -> dict[str, Any]:
    """What the providers call address, key, limits; a redirect would lead to a host that nobody allowed."""
    address, key = endpoint(settings), provider(settings).key
    seconds, tokens = settings.language_model_seconds, settings.language_model_answer_tokens
    if vendor == "ollama":
        plain = {"timeout": seconds, "follow_redirects": False}
        return {"base_url": address, "num_predict": tokens, "client_kwargs": plain}
    options = {
        "base_url": address,
        "api_key": os.environ[str(key)],
        "max_tokens": tokens,
        "timeout": seconds,
        "max_retries": 0,
    }
    if vendor == "openai":
        client = httpx.Client(timeout=seconds, follow_redirects=False)
        options |= {"http_client": client, "openai_proxy": None, "use_responses_api": False}
    if vendor == "google_genai":
        options |= {"transport": "rest"}
    return options


def _sentences(answer: Any) -> list[Any]:
    found = answer.get("sentences") if isinstance(answer, dict) else None
    return found if isinstance(found, list) else []


def _draft(sentence: Any) -> Draft:
    """Whatever the model made of the schema; what is missing or of another kind is left out."""
    plain = sentence if isinstance(sentence, dict) else {}
    quotes = plain.get("quotes")
    claims = [each for each in quotes if isinstance(each, dict)] if isinstance(quotes, list) else []
    return Draft(_text(plain, "text"), tuple(Claim(_text(e, "address"), _text(e, "quote")) for e in claims))


def _text(plain: dict[str, Any], name: str) -> str:
    value = plain.get(name)
    return value if isinstance(value, str) else ""
