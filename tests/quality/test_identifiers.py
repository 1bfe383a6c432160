"""Identifiers are found in sentences the rules were not written with; policy questions are left alone."""

import pytest

from tests.quality.identifiers import LINES, false_hits, lines, missed, questions

RECALL, FALSE_HITS = 0.98, 0.02


@pytest.mark.parametrize("name", ["working", "unseen"])
@pytest.mark.parametrize("seed", [1, 2])
def test_recall(name: str, seed: int) -> None:
    left = missed(lines(name, seed))
    assert 1 - len(left) / LINES >= RECALL, left[:10]


def test_policy_questions_are_left_alone() -> None:
    assert len(questions()) >= 300
    assert len(false_hits()) <= FALSE_HITS * len(questions()), false_hits()


def test_what_is_not_masked_counts_as_missed() -> None:
    found = list(lines("working", 1, 50))
    assert len({one.kind for one in found}) == 10
    assert all(one.secret in one.text for one in found)
