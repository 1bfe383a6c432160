"""The room as parts of other people's LangChain programs: clauses as documents, the encoder as embeddings."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, SkipValidation

from knowledge.clauses import Audience
from knowledge.config import KnowledgeSettings
from knowledge.ports import Floats
from knowledge.queries import query
from knowledge.shelf import Found, Shelf
from knowledge.wiring import open_encoder


class ClauseRetriever(BaseRetriever):
    """Documents are the clauses nearest to a question, best first, at most `k`; nothing leaves the machine.

    `organisations` in search order, a group company before its group; `as_of` is today when None.
    """

    shelf: SkipValidation[Shelf]
    organisations: tuple[str, ...]
    audience: Audience = "public"
    as_of: date | None = None
    k: int = Field(default=5, ge=1)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        day = self.as_of or datetime.now(UTC).date()
        found = self.shelf.search(query, self.organisations, self.audience, day, self.k)
        return [_document(each) for each in found]


class EncoderEmbeddings(Embeddings):
    """Pooled unit vectors of the bundled encoder, or of the one that `encoder` names as the setting does.

    A question in Japanese is embedded by its English terms where the glossary knows them, as in retrieval.
    """

    def __init__(self, encoder: str | None = None) -> None:
        self._encoder = open_encoder(encoder or KnowledgeSettings().encoder)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector per text."""
        return [_listed(each.pooled) for each in self._encoder.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return _listed(self._encoder.encode([query(text).meaning])[0].pooled)


def _document(found: Found) -> Document:
    """A clause with its address; `start` and `end` index the version's text. Plain JSON values only."""
    version, clause = found.version, found.clause
    address = version.address(clause)
    metadata: dict[str, Any] = {
        "address": str(address),
        "organisation": address.organisation,
        "policy": address.policy,
        "version": address.version,
        "place": address.place,
        "number": clause.number,
        "heading_path": list(clause.heading_path),
        "lead_in": clause.lead_in,
        "start": clause.start,
        "end": clause.end,
        "title": version.title,
        "language": version.language,
        "effective": version.effective.isoformat() if version.effective else None,
        "score": float(found.score),
    }
    return Document(id=str(address), page_content=clause.text, metadata=metadata)


def _listed(vector: Floats | Sequence[float]) -> list[float]:
    return [float(value) for value in vector]
