"""The one place where the room's parts are made and fitted together."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from knowledge.abstention import Calibration
from knowledge.adapters.sql_allowance import Allowance
from knowledge.answering import Answerer
from knowledge.builds import Builds
from knowledge.config import MODELS, KnowledgeSettings
from knowledge.extracting import Extractor
from knowledge.indexing import Indexer
from knowledge.live import Live
from knowledge.ports import CrossEncoder, Encoder, Sessions, VectorStore
from knowledge.recalling import Recaller
from knowledge.retrieval import Retriever
from knowledge.shelf import Shelf
from knowledge.writing import Writer

NO_TRACING = {
    **dict.fromkeys(("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2"), "false"),
    **dict.fromkeys(("LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"), "false"),
    "LANGSMITH_GATEWAY": "false",
}
"""Left on by the environment, each of them makes LangChain send prompts to a foreign host."""

WEIGHTS = Path("onnx/model.onnx")
"""In the folder of an encoder."""


class Knowledge:
    """What the policies say: policies in (`indexer`), answers out (`answerer`), texts to read (`shelf`)."""

    def __init__(
        self, indexer: Indexer, answerer: Answerer, shelf: Shelf, live: Live, encoder: Path | None
    ) -> None:
        self.indexer = indexer
        self.answerer = answerer
        self.shelf = shelf
        self._live = live
        self._encoder = encoder

    def troubles(self) -> Iterator[str]:
        """What goes wrong now, by name; answers are given all the same."""
        if self._encoder and not (self._encoder / WEIGHTS).is_file():
            yield "encoder_missing"
        if self.indexer.missing():
            yield "index_missing"
        if self.answerer.falls_back:
            yield "language_model_failing"

    def close(self) -> None:
        """Give file handles back."""
        self._live.close()


def open_knowledge(
    sessions: Sessions,
    directory: Path,
    *,
    settings: KnowledgeSettings | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Knowledge:
    """Open the room; index builds live under `directory`, which is made when missing.

    Raises KnowledgeError when the encoder or the language model cannot be opened.
    """
    settings = settings or KnowledgeSettings()
    return assembled(sessions, directory, open_encoder(settings.encoder), settings, clock)


def assembled(
    sessions: Sessions,
    directory: Path,
    encoder: Encoder,
    settings: KnowledgeSettings,
    clock: Callable[[], datetime],
) -> Knowledge:
    """The room around an encoder that is open already."""
    from knowledge.adapters.bm25_lexical import Bm25LexicalStore

    directory.mkdir(parents=True, exist_ok=True)
    builds = Builds(directory, open_vector_store(settings, sessions), Bm25LexicalStore())
    indexer = Indexer(sessions, builds, encoder, clock)
    live = Live(sessions, builds, indexer)
    retriever = Retriever(live, encoder, settings, _cross_encoder(settings))
    extractor = Extractor(retriever, _calibration(settings), settings)
    shelf = Shelf(sessions, live, retriever, clock)
    writer = _writer(settings, sessions, clock)
    answerer = Answerer(extractor, writer, Recaller(encoder, shelf, settings))
    return Knowledge(indexer, answerer, shelf, live, _folder(settings.encoder))


@cache
def open_encoder(name: str) -> Encoder:
    """The ONNX encoder in a folder, or a Sentence Transformers model by name; opened once per process."""
    from knowledge.adapters.onnx_models import OnnxEncoder

    if folder := _folder(name):
        return OnnxEncoder(folder)
    from knowledge.adapters.sentence_transformers_models import SentenceTransformersEncoder

    return SentenceTransformersEncoder(name)


def _folder(name: str) -> Path | None:
    """Where the encoder's files lie; None for one that Sentence Transformers fetches by its name."""
    return Path(name) if (Path(name) / WEIGHTS).is_file() else None


def _cross_encoder(settings: KnowledgeSettings) -> CrossEncoder | None:
    if settings.cross_encoder is None:
        return None
    from knowledge.adapters.sentence_transformers_models import SentenceTransformersCrossEncoder

    return SentenceTransformersCrossEncoder(settings.cross_encoder)


def _calibration(settings: KnowledgeSettings) -> Calibration:
    """That of the encoder's folder, or the bundled one."""
    own = Path(settings.encoder) / "calibration.json"
    return Calibration.open(own if own.is_file() else MODELS / "madoguchi-encoder" / "calibration.json")


def _writer(settings: KnowledgeSettings, sessions: Sessions, clock: Callable[[], datetime]) -> Writer | None:
    """What words answers, where a language model is set; nothing of LangChain is loaded otherwise."""
    if settings.language_model is None:
        return None
    os.environ.update(NO_TRACING)
    from knowledge.adapters.langchain_llm import open_chat_model

    allowance = Allowance(sessions, settings.language_model_daily_tokens, clock)
    return Writer(open_chat_model(settings), allowance, settings)


def open_vector_store(settings: KnowledgeSettings, sessions: Sessions) -> VectorStore:
    """The vector store that is set; KnowledgeError when the database cannot be one."""
    if settings.vectors == "exact":
        from knowledge.adapters.numpy_vectors import ExactVectorStore

        return ExactVectorStore()
    if settings.vectors == "pgvector":
        from knowledge.adapters.pgvector_vectors import PgVectorStore

        return PgVectorStore(sessions)
    from knowledge.adapters.chroma_vectors import ChromaVectorStore

    return ChromaVectorStore()
