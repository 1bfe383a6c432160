"""A room whose answers are worded by a fake language model on this machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.database import Database
from knowledge import Knowledge, KnowledgeSettings, metadata
from knowledge.wiring import assembled
from tests.fakes.encoders import HASHING, HashingEncoder
from tests.fakes.language_model.server import Character, FakeLanguageModel
from tests.knowledge.policies import policy

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)

OpenRoom = Callable[..., Knowledge]
OpenModel = Callable[[Character], FakeLanguageModel]


@pytest.fixture
def speak(socket_enabled: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenModel]:
    """Starts the fake in a character."""
    monkeypatch.setenv("OPENAI_API_KEY", "a-key")
    with ExitStack() as stack:
        yield lambda character: stack.enter_context(FakeLanguageModel(character))


@pytest.fixture
def room_with(database: Database, tmp_path: Path) -> Iterator[OpenRoom]:
    """Opens a room with the Nordlicht policy, quoting or worded by a model; settings by keyword."""
    metadata.create_all(database.engine)
    with ExitStack() as stack:

        def open_room(model: FakeLanguageModel | None = None, **settings: object) -> Knowledge:
            chosen = (
                {
                    "language_model": "openai:fake",
                    "language_model_url": model.url,
                    "language_model_organisations": ("nordlicht",),
                    **settings,
                }
                if model
                else settings
            )
            merged = KnowledgeSettings(encoder=str(HASHING), **chosen)  # type: ignore[arg-type]
            knowledge = assembled(database, tmp_path / "index", HashingEncoder(), merged, lambda: NOON)
            stack.callback(knowledge.close)
            knowledge.indexer.replace(policy())
            return knowledge

        yield open_room
