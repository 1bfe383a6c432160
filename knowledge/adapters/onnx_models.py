"""The bundled encoder on ONNX Runtime: one pass gives the pooled vector and the token vectors."""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.ports import Encoding, Floats, Ints

MAX_TOKENS = 320
"""Longer clauses are cut here; the tokenizer file's own limit of 128 would cut ordinary ones."""

BATCH_TOKENS = 512
"""Padded tokens per run; larger runs leave the cache and take longer per token."""

KEPT = 8
"""Texts whose encoding is kept: a question is read for what is wanted, and again for what answers it."""


class OnnxEncoder:
    """Opens a Sentence Transformers folder that holds `onnx/model.onnx`; computes in float32.

    `token_projection.npy` (d, k) shortens the token vectors, `token_rarity.npy` (vocabulary,) weighs tokens.
    A run keeps to one thread, since two stall on each other beside other load; `workers` run at a time.
    """

    def __init__(self, folder: Path, workers: int = 2) -> None:
        # Since 1.29 the library writes a device id and sends events unless told before it is loaded.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        weights = folder / "onnx" / "model.onnx"
        if not weights.is_file():
            raise KnowledgeError(f"No encoder at {folder}: expected onnx/model.onnx and tokenizer.json in it")
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._projection: Floats = np.load(folder / "token_projection.npy").astype(np.float32)
        self._rarity: Floats = np.load(folder / "token_rarity.npy").astype(np.float32)
        self._workers = workers
        self._alone = lru_cache(KEPT)(lambda text: self._run([self._tokenizer.encode(text)])[0])
        self.name = f"{folder.name}-{_digest(weights)}"

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """One Encoding per text, in order; texts of like length share a run."""
        if len(texts) == 1:
            return [self._alone(texts[0])]
        rows = self._tokenizer.encode_batch(list(texts))
        batches = _batches([len(row.ids) for row in rows])
        if len(batches) == 1:
            return self._run(rows)
        with ThreadPoolExecutor(self._workers) as pool:
            runs = pool.map(lambda batch: self._run([rows[index] for index in batch]), batches)
            found = {
                i: row
                for batch, run in zip(batches, runs, strict=True)
                for i, row in zip(batch, run, strict=True)
            }
        return [found[index] for index in range(len(rows))]

    def token_spans(self, text: str) -> Ints:
        """Character spans of the tokens, without the two that frame the text."""
        spans = self._tokenizer.encode(text).offsets[1:-1]
        return np.array(spans, dtype=np.int32).reshape(-1, 2)

    def _run(self, rows: Sequence[Any]) -> list[Encoding]:
        width = max(len(row.ids) for row in rows)
        ids = np.zeros((len(rows), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for index, row in enumerate(rows):
            ids[index, : len(row.ids)] = row.ids
            mask[index, : len(row.ids)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        pooled, tokens = self._session.run(["sentence_embedding", "token_embeddings"], feed)
        return [
            Encoding(
                pooled=_unit(pooled[index]),
                tokens=_unit(tokens[index, 1 : len(row.ids) - 1] @ self._projection),
                rarity=self._rarity[row.ids[1:-1]],
            )
            for index, row in enumerate(rows)
        ]


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batches and (len(batches[-1]) + 1) * lengths[index] <= BATCH_TOKENS:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches


def _unit(vectors: Floats) -> Floats:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]
