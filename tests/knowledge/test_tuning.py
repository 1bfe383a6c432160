"""An encoder is tuned on questions, exported, and gives the same vectors in both runtimes."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge import (
    Course,
    KnowledgeError,
    KnowledgeSettings,
    Lesson,
    Plan,
    Step,
    export,
    graded,
    open_encoder,
    read_courses,
    tune,
)

COURSES = [
    Course(
        "shop",
        (
            "Fees\nA fee of 900 yen is charged.",
            "Cameras\nCameras watch the door.",
            "Cookies\nWe set cookies.",
        ),
        (
            Lesson("What does it cost?", (0,), (1,)),
            Lesson("Am I filmed?", (1,)),
            Lesson("Do you set cookies?", (2,)),
            Lesson("Who is the president?", ()),
        ),
    )
]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A model of the bundled one's make, small and untrained."""
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertModel

    bundled = Path(KnowledgeSettings().encoder)
    folder = tmp_path / "tiny"
    shutil.copytree(bundled, folder, ignore=shutil.ignore_patterns("onnx", "*.npy", "*.safetensors"))
    config = BertConfig(
        vocab_size=30522,
        hidden_size=48,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    pooling = folder / "1_Pooling" / "config.json"
    pooling.write_text(pooling.read_text().replace("384", "48"))
    SentenceTransformer(str(folder), device="cpu").save_pretrained(str(folder))
    return folder


@pytest.mark.filterwarnings("ignore")  # PyTorch warns about its own exporter
def test_training_lowers_the_loss_and_leaves_a_model_both_runtimes_open(tiny: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    out = tmp_path / "tuned"
    tune(tiny, COURSES, out, Plan(steps=60, rate=3e-3, questions=4, documents=1, frozen=0), steps.append)
    assert steps[-1].step == 60
    assert steps[-1].ranking < steps[0].ranking
    export(out, COURSES)
    network = open_encoder(str(out))
    texts = ["What does it cost?", "Cameras watch the door and the long corridor behind it."]
    from knowledge.adapters.sentence_transformers_models import SentenceTransformersEncoder

    reference = SentenceTransformersEncoder(str(out))
    for one, other in zip(network.encode(texts), reference.encode(texts), strict=True):
        assert one.pooled == pytest.approx(other.pooled, abs=2e-3)
        assert len(one.tokens) == len(other.tokens)
        assert one.tokens.shape[1] <= 48
    assert (out / "model.safetensors").stat().st_size < 4_000_000


@pytest.mark.filterwarnings("ignore")  # PyTorch warns about its own exporter
def test_grades_are_shares_of_what_can_be_answered(tiny: Path) -> None:
    export(tiny, COURSES)
    grades = graded(open_encoder(str(tiny)), COURSES)
    assert [grade.way for grade in grades] == ["pooled", "late", "both"]
    for grade in grades:
        assert grade.questions == 4
        assert 0 <= grade.hit1 <= grade.hit3 == 1.0
        assert grade.auc is not None
        assert grade.mrr >= grade.hit1


def test_a_perfect_encoder_gets_full_marks() -> None:
    from tests.fakes.encoders import HashingEncoder

    course = Course("x", ("alpha beta", "gamma delta"), (Lesson("alpha beta", (0,)), Lesson("omega", ())))
    assert [(grade.hit1, grade.mrr, grade.auc) for grade in graded(HashingEncoder(), [course])] == [
        (1.0, 1.0, 1.0)
    ] * 3


def test_a_folder_of_lessons_is_read_and_a_bad_line_is_named(tmp_path: Path) -> None:
    units = {"doc": [{"path": "A > B", "text": "one"}, {"path": "", "text": "two"}], "unasked": []}
    (tmp_path / "units.json").write_text(json.dumps(units))
    rows = tmp_path / "questions.jsonl"
    rows.write_text(json.dumps({"doc": "doc", "q": "which?", "rel": [1], "partial": [0, 1]}) + "\n")
    (course,) = read_courses(tmp_path)
    assert course.texts == ("A\nB\none", "two")
    assert course.lessons == (Lesson("which?", (1,), (0,)),)
    rows.write_text(rows.read_text() + json.dumps({"doc": "doc", "q": "which?", "rel": [2]}) + "\n")
    with pytest.raises(KnowledgeError, match=r"questions\.jsonl:2"):
        read_courses(tmp_path)


def test_the_bundled_folder_opens_in_sentence_transformers_as_float32() -> None:
    from sentence_transformers import SentenceTransformer

    folder = Path(KnowledgeSettings().encoder)
    model = SentenceTransformer(str(folder), device="cpu")
    assert {str(weight.dtype) for weight in model.parameters()} == {"torch.float32"}
    text = "We keep recordings for 14 days."
    own = open_encoder(str(folder)).encode([text])[0].pooled
    assert float(np.dot(own, model.encode(text))) > 0.9999
