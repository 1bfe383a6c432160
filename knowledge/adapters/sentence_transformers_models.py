"""Any other encoder through sentence-transformers (an extra: it brings PyTorch)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.ports import Encoding, Floats, Ints

_NEEDS_EXTRA = "The model {} needs the extra: pip install 'madoguchi[sentence-transformers]'"


class SentenceTransformersEncoder:
    """Opens a model by name or folder; every token counts alike, since its rarities are not known."""

    def __init__(self, name: str) -> None:
        self._model: Any = opened_model(name)
        self.name = f"sentence-transformers/{name}"

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One Encoding per text, in order."""
        found = self._model.encode(list(texts), output_value=None, show_progress_bar=False)
        return [self._encoding(row) for row in found]

    def token_spans(self, text: str) -> Ints:
        """Character spans of the tokens, special ones left out."""
        tokenizer = self._model.tokenizer
        row = tokenizer(
            text, truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True
        )
        ids, offsets = np.array(row["input_ids"]), np.array(row["offset_mapping"], dtype=np.int32)
        return np.asarray(offsets[~self._special(ids)].reshape(-1, 2))

    def _encoding(self, row: dict[str, Any]) -> Encoding:
        attended = row["attention_mask"].numpy().astype(bool)
        ids = row["input_ids"].numpy()[attended]
        tokens = row["token_embeddings"].float().numpy()[: len(ids)][~self._special(ids)]
        return Encoding(
            pooled=_unit(row["sentence_embedding"].float().numpy()),
            tokens=_unit(tokens),
            rarity=np.ones(len(tokens), dtype=np.float32),
        )

    def _special(self, ids: Any) -> Any:
        return np.isin(ids, self._model.tokenizer.all_special_ids)


class SentenceTransformersCrossEncoder:
    """A cross-encoder by name or folder, on the CPU."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise KnowledgeError(_NEEDS_EXTRA.format(name)) from error
        try:
            self._model: Any = CrossEncoder(name, device="cpu")
        except (OSError, ValueError) as error:
            raise KnowledgeError(f"{name}: no cross-encoder there") from error

    def scores(self, question: str, passages: Sequence[str]) -> Floats:
        """(n,): the model's score of each passage."""
        pairs = [(question, passage) for passage in passages]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32).reshape(-1)


def opened_model(name: str) -> Any:
    """A SentenceTransformer on the CPU that computes in float32 however its weights are stored.

    KnowledgeError when the extra is not installed or there is no such model.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise KnowledgeError(_NEEDS_EXTRA.format(name)) from error
    try:
        return SentenceTransformer(
            name, device="cpu", model_kwargs={"dtype": "float32", "attn_implementation": "eager"}
        )
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{name}: no Sentence Transformers model there") from error


def _unit(vectors: Any) -> Floats:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
