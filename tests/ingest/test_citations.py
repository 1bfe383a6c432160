"""Quotes are exact in every format, and what a new edition leaves alone keeps its hash."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Document
from ingest.readers import markdown
from ingest.segmentation import segment
from knowledge import Address, PolicyVersion, cite
from knowledge.sentences import sentence_spans
from tests.ingest.test_generated import READERS, paragraph, policies

FORMATS = (*READERS, (str.encode, markdown.read))


def edition(
    source: str, number: int, write: Callable[[str], bytes], read: Callable[[bytes], Document]
) -> PolicyVersion:
    document = read(write(source))
    clauses = segment(document).clauses
    return PolicyVersion(
        "harbour", "notice", str(number), "t", "en", "public", None, document.text, clauses, "f"
    )


def quotes_are_exact(version: PolicyVersion) -> int:
    count = 0
    for clause in version.clauses:
        assert Address.parse(str(version.address(clause))) == version.address(clause)
        for start, end in sentence_spans(clause.text):
            quoted = cite(version, clause, clause.start + start, clause.start + end)
            assert version.text[quoted.start : quoted.end] == quoted.quote == clause.text[start:end]
            count += 1
    return count


def with_paragraph(source: str, added: str, place: int) -> str:
    """The source with a paragraph at the end of one of its sections."""
    parts = source.split("\n\n## ")
    parts[place % len(parts)] = parts[place % len(parts)].rstrip("\n") + f"\n\n{added}"
    return "\n\n## ".join(parts) + "\n"


def holds(source: str, added: str, place: int) -> None:
    """Five documents and their next editions."""
    for write, read in FORMATS:
        before = edition(source, 1, write, read)
        after = edition(with_paragraph(source, added, place), 2, write, read)
        assert quotes_are_exact(before) > 0
        assert quotes_are_exact(after) > 0
        assert Counter(one.hash for one in before.clauses) <= Counter(one.hash for one in after.clauses)


@settings(max_examples=20, deadline=None)
@given(source=policies(), added=paragraph, place=st.integers(0, 9))
def test_quotes_are_exact_and_unchanged_clauses_keep_their_hash(source: str, added: str, place: int) -> None:
    holds(source, added, place)


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(source=policies(), added=paragraph, place=st.integers(0, 9))
def test_so_it_is_in_1250_documents_and_their_next_editions(source: str, added: str, place: int) -> None:
    holds(source, added, place)
