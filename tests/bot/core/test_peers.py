"""Madoguchi beside a plain RAG: both answer from the same policy, in processes of their own."""

import json
from pathlib import Path

import pytest

from bot.peers.comparing import TIMES, compare
from tests.bot.core.conftest import POLICY

MODEL = Path(__file__).parents[3] / "knowledge" / "models" / "madoguchi-encoder"
QUESTION = {
    "id": "q1",
    "org": "aoba",
    "question": "Do you provide my data to third parties?",
    "kind": "answerable",
    "gold": [{"quote": "We do not provide personal information to third parties without consent."}],
}


@pytest.mark.slow
def test_both_answer_and_are_measured_alike(tmp_path: Path) -> None:
    policies, questions = tmp_path / "policies", tmp_path / "questions.jsonl"
    policies.mkdir()
    (policies / "aoba.md").write_text(POLICY, "utf-8")
    questions.write_text("\n".join(json.dumps(QUESTION | {"id": f"q{one}"}) for one in range(2)), "utf-8")
    found = {one.what.split(":")[0]: one.value for one in compare(policies, questions, MODEL, rounds=1)}
    assert all(found[what] > 0 for what in TIMES)
    assert found["gold within 300 characters"] > 0
