from hypothesis import given
from hypothesis import strategies as st

from helpdesk import read_reference
from helpdesk.references import ALPHABET, new_reference


def test_a_new_reference_reads_back_however_it_is_typed() -> None:
    reference = new_reference()
    assert len(reference) == 11
    for typed in (
        reference,
        reference.lower(),
        reference.replace("-", ""),
        f" {reference} ",
        reference.replace("-", "–"),
    ):
        assert read_reference(typed) == reference


@given(position=st.sampled_from([3, 4, 5, 6, 8, 9, 10]), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(position: int, other: str) -> None:
    reference = new_reference()
    typed = reference[:position] + other + reference[position + 1 :]
    assert (read_reference(typed) is None) == (typed != reference)


@given(one=st.sampled_from([3, 4, 5, 6, 8, 9, 10]), two=st.sampled_from([3, 4, 5, 6, 8, 9, 10]))
def test_two_swapped_characters_are_noticed(one: int, two: int) -> None:
    characters = list(new_reference())
    reference = "".join(characters)
    characters[one], characters[two] = characters[two], characters[one]
    typed = "".join(characters)
    assert (read_reference(typed) is None) == (typed != reference)


@given(st.text())
def test_other_text_is_no_reference(text: str) -> None:
    found = read_reference(text)
    assert found is None or found.startswith("PR-")


def test_references_do_not_follow_each_other() -> None:
    assert len({new_reference() for _ in range(1000)}) > 990
    assert not set("01ILO") & set(ALPHABET)
