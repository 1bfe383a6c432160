"""An encoder without a model: words become fixed random directions, so shared words are what is near."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.ports import Encoding, Floats, Ints

HASHING = Path(__file__).parent / "hashing-encoder"
"""The folder of its calibration."""

WORD = re.compile(r"\w+")


class HashingEncoder:
    """Deterministic and quick; `encoded` counts the texts it was given."""

    name = "hashing"

    def __init__(self, width: int = 64) -> None:
        self.width = width
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        self.encoded += len(texts)
        return [self._one(text) for text in texts]

    def token_spans(self, text: str) -> Ints:
        return np.array([match.span() for match in WORD.finditer(text)], dtype=np.int32).reshape(-1, 2)

    def _one(self, text: str) -> Encoding:
        words = WORD.findall(text.lower())
        tokens = np.stack([self._direction(word) for word in words] or [self._direction("")])
        pooled = tokens.sum(axis=0)
        return Encoding(
            pooled=np.asarray(pooled / np.linalg.norm(pooled), dtype=np.float32),
            tokens=tokens[: len(words)],
            rarity=np.array([min(len(word), 8) for word in words], dtype=np.float32),
        )

    def _direction(self, word: str) -> Floats:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(self.width)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
