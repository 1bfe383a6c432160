"""How often the text that answers is shown, and how often nothing is shown when nothing answers.

Floors stand a little below what was measured; the policies and questions here were written for this project.
"""

import json
from pathlib import Path
from typing import Any

from tests.conftest import POLICIES
from tests.quality.conftest import ReadIn
from tests.quality.measuring import measured

HERE = Path(__file__).parent
REAL = POLICIES.parent / "questions" / "questions.jsonl"


def rows(path: Path, language: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row for row in found if row["lang"] == language and row["kind"] in ("answerable", "unanswerable")]


def test_questions_of_our_own(read_in: ReadIn) -> None:
    knowledge = read_in(HERE / "policies")
    english = measured(knowledge, rows(HERE / "questions.jsonl", "en"))
    assert english.within[0] >= 0.80
    assert english.within[1] >= 0.87
    assert english.within[2] >= 0.87
    assert english.refused <= 0.11
    assert english.abstained >= 0.63
    japanese = measured(knowledge, rows(HERE / "questions.jsonl", "ja"))
    assert japanese.within[0] >= 0.7


def test_questions_about_the_acceptance_policies(read_in: ReadIn, real_policies: Path) -> None:
    knowledge = read_in(real_policies)
    english = measured(knowledge, rows(REAL, "en"))
    assert english.within[0] >= 0.60
    assert english.within[1] >= 0.68
    assert english.within[2] >= 0.83
    assert english.refused <= 0.06
    assert english.abstained >= 0.85
    japanese = measured(knowledge, rows(REAL, "ja"))
    assert japanese.within[0] >= 0.8
    assert japanese.abstained >= 0.7
