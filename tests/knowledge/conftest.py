"""A knowledge room on a real database, real Chroma and real BM25, with an encoder that needs no model."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.database import Database
from knowledge import Knowledge, KnowledgeSettings, Question, metadata
from knowledge.wiring import assembled
from tests.fakes.encoders import HASHING, HashingEncoder


@dataclass
class Room:
    """The room with what a test moves: the day, and the encoder's count."""

    database: Database
    directory: Path
    today: date = date(2026, 11, 1)
    encoder: HashingEncoder = field(default_factory=HashingEncoder)
    vectors: str = "chroma"
    knowledge: Knowledge = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open the room (again), as a new process would."""
        settings = KnowledgeSettings(encoder=str(HASHING), vectors=self.vectors)
        self.knowledge = assembled(self.database, self.directory, self.encoder, settings, self.now)

    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)

    def builds(self) -> set[str]:
        """Names of the index folders on disk."""
        return {path.name for path in self.directory.iterdir()}


@pytest.fixture
def room(database: Database, tmp_path: Path) -> Iterator[Room]:
    metadata.create_all(database.engine)
    room = Room(database, tmp_path / "index")
    yield room
    room.knowledge.close()


Ask = Callable[..., Question]


@pytest.fixture
def ask() -> Ask:
    """A question with the usual reader and day filled in."""

    def question(
        text: str, *organisations: str, audience: str = "public", as_of: date = date(2026, 11, 1)
    ) -> Question:
        return Question(text, organisations or ("nordlicht",), audience, as_of, "en")  # type: ignore[arg-type]

    return question
