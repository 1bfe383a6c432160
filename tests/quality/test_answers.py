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
OWN = HERE / "acceptance.jsonl"
"""Our own questions about the acceptance policies, written by people who knew neither the program nor `REAL`.

Only places of the policies' texts stand in it, not the texts. Odd ids were looked at, even ones never.
"""

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


def test_our_own_questions_about_the_acceptance_policies(read_in: ReadIn, real_policies: Path) -> None:
    knowledge = read_in(real_policies)
    english = measured(knowledge, rows(OWN, "en"))
    assert english.within[0] >= 0.54
    assert english.within[1] >= 0.68
    assert english.within[2] >= 0.80
    assert english.refused <= 0.08
    assert english.abstained >= 0.63
    japanese = measured(knowledge, rows(OWN, "ja"))
    assert japanese.within[0] >= 0.60
    assert japanese.within[1] >= 0.70
    assert japanese.within[2] >= 0.85
    assert japanese.refused <= 0.05


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
