"""What the clause store promises on every database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from bot.database import Database
from knowledge import metadata
from knowledge.adapters import sql_clauses as store
from knowledge.adapters.sql_tables import BuildRow
from knowledge.tokens import TokenVectors
from tests import postgres
from tests.fakes.encoders import HashingEncoder
from tests.knowledge.policies import policy

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    folder = tmp_path_factory.mktemp("postgres")
    with postgres.running(folder) as url:
        yield url


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.enable_socket])]
)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        database = Database.at(tmp_path)
    else:
        request.getfixturevalue("socket_enabled")
        database = Database(request.getfixturevalue("server"), tmp_path / "write.lock")
    metadata.create_all(database.engine)
    yield database
    metadata.drop_all(database.engine)
    database.close()


def test_a_version_comes_back_as_it_went_in(database: Database) -> None:
    version = policy(language="ja", effective=None, version="4cba73f6")
    with database.write() as session:
        store.add(session, version, NOW)
    with database.read() as session:
        row = store.find(session, "nordlicht", "privacy-policy", "4cba73f6")
        assert row is not None
        assert store.load(session, row) == version
        assert row.imported_at == NOW
        assert row.fingerprint == store.fingerprint(version)
        assert store.clause_counts(session) == {row.id: 8}


def test_the_same_name_replaces_and_gets_a_new_id(database: Database) -> None:
    with database.write() as session:
        first = store.add(session, policy(), NOW).id
    with database.write() as session:
        second = store.add(session, policy({"1. A": ["Other words."]}), NOW).id
    with database.read() as session:
        (row,) = store.rows(session)
        assert (row.id, first != second) == (second, True)
        assert store.load(session, row).by_place["1.p1"].text == "Other words."
        assert len(store.hashes(session, row.id or 0)) == 2


def test_the_latest_dated_version_is_in_force(database: Database) -> None:
    with database.write() as session:
        for day in (date(2024, 1, 1), date(2026, 1, 1), date(2030, 1, 1)):
            store.add(session, policy(version=day.isoformat(), effective=day), NOW)
        store.add(session, policy(slug="undated", version="abcdef01", effective=None), NOW)
    with database.read() as session:
        rows = store.rows(session, "nordlicht")
        assert {row.version for row in store.in_force(rows, date(2026, 6, 1))} == {"2026-01-01", "abcdef01"}
        assert {row.version for row in store.in_force(rows, date(2023, 6, 1))} == {"abcdef01"}


def test_vectors_are_kept_by_hash_and_model(database: Database) -> None:
    encoder = HashingEncoder()
    keys = [f"{number:064x}" for number in range(1200)]
    encodings = dict(zip(keys, encoder.encode([f"text {key}" for key in keys]), strict=True))
    with database.write() as session:
        store.add_embeddings(session, "one", encodings)
        store.add_embeddings(session, "one", encodings)
    with database.read() as session:
        assert store.missing_embeddings(session, "one", keys) == set()
        assert store.missing_embeddings(session, "two", keys[:2]) == set(keys[:2])
        pooled, tokens = store.embeddings(session, "one", [keys[7], keys[3], keys[7]])
        assert np.array_equal(pooled[0], encodings[keys[7]].pooled)
        assert np.allclose(TokenVectors.joined(tokens).of([1]), encodings[keys[3]].tokens, atol=0.02)
        with pytest.raises(KeyError):
            store.embeddings(session, "two", keys[:1])


def test_a_build_is_live_per_organisation_and_audience(database: Database) -> None:
    with database.write() as session:
        for audience in ("public", "employees"):
            session.add(
                BuildRow(
                    organisation="nordlicht",
                    audience=audience,
                    name=f"n-{audience}",
                    model="one",
                    versions=[1, 2],
                    built_at=NOW,
                )
            )
    with database.write() as session:
        assert store.live_build(session, "nordlicht", "public").versions == [1, 2]  # type: ignore[union-attr]
        store.forget_build(session, "nordlicht", "public")
        assert [row.name for row in store.builds(session)] == ["n-employees"]
        store.forget_build(session, "nordlicht", "employees")
    with database.read() as session:
        assert store.live_build(session, "nordlicht", "employees") is None
