"""Writes beside a model what ONNX Runtime opens: the network with fp16 weights, shorter tokens, rarities."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.adapters.sentence_transformers_models import opened_model
from knowledge.adapters.sentence_transformers_tuning import token_rarity
from knowledge.errors import KnowledgeError
from knowledge.lessons import Course
from knowledge.ports import Floats

WIDTH = 128
"""Numbers kept of each token vector."""

SMALL = 1024
"""Weights of fewer numbers than this keep float32."""


def export(folder: Path, courses: Sequence[Course]) -> Path:
    """Write `onnx/model.onnx`, `token_projection.npy` and `token_rarity.npy` into a model folder.

    The network computes in float32; its outputs are `sentence_embedding` (batch, d), the pooled unit vector,
    and `token_embeddings` (batch, tokens, d). Projection and rarity are taken from the courses' clauses.
    """
    model = opened_model(str(folder)).eval()
    np.save(folder / "token_rarity.npy", token_rarity(model.tokenizer, courses).astype(np.float16))
    np.save(folder / "token_projection.npy", _projection(model, courses).astype(np.float16))
    path = folder / "onnx" / "model.onnx"
    path.parent.mkdir(exist_ok=True)
    _network(model, path)
    _halve(path)
    return path


def _projection(model: Any, courses: Sequence[Course]) -> Floats:
    """The leading directions of the clauses' token vectors, (d, WIDTH)."""
    texts = [text for course in courses for text in course.texts]
    rows = model.encode(texts, output_value="token_embeddings", show_progress_bar=False)
    tokens = np.concatenate([row.float().numpy()[1:-1] for row in rows])
    tokens /= np.linalg.norm(tokens, axis=1, keepdims=True) + 1e-12
    _, directions = np.linalg.eigh(tokens.T @ tokens)
    return np.asarray(directions[:, ::-1][:, :WIDTH], dtype=np.float32)


def _network(model: Any, path: Path) -> None:
    import torch

    names = ["input_ids", "attention_mask", "token_type_ids"]

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = model[0].auto_model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, Any]:
            tokens = self.network(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
            pooled = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            normalize = torch.nn.functional.normalize
            return normalize(pooled, p=2.0, dim=1), normalize(tokens, p=2.0, dim=2)

    example = model.tokenizer(["two texts of", "different length, so"], padding=True, return_tensors="pt")
    axes = {name: {0: "batch", 1: "tokens"} for name in [*names, "token_embeddings"]}
    torch.onnx.export(
        Encoder().eval(),
        tuple(example[name] for name in names),
        str(path),
        input_names=names,
        output_names=["sentence_embedding", "token_embeddings"],
        dynamic_axes={**axes, "sentence_embedding": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def _halve(path: Path) -> None:
    """Store large weights as fp16 and cast them when the file is loaded: half the size."""
    try:
        import onnx
    except ImportError as error:
        raise KnowledgeError("Exporting needs the extra: pip install 'madoguchi[training]'") from error
    proto = onnx.load(str(path))
    graph, halved, casts = proto.graph, [], []
    for weights in list(graph.initializer):
        numbers = onnx.numpy_helper.to_array(weights)
        if numbers.dtype == np.float32 and numbers.size > SMALL:
            name = f"{weights.name}_fp16"
            halved.append(onnx.numpy_helper.from_array(numbers.astype(np.float16), name))
            cast = onnx.helper.make_node("Cast", [name], [weights.name], to=onnx.TensorProto.FLOAT)
            casts.append(cast)
            graph.initializer.remove(weights)
    graph.initializer.extend(halved)
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(proto)
    onnx.save(proto, str(path))
