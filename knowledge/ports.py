"""What the room asks of the outside: sessions, an encoder, indexes and, by choice, a language model."""

from collections.abc import Collection, Generator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session as Session

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Bits = NDArray[np.uint8]


class Sessions(Protocol):
    """Hands out database sessions; `write` is one transaction under the one write lock."""

    def read(self) -> AbstractContextManager[Session]: ...

    def write(self) -> AbstractContextManager[Session]: ...


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text as the encoder sees it: a pooled unit vector (d,); per token a unit vector and a rarity."""

    pooled: Floats
    tokens: Floats
    rarity: Floats


class Encoder(Protocol):
    """Turns texts into vectors; a text's vectors never depend on what else is in the batch."""

    name: str
    """Names model and weights; stored vectors are kept under it."""

    def encode(self, texts: Sequence[str]) -> list[Encoding]: ...

    def token_spans(self, text: str) -> Ints:
        """`[start, end)` in the text of each token that `encode` gives a vector for, (n, 2), in order."""
        ...


class CrossEncoder(Protocol):
    """Reads question and passage together: slower than comparing vectors, and closer where it was trained."""

    def scores(self, question: str, passages: Sequence[str]) -> Floats:
        """(n,): how well each passage answers; only their order and distances count."""
        ...


Hits = list[tuple[int, float]]
"""Row numbers of an index with their scores, best first."""


class VectorIndex(Protocol):
    """Nearest rows by cosine similarity."""

    def search(self, vector: Floats, limit: int) -> Hits: ...

    def close(self) -> None: ...


class VectorStore(Protocol):
    """Builds and opens the vector index of each build. The folder is the build's; its name names the build,
    on whatever machine.
    """

    def build(self, folder: Path, vectors: Floats) -> None: ...

    def open(self, folder: Path, vectors: Floats) -> VectorIndex:
        """Open what `build` wrote of these vectors; BrokenIndex when it fails a probe."""
        ...

    def keep_only(self, names: Collection[str]) -> None:
        """Remove what lies outside the folders and belongs to a build of none of these names."""
        ...


class LexicalIndex(Protocol):
    """Rows by the words they share with a query; rows that share none are left out."""

    def search(self, text: str, limit: int) -> Hits: ...


class LexicalStore(Protocol):
    """Builds and opens lexical indexes, each in a folder of its own that is written once."""

    def build(self, folder: Path, texts: Sequence[str]) -> None: ...

    def open(self, folder: Path) -> LexicalIndex:
        """Raises BrokenIndex when the folder cannot be read."""
        ...

    def hold(self, texts: Sequence[str]) -> LexicalIndex:
        """An index in memory only."""
        ...


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause address and words said to stand there; nothing of it is checked yet."""

    address: str
    quote: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as a language model wrote it, and what it claims to rest on."""

    text: str
    claims: tuple[Claim, ...]


class LanguageModel(Protocol):
    """Words answers; what it writes is checked before anybody sees it."""

    name: str
    """As it is shown beside an answer."""

    def drafts(self, instructions: str, material: str) -> Generator[Draft, None, None]:
        """Sentences as they are written. ModelFailed, which quotes nothing, when it breaks off."""
        ...
