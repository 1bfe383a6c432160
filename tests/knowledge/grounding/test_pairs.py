"""No false sentence is accepted, and hardly a faithful one is refused."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Sentence
from knowledge.words import is_japanese
from tests.knowledge.grounding.pairs import HELD_OUT, TUNED_ON, Pair, pairs

ALL = tuple(pairs(*TUNED_ON, *HELD_OUT))
FAITHFUL = [pair for pair in ALL if pair.faithful]
FALSE = [pair for pair in ALL if not pair.faithful]
LEAST_ACCEPTED = 0.95

SAID = [pair for pair in FAITHFUL if isinstance(pair.verified(), Sentence)]
DIGITS = [(pair, at) for pair in SAID for at, sign in enumerate(pair.text) if sign.isdecimal()]


def test_the_sets_are_large_and_of_every_kind() -> None:
    assert min(len(FAITHFUL), len(FALSE)) >= 400
    assert sum(is_japanese(pair.text) for pair in ALL) >= 60
    kinds = Counter(pair.kind for pair in FALSE)
    wanted = (
        "number unit date negation modality actor jurisdiction half-quote version invented-clause addition"
    )
    assert set(f"{wanted} category condition conjunction quantifier scope language".split()) <= set(kinds)
    held_out = tuple(pairs(*HELD_OUT))
    assert sum(pair.faithful for pair in held_out) >= len(FAITHFUL) / 4
    assert sum(not pair.faithful for pair in held_out) >= len(FALSE) / 4


@pytest.mark.parametrize("pair", FALSE, ids=lambda pair: f"{pair.kind}: {pair.text}")
def test_a_false_sentence_is_refused(pair: Pair) -> None:
    assert isinstance(pair.verified(), str)


@pytest.mark.parametrize("names", [TUNED_ON, HELD_OUT])
def test_a_faithful_sentence_is_accepted(names: tuple[str, ...]) -> None:
    faithful = [pair for pair in pairs(*names) if pair.faithful]
    refused = [(pair.text, pair.verified()) for pair in faithful if not isinstance(pair.verified(), Sentence)]
    assert len(refused) <= (1 - LEAST_ACCEPTED) * len(faithful), refused


@given(st.sampled_from(DIGITS), st.integers(1, 9))
def test_another_digit_is_another_claim(place: tuple[Pair, int], more: int) -> None:
    pair, at = place
    other = str((int(pair.text[at]) + more) % 10)
    assert isinstance(pair.verified(pair.text[:at] + other + pair.text[at + 1 :]), str)


@given(st.sampled_from(SAID), st.text(max_size=40))
def test_any_text_gets_a_verdict(pair: Pair, text: str) -> None:
    assert isinstance(pair.verified(text or "-"), Sentence | str)
