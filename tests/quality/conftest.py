"""A room with the bundled encoder that has read a folder of policies."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.database import Database
from ingest import find_documents, read_policy
from knowledge import Knowledge, metadata, open_knowledge

ReadIn = Callable[[Path], Knowledge]


@pytest.fixture(scope="module")
def read_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadIn]:
    """Opens the room for a folder; a file's stem names its organisation."""
    opened: list[tuple[Knowledge, Database]] = []

    def read(folder: Path) -> Knowledge:
        data = tmp_path_factory.mktemp("house")
        database = Database.at(data)
        metadata.create_all(database.engine)
        knowledge = open_knowledge(database, data / "index")
        opened.append((knowledge, database))
        for path in find_documents([folder]):
            knowledge.indexer.replace(read_policy(path, organisation=path.stem).version)
        return knowledge

    yield read
    for knowledge, database in opened:
        knowledge.close()
        database.close()
