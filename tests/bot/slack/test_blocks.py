"""Whatever is said fits Slack, and shows as it was written."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.messages import Done, Said
from bot.slack.answers import evidence, feedback, said_blocks
from bot.slack.blocks import MESSAGE, MESSAGE_BLOCKS, clause_url, offered, paged, payloads, person_button, row
from bot.slack.mrkdwn import plain, safe
from knowledge import Address, Citation
from tests.bot.slack.conftest import NOT_COVERED, citation

texts = st.text(min_size=1, max_size=4000).filter(str.strip)
saids = st.builds(
    lambda text, quotes, role: Said(text, tuple(citation(quote, role) for quote in quotes), role),
    texts,
    st.lists(texts, max_size=4),
    st.sampled_from(["answer", "related", "near", "notice"]),
)


def nowhere(_citation: Citation) -> None:
    """No clause can be read anywhere."""


def links(citation: Citation) -> str:
    """Every clause can be read."""
    return clause_url("https://d.example/", citation)


@given(st.lists(saids, max_size=40), st.sampled_from(["en", "ja"]), st.booleans())
def test_every_answer_fits_slack_whole(said: list[Said], language: Any, linked: bool) -> None:
    url_of = links if linked else nowhere
    parts = [*said, Done("Answered")]
    blocks = [block for one in said for block in said_blocks(one, language, url_of)]
    blocks += [*evidence(parts, language, url_of), *row([person_button(language)])]
    shown = payloads([*blocks, *feedback(parts, language, "Ev1")])
    pages = paged(shown)
    assert [block for page in pages for block in page] == shown, "nothing is left out"
    for page in pages:
        assert all(block.to_dict() for block in Block.parse_all(page))
        assert len(page) <= MESSAGE_BLOCKS
        assert sum(len(json.dumps(block, ensure_ascii=False)) for block in page) <= MESSAGE


@given(st.text())
def test_nothing_quoted_becomes_a_link_or_a_mention(text: str) -> None:
    assert not set("<>") & set(safe(text))
    assert not set("\u202a\u202e\u2066") & set(safe(text))


def test_a_link_names_the_place_of_the_quote() -> None:
    assert clause_url("https://d.example/", citation("abc")).startswith(
        "https://d.example/policies/minato/privacy-policy/2024-04-01"
    )


def test_a_version_is_told_with_its_date() -> None:
    hashed = replace(citation(), address=Address("minato", "privacy-policy", "9f2c41aa", "3.1"))
    undated = replace(hashed, effective=None)
    shown = payloads(said_blocks(Said("x", (hashed, undated), "answer"), "en", nowhere))
    assert "version 9f2c41aa, in force since 2024-04-01" in str(shown[2])
    assert shown[4]["elements"][0]["text"].endswith("version 9f2c41aa")


def test_without_a_public_address_there_is_no_link() -> None:
    assert "http" not in str(payloads(said_blocks(Said("x", (citation(),), "answer"), "en", nowhere)))


def test_related_clauses_are_folded_into_one_line_each() -> None:
    related = tuple(citation(f"Quote {number}.", "related") for number in range(9))
    [folded] = payloads(said_blocks(Said("See also", related, "related"), "en", nowhere))
    assert folded["type"] == "context"
    assert str(folded).count("•") == 3


def test_the_same_form_is_offered_once() -> None:
    actions = NOT_COVERED[-2].actions * 3  # type: ignore[union-attr]
    assert len(offered(actions)) == 1


def test_what_was_typed_is_read_without_slacks_markup() -> None:
    typed = "<@U0BOT>  is <https://a.example|my page> &amp; <mailto:a@b.example> safe? 1 &lt; 2 &amp;lt;"
    assert plain(typed) == "is my page & a@b.example safe? 1 < 2 &lt;"
