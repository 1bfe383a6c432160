"""Fusion by rank, late interaction and what is stored for it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import BrokenIndex
from knowledge.passages import passages, token_owners
from knowledge.ports import Encoding, Floats
from knowledge.reranking import CONTEXT, closeness, shares, standardised
from knowledge.retrieval import fused
from knowledge.tokens import TokenVectors, pack
from tests.fakes.encoders import HashingEncoder
from tests.knowledge.policies import policy

RANKING = st.lists(st.integers(0, 30), unique=True, max_size=20).map(
    lambda rows: [(row, 1.0) for row in rows]
)


@given(st.lists(RANKING, max_size=3))
def test_fusion_holds_every_row_once_and_ignores_the_order_of_rankings(
    rankings: list[list[tuple[int, float]]],
) -> None:
    rows = fused(rankings)
    assert sorted(rows) == sorted({row for ranking in rankings for row, _ in ranking})
    assert rows == fused(rankings[::-1])


@given(RANKING, RANKING)
def test_a_row_that_is_first_in_both_is_first(
    one: list[tuple[int, float]], other: list[tuple[int, float]]
) -> None:
    best = (99, 1.0)
    assert fused([[best, *one], [best, *other]])[0] == 99


def unit(rows: int, width: int = 16, seed: int = 3) -> Floats:
    vectors = np.random.default_rng(seed).standard_normal((rows, width)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@given(st.integers(1, 40), st.integers(2, 64))
def test_packed_token_vectors_keep_their_direction(rows: int, width: int) -> None:
    vectors = unit(rows, width)
    stored = TokenVectors.joined([pack(vectors), pack(vectors[:0]), pack(vectors[:1])])
    assert len(stored) == 3
    assert (np.einsum("nk,nk->n", stored.of([0]), vectors) > 0.99).all()
    assert len(stored.of([1])) == 0
    assert np.allclose(stored.of([2]), stored.of([0])[:1])
    assert np.array_equal(stored.of([2, 1, 0]), np.concatenate([stored.of([2]), stored.of([0])]))


def test_saved_token_vectors_are_mapped_back(tmp_path: Path) -> None:
    stored = TokenVectors.joined([pack(unit(5)), pack(unit(3, seed=4))])
    stored.save(tmp_path)
    opened = TokenVectors.open(tmp_path)
    assert all(np.array_equal(opened.of([row]), stored.of([row])) for row in range(2))
    with pytest.raises(BrokenIndex):
        TokenVectors.open(tmp_path / "missing")


def asked(tokens: Floats) -> Encoding:
    return Encoding(pooled=tokens[0], tokens=tokens, rarity=np.ones(len(tokens), dtype=np.float32))


def test_the_sentence_that_holds_the_question_is_nearest() -> None:
    tokens = unit(6)
    near = closeness(asked(tokens[2:4]), tokens, [np.array([1, 1, 2, 2])])
    assert near.cover[1] == pytest.approx(1, abs=1e-3)
    assert near.gist[1] == pytest.approx(1, abs=1e-3)
    assert near.cover.argmax() == near.gist.argmax() == near.rare.argmax() == 1


def test_a_sentence_without_tokens_is_furthest() -> None:
    tokens = unit(2)
    near = closeness(asked(tokens), tokens, [np.array([0, 1, 0, 1])])
    assert near.cover[1] == near.gist[1] == near.rare[1] == -1.0


def test_the_context_of_a_clause_helps_its_own_sentences_alone() -> None:
    tokens = unit(4)
    alone, helped = np.array([0, 1]), np.array([1, 1])
    question = asked(tokens[1:2])
    near = closeness(question, tokens[[0, 1, 2, 3]], [alone, helped, alone])
    assert near.cover[1] == pytest.approx(CONTEXT, abs=1e-3)
    assert near.cover[[0, 2]] == pytest.approx(tokens[[0, 3]] @ tokens[1], abs=1e-3)


COUNTS = st.lists(st.integers(0, 4), min_size=1, max_size=5)


@given(st.lists(COUNTS, min_size=1, max_size=6), st.integers(1, 9))
def test_clauses_are_read_together_as_they_are_read_alone(clauses: list[list[int]], words: int) -> None:
    counts = [np.array(each) for each in clauses]
    ends = np.cumsum([each.sum() for each in counts])
    tokens, question = unit(int(ends[-1]) + 1)[:-1], asked(unit(words, seed=4))
    together = closeness(question, tokens, counts)
    alone = [
        closeness(question, tokens[end - each.sum() : end], [each])
        for each, end in zip(counts, ends, strict=True)
    ]
    for name in ("cover", "gist", "rare"):
        joined = np.concatenate([getattr(each, name) for each in alone])
        assert getattr(together, name) == pytest.approx(joined, abs=1e-5)


def test_every_token_of_a_clause_belongs_to_its_sentence() -> None:
    encoder = HashingEncoder()
    long = (
        "Recordings are kept for two weeks.\n   They are then erased. "
        + "Nobody looks at them before that. " * 5
    )
    version = policy({"1. Cameras": [long.strip()]})
    clause = version.by_place["1.p1"]
    found = passages(version, clause)
    owners = token_owners(encoder, clause, found)
    spans = encoder.token_spans(clause.retrieval_text)
    words = [clause.retrieval_text[start:end] for start, end in spans]
    assert [word for word, owner in zip(words, owners, strict=True) if owner == -1] == ["1", "Cameras"]
    for number, passage in enumerate(found):
        owned = [word for word, owner in zip(words, owners, strict=True) if owner == number]
        assert owned == passage.text.replace(".", "").split()


def test_rare_shared_terms_count_more() -> None:
    one, other, none = shares(["fee and data", "data", "nothing"], ["fee", "data"])
    assert one == pytest.approx(1)
    assert 0 < other < 0.5
    assert none == 0


def test_standardised_values_have_no_unit() -> None:
    assert standardised(np.array([1, 2, 3], dtype=np.float32)).mean() == pytest.approx(0)
    assert standardised(np.full(3, 7, dtype=np.float32)).tolist() == [0, 0, 0]
