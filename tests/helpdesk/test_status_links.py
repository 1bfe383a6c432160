"""Codes of receipts: written down by hand, typed in again, guessed by nobody."""

import math
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.references import ALPHABET
from helpdesk.status_links import new_code, token_hash


def test_a_code_has_more_than_128_random_bits_and_none_comes_twice() -> None:
    assert 27 * math.log2(len(ALPHABET)) > 128
    assert len({new_code() for _ in range(2000)}) == 2000


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_case_spaces_and_dashes_make_no_difference(change: object) -> None:
    code = new_code()
    assert callable(change)
    assert token_hash(change(code)) == token_hash(code)


@given(st.integers(0, 33), st.sampled_from(ALPHABET))
def test_another_character_is_another_code(at: int, other: str) -> None:
    code = new_code()
    changed = code[:at] + other + code[at + 1 :]
    if "-" not in (code[at], other) and changed != code:
        assert token_hash(changed) != token_hash(code)


def test_links_that_were_given_before_codes_still_count() -> None:
    token = "kJ8s_-abcDEFghi-JKLmnoPQRstuVWXyz0123456789"
    assert token_hash(token) == sha256(token.encode()).hexdigest()
