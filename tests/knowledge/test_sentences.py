"""Sentences end where a reader would end them, and offsets always hold."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import sentence_spans

CASES = {
    "two sentences": (["We keep it.", "We delete it."], " "),
    "abbreviations": (["Staff (e.g. part-time staff, etc.) of Kai Co., Ltd. are trained.", "Yearly."], " "),
    "hours": (
        ["We answer from 9 a.m. to 12 p.m. and 1 p.m. to 5 p.m. on weekdays.", "Not on holidays."],
        " ",
    ),
    "numbers": (["See No. 7 and Art. 5 of the Act.", "It costs 1,000.50 yen."], " "),
    "japanese": (["お問い合わせはこちらへ。", "手数料は「無料。」です。", "よろしいですか？"], ""),
    "quotation": (['He said "we stop."', "Then it stopped."], " "),
    "address": (["Send it to:", "Nordlicht Tower 15F\n8-1 Akashi-cho\nTokyo 104-0044", "• Form"], "\n"),
    "questions": (["May I?", "You may!", "Good."], " "),
}


@pytest.mark.parametrize("name", CASES)
def test_sentences_are_told_apart(name: str) -> None:
    sentences, gap = CASES[name]
    text = gap.join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_a_wrapped_line_goes_on() -> None:
    text = "The data is deleted after\nfourteen days, and\nnever restored."
    assert sentence_spans(text) == [(0, len(text))]


@given(st.text(alphabet="aA1 .,!?。「」（）\n。e.g.", max_size=80))
def test_spans_are_ordered_disjoint_and_lose_no_sign(text: str) -> None:
    spans = sentence_spans(text)
    inside = "".join(text[start:end] for start, end in spans)
    assert "".join(inside.split()) == "".join(text.split())
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
