"""A cross-encoder, where one is set, orders the best passages; a real one is opened by its folder."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge import KnowledgeError, KnowledgeSettings
from knowledge.ports import Floats
from knowledge.queries import query
from knowledge.retrieval import Retriever
from tests.knowledge.conftest import Room
from tests.knowledge.policies import policy


class PrefersCameras:
    """Scores by one word."""

    def scores(self, question: str, passages: Sequence[str]) -> Floats:
        return np.array([passage.count("amera") for passage in passages], dtype=np.float32)


def test_its_order_counts(room: Room) -> None:
    room.knowledge.indexer.replace(policy())
    plain = room.knowledge.shelf._retriever
    crossed = Retriever(plain._live, plain._encoder, KnowledgeSettings(), PrefersCameras())
    asked = query("Which fee is charged for a disclosure?")
    found = [each.ranked(asked, ["nordlicht"], "public", room.today).rows for each in (plain, crossed)]
    assert "fee" in found[0][0].passage.text
    assert "Cameras" in found[1][0].passage.text
    assert {row.passage.text for row in found[0]} == {row.passage.text for row in found[1]}


def test_a_folder_is_opened_and_a_wrong_name_is_told(tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    from knowledge.adapters.sentence_transformers_models import SentenceTransformersCrossEncoder

    config = BertConfig(
        vocab_size=30522,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    AutoTokenizer.from_pretrained(KnowledgeSettings().encoder).save_pretrained(tmp_path)
    model = SentenceTransformersCrossEncoder(str(tmp_path))
    scores = model.scores("What does it cost?", ["It costs 900 yen.", "Cameras."])
    own = CrossEncoder(str(tmp_path), device="cpu").predict([("What does it cost?", "Cameras.")])
    assert scores.shape == (2,)
    assert scores[1] == pytest.approx(float(own[0]), abs=1e-5)
    with pytest.raises(KnowledgeError, match="no cross-encoder"):
        SentenceTransformersCrossEncoder(str(tmp_path / "nothing"))
