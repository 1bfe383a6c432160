"""What a model claims is looked up in what it was shown, and cited from there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Sentence
from knowledge.grounding import normalised, objection, verified
from knowledge.grounding.normalisation import traced
from knowledge.ports import Claim
from tests.knowledge.grounding.pairs import clause

LOGS = clause("4", "Logs are kept for “one\n year” — no longer.  They are never sold.")
FEES = clause("5", "A copy costs 1,500 yen.")


def claim(quote: str, place: str = "4") -> Claim:
    return Claim(f"acme/privacy@2024-04-01#{place}", quote)


def test_a_quote_is_cited_from_where_it_stands() -> None:
    sentence = verified("They are never sold.", [claim("They are never sold")], [FEES, LOGS])
    assert isinstance(sentence, Sentence)
    (citation,) = sentence.citations
    assert citation.quote == LOGS.quote[citation.start : citation.end] == "They are never sold"
    assert citation.address == LOGS.address


def test_a_quote_is_found_under_other_signs_and_spaces() -> None:
    sentence = verified(
        'Logs are kept for "one year" - no longer.', [claim('kept for "one year" - no longer')], [LOGS]
    )
    assert sentence == "words"
    sentence = verified(
        'Logs are kept for "one year" - no longer.',
        [claim('Logs are kept for "one year" - no longer.')],
        [LOGS],
    )
    assert isinstance(sentence, Sentence)
    assert sentence.citations[0].quote == "Logs are kept for “one\n year” — no longer."


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ([], "citation"),
        ([claim("They are never sold", "9")], "citation"),
        ([Claim("nonsense", "They are never sold")], "citation"),
        ([claim("They are sold")], "quote"),
        ([claim("")], "quote"),
        ([claim("They are never sold"), claim("They are sold")], "quote"),
        ([claim("500 yen", "5")], "quote"),
    ],
)
def test_one_bad_claim_is_one_too_many(claims: list[Claim], why: str) -> None:
    assert verified("They are never sold.", claims, [LOGS, FEES]) == why


def test_a_sentence_may_rest_on_two_quotes() -> None:
    shown = [
        clause("1", "Contracts are kept for ten years."),
        clause("2", "Visitor lists are kept for two weeks."),
    ]
    claims = [claim(each.quote, each.address.place) for each in shown]
    text = "Contracts are kept for ten years, and visitor lists are kept for two weeks."
    assert isinstance(verified(text, claims, shown), Sentence)
    assert verified(text.replace("ten years", "two weeks"), claims, shown) == "number"


def test_an_item_is_read_with_what_introduces_it() -> None:
    item = clause("3", "names and addresses", "We do not collect:")
    assert objection(Sentence("names and addresses", (item,))) is None
    assert objection(Sentence("We collect names and addresses.", (item,))) == "negation"
    assert objection(Sentence("We do not collect names and addresses.", (item,))) is None


@given(st.text(alphabet=st.sampled_from("aB1 \n\t“”—Ａｶﾞか゛é́.,"), max_size=30))
def test_the_way_back_covers_every_sign(text: str) -> None:
    found = traced(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert found.text.strip() == normalised(text)
    assert all(start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))
