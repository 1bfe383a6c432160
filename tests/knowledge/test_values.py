"""Clauses, addresses, citations and answers cannot be made wrong."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Address, Answered, Clause, Sentence, cite
from tests.knowledge.policies import policy

VERSION = policy()
FEE = VERSION.by_place["2.p2"]
PART = st.text("abcdef-0123.", min_size=1)


@given(PART, PART, PART, st.text(min_size=1).filter(lambda place: "\n" not in place and "\r" not in place))
def test_an_address_is_read_back(organisation: str, slug: str, version: str, place: str) -> None:
    address = Address(organisation, slug, version, place)
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize("text", ["", "kai", "kai/policy", "kai/policy@1", "kai/policy@1#", "a/b/c@1#2"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected organisation"):
        Address.parse(text)


def test_white_space_does_not_change_a_hash_but_words_do() -> None:
    clause = Clause("1", "", "paragraph", None, ("A  heading",), None, "Two\n words", 0, 10)
    assert clause.hash == replace(clause, heading_path=("A heading",), text="Two words").hash
    assert clause.hash != replace(clause, lead_in="The following:").hash
    assert clause.retrieval_text == "A heading\nTwo words"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": "other words"}, "differs from its place"),
        ({"parent": "9"}, "has no parent"),
        ({"place": "1"}, "names two clauses"),
    ],
)
def test_a_version_checks_its_clauses(change: dict[str, str], message: str) -> None:
    wrong = tuple(replace(c, **change) if c.place == "2.p2" else c for c in VERSION.clauses)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=message):
        replace(VERSION, clauses=wrong)


def test_a_citation_is_a_place_in_the_text() -> None:
    citation = cite(VERSION, FEE, FEE.start, FEE.end)
    assert citation.quote == FEE.text == VERSION.text[citation.start : citation.end]
    assert (citation.number, citation.heading_path) == (None, ("2. Requests",))
    with pytest.raises(ValueError, match="does not fill"):
        replace(citation, quote="A fee of 9 yen.")


@pytest.mark.parametrize(
    ("start", "end"), [(0, 5), (FEE.start, FEE.start), (FEE.end, FEE.end + 3), (FEE.start, 10**6)]
)
def test_a_quote_outside_its_clause_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="quote"):
        cite(VERSION, FEE, start, end)


def test_a_clause_of_another_version_cannot_be_cited() -> None:
    with pytest.raises(ValueError, match="no quote"):
        cite(policy({"1. A": ["Other words."]}), FEE, FEE.start, FEE.end)


def test_nothing_is_said_without_a_citation() -> None:
    with pytest.raises(ValueError, match="without a citation"):
        Sentence("We never sell data.", ())
    with pytest.raises(ValueError, match="without a sentence"):
        Answered((), (), "quotes")


def test_the_front_door_opens_without_heavy_libraries() -> None:
    heavy = "{'sqlmodel', 'numpy', 'chromadb', 'onnxruntime', 'bm25s', 'pydantic_settings'}"
    code = f"import sys, knowledge; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_front_door_keeps_its_promises() -> None:
    import knowledge

    for name in knowledge.__all__:
        assert getattr(knowledge, name) is not None
    with pytest.raises(AttributeError, match="no attribute"):
        knowledge.nothing  # noqa: B018
