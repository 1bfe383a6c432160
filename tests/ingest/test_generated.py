"""Generated policies: five formats give the same clauses, and reading again keeps every address."""

import re
from collections.abc import Callable

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ingest.blocks import Document
from ingest.readers import docx, html, markdown, pdf, text
from ingest.segmentation import segment
from knowledge import Address, Clause, PolicyVersion
from tests.ingest import formats

TITLES = (
    "What We Collect", "Use of Personal Information", "Sharing with Others", "Retention", "Your Rights",
    "Cookies and Similar Files", "Safety Measures", "Children", "Transfers Abroad",
)  # fmt: skip
SENTENCES = (
    "We keep the records of the ferry for as long as the law of the islands asks us to keep them.",
    "Nobody outside the harbour office reads them.",
    "You may write to the desk at any time, and we answer within 30 days of the day on which we receive it.",
    "Section 2 of the lease applies to berths as well.",
    "30 days after the lease ends we delete the file.",
    "The captain signs for what is lost on board (see the notice in the hall).",
)
LEADS = ("We ask for the following information:", "This is what we need from you:")
ITEMS = (
    "your name and address;", "the number of the boat;", "how we can reach you, by telephone or by letter;",
    "whatever else the harbour master has asked for in writing before the boat came into the harbour; and",
    "the name of your insurer.",
)  # fmt: skip

paragraph = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
bullets = st.lists(st.sampled_from(ITEMS), min_size=2, max_size=3, unique=True)
items = st.lists(st.tuples(st.sampled_from(ITEMS), st.none() | bullets), min_size=2, max_size=4)


def listed(entries: list[tuple[str, list[str] | None]], *, numbered: bool) -> str:
    lines = []
    for number, (item, inner) in enumerate(entries, start=1):
        lines.append(f"{number}. {item}" if numbered else f"- {item}")
        lines += [f"   - {one}" for one in inner or () if numbered]
    return "\n".join(lines)


@st.composite
def policies(draw: st.DrawFn) -> str:
    """Markdown as `tests.ingest.formats` takes it."""
    numbered = draw(st.booleans())
    parts = ["# Privacy Notice of the Harbour", draw(paragraph)]
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=2, max_size=3, unique=True))
    for place, title in enumerate(titles, start=1):
        parts += [f"## {place}. {title}" if numbered else f"## {title}", draw(paragraph)]
        if entries := draw(st.none() | items):
            parts += [draw(st.sampled_from(LEADS)), listed(entries, numbered=draw(st.booleans()))]
            parts += draw(st.lists(paragraph, max_size=1))
    return "\n\n".join(parts) + "\n"


READERS: tuple[tuple[Callable[[str], bytes], Callable[[bytes], Document]], ...] = (
    (formats.as_html, html.read),
    (formats.as_text, text.read),
    (formats.as_docx, docx.read),
    (formats.as_pdf, pdf.read),
)


def signature(clauses: tuple[Clause, ...]) -> list[tuple[object, ...]]:
    return [
        (one.place, one.kind, one.number, one.heading_path, folded(one.lead_in or ""), folded(one.text))
        for one in clauses
    ]


def folded(words: str) -> str:
    return re.sub(r"\s+", " ", words)


@settings(max_examples=50, deadline=None)
@given(source=policies())
def test_five_formats_of_a_generated_policy_give_the_same_clauses(source: str) -> None:
    assume(formats.as_pdf(source).count(b"/Type /Page ") == 1)  # a page may end as a paragraph does
    expected = segment(markdown.read(source.encode()))
    for write, read in READERS:
        assert signature(segment(read(write(source))).clauses) == signature(expected.clauses)


@settings(max_examples=50, deadline=None)
@given(source=policies(), added=paragraph)
def test_reading_again_keeps_addresses_and_words_beside_a_change(source: str, added: str) -> None:
    before, again = version(source), version(source)
    assert [before.address(one) for one in before.clauses] == [again.address(one) for one in again.clauses]
    after = version(source + f"\n{added}\n")
    for clause in before.clauses:
        same = after.by_place[clause.place]
        assert (same.hash, same.kind) == (clause.hash, clause.kind)
        assert str(after.address(same)) == str(Address("harbour", "notice", after.version, clause.place))


def version(source: str) -> PolicyVersion:
    document = markdown.read(source.encode())
    clauses = segment(document).clauses
    assert all(document.text[one.start : one.end] == one.text for one in clauses)
    return PolicyVersion("harbour", "notice", "1", "t", "en", "public", None, document.text, clauses, "f")
