"""What every encoder promises, the stand-in of the tests included."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.config import MODELS
from knowledge.errors import KnowledgeError
from knowledge.ports import Encoder
from knowledge.wiring import open_encoder
from tests.fakes.encoders import HashingEncoder

BUNDLED = MODELS / "madoguchi-encoder"
TEXTS = ["A fee of 900 yen is charged.", "手数料", "Cameras watch the entrance of the shop. " * 9, "x"]


def small_sentence_transformers_model(folder: Path) -> Encoder:
    """A one-layer model with random weights: the library is real, nothing is downloaded."""
    pytest.importorskip("sentence_transformers")
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(7)
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64)
    BertModel(config).save_pretrained(folder / "bert")
    PreTrainedTokenizerFast.from_pretrained(BUNDLED).save_pretrained(folder / "bert")
    words = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[words, Pooling(32)]).save(str(folder / "model"))
    return open_encoder(str(folder / "model"))


MAKERS: dict[str, Callable[[Path], Encoder]] = {
    "onnx": lambda _: open_encoder(str(BUNDLED)),
    "sentence-transformers": small_sentence_transformers_model,
    "hashing": lambda _: HashingEncoder(),
}


@pytest.fixture(scope="module", params=MAKERS)
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return MAKERS[request.param](tmp_path_factory.mktemp("model"))


def test_vectors_have_unit_length(encoder: Encoder) -> None:
    for encoding in encoder.encode(TEXTS):
        assert np.linalg.norm(encoding.pooled) == pytest.approx(1, abs=1e-3)
        assert np.linalg.norm(encoding.tokens, axis=1) == pytest.approx(1, abs=1e-3)
        assert encoding.pooled.dtype == np.float32


def test_spans_and_rarities_belong_to_the_tokens(encoder: Encoder) -> None:
    for text, encoding in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        spans = encoder.token_spans(text)
        assert len(spans) == len(encoding.tokens) == len(encoding.rarity)
        assert (spans[:, 1] > spans[:, 0]).all()
        assert spans[-1, 1] <= len(text)
        assert (encoding.rarity > 0).all()


def test_a_text_alone_has_the_vectors_it_has_in_a_batch(encoder: Encoder) -> None:
    for text, together in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        (alone,) = encoder.encode([text])
        assert float(alone.pooled @ together.pooled) == pytest.approx(1, abs=1e-4)
        assert np.abs(alone.tokens - together.tokens).max() < 1e-3


def test_shared_meaning_is_near(encoder: Encoder) -> None:
    question, fee, camera = encoder.encode(["What fee is charged?", TEXTS[0], TEXTS[2]])
    assert question.pooled @ fee.pooled > question.pooled @ camera.pooled


def test_the_name_tells_weights_apart() -> None:
    assert open_encoder(str(BUNDLED)).name.startswith("madoguchi-encoder-")


def test_a_folder_without_a_model_is_told() -> None:
    from knowledge.adapters.onnx_models import OnnxEncoder

    with pytest.raises(KnowledgeError, match=r"onnx/model\.onnx"):
        OnnxEncoder(MODELS)
