"""What holds for every document, whatever stands in it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import html, markdown, text
from ingest.segmentation import segment
from knowledge import PolicyVersion

LABELS = (
    "", "1. ", "2. ", "1.1 ", "(1) ", "（２）", "① ", "a) ", "iv. ", "A. ", "第3条 ", "第3条の2（", "ア　",
    "• ", "※",
)  # fmt: skip
WORDS = (
    "Privacy", "we", "collect", "the following:", "your name", "shall not", "data.", "Contact", "Tel: 03-1",
    "附則", "当社は、次の情報を", "取得します。", "April 1, 2022",
    "Top of page", "Co., Ltd.", "personal information",
)  # fmt: skip

line = st.builds(
    lambda indent, label, words: " " * indent + label + " ".join(words),
    st.integers(0, 6),
    st.sampled_from(LABELS),
    st.lists(st.sampled_from(WORDS), max_size=9),
)
policy_like = st.lists(st.tuples(line, st.integers(1, 3)), max_size=25).map(
    lambda lines: "".join(text + "\n" * breaks for text, breaks in lines)
)
documents = st.one_of(policy_like, st.text(max_size=200)).filter(
    lambda source: (
        not any(ord(sign) < 9 or 13 < ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in source)
    )
)
READERS = st.sampled_from([text.read, markdown.read, html.read])


@settings(max_examples=300, deadline=None)
@given(source=documents, read=READERS)
def test_clauses_are_exact_unique_nested_and_in_order(source: str, read: object) -> None:
    assert callable(read)
    document = read(source.encode())
    clauses = segment(document).clauses
    version = PolicyVersion("org", "policy", "1", "t", "en", "public", None, document.text, clauses, "f")
    spans = [(clause.start, clause.end) for clause in version.clauses]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for clause in version.clauses:
        assert clause.text == clause.text.strip() != ""
        if clause.parent:
            parent = version.by_place[clause.parent]
            assert parent.start < clause.start
            assert clause.place.startswith(parent.place + ".")
            assert clause.heading_path[: len(parent.heading_path)] == parent.heading_path


@settings(max_examples=100, deadline=None)
@given(source=documents)
def test_the_same_text_gives_the_same_clauses(source: str) -> None:
    assert segment(text.read(source.encode())) == segment(text.read(source.encode()))


@settings(max_examples=100, deadline=None)
@given(source=documents)
def test_plain_text_is_its_own_canonical_text(source: str) -> None:
    assert text.read(source.encode()).text == source.removeprefix("\ufeff")
