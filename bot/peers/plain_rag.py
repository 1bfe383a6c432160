"""What Madoguchi is compared with: the retrieval that one builds first.

LangChain's splitter makes pieces of 1 000 characters with 200 of overlap, sentence-transformers embeds
them, Chroma gives the four nearest of the organisation. No model words them: they are the answer.
LangChain's wrappers of the two libraries would do no more than the calls below.
"""

from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.peers.contestant import Job, Place

SIZE, OVERLAP, NEAREST = 1000, 200, 4


class PlainRag:
    """An index in a folder, made there when there is none."""

    def __init__(self, folder: Path, model: str) -> None:
        from chromadb import PersistentClient
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(model, device="cpu")
        self._pieces: Any = PersistentClient(str(folder)).get_or_create_collection("pieces")

    def index(self, job: Job) -> None:
        """Take the texts in."""
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(
            chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True
        )
        for organisation, version, text in job.texts:
            about = {"organisation": organisation, "version": version}
            pieces = splitter.create_documents([text], [about])
            words = [piece.page_content for piece in pieces]
            self._pieces.add(
                ids=[str(uuid4()) for _ in pieces],
                documents=words,
                metadatas=[piece.metadata for piece in pieces],
                embeddings=self._embedded(words),
            )

    def answer(self, organisation: str, question: str) -> Any:
        """The nearest pieces, as Chroma gives them."""
        return self._pieces.query(
            query_embeddings=self._embedded([question]),
            n_results=NEAREST,
            where={"organisation": organisation},
        )

    def places(self, answered: Any) -> list[Place]:
        """Where the pieces stand, the nearest first."""
        pieces = zip(answered["documents"][0], answered["metadatas"][0], strict=True)
        return [(at["start_index"], at["start_index"] + len(text), at["version"]) for text, at in pieces]

    def _embedded(self, texts: list[str]) -> Any:
        return self._model.encode(texts, show_progress_bar=False)
