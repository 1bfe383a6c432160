"""One policy in five formats: the same numbers, heading paths, lead-ins and texts up to white space."""

import re
from datetime import date
from pathlib import Path

import pytest

from ingest import read_policy
from knowledge import PolicyVersion
from tests.ingest import formats

FILES = {
    "notice.md": formats.SOURCE.encode(),
    "notice.html": formats.as_html(formats.SOURCE),
    "notice.txt": formats.as_text(formats.SOURCE),
    "notice.docx": formats.as_docx(formats.SOURCE),
    "notice.pdf": formats.as_pdf(formats.SOURCE),
}


def version_of(folder: Path, name: str) -> PolicyVersion:
    path = folder / name
    path.write_bytes(FILES[name])
    return read_policy(path, organisation="larch").version


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def signature(version: PolicyVersion) -> list[tuple[object, ...]]:
    return [
        (
            clause.place,
            clause.parent,
            clause.kind,
            clause.number,
            tuple(map(words, clause.heading_path)),
            words(clause.lead_in or ""),
            words(clause.text),
        )
        for clause in version.clauses
    ]


def test_markdown_gives_the_expected_clauses(tmp_path: Path) -> None:
    version = version_of(tmp_path, "notice.md")
    assert [(clause.place, clause.kind) for clause in version.clauses] == [
        ("h1", "heading"),
        ("p1", "paragraph"),
        ("1", "heading"),
        ("1.p1", "paragraph"),
        ("1.1", "item"),
        ("1.2", "item"),
        ("1.2.p1", "item"),
        ("1.2.p2", "item"),
        ("1.3", "item"),
        ("1.p2", "paragraph"),
        ("2", "heading"),
        ("2.p1", "paragraph"),
        ("2.1", "heading"),
        ("2.1.p1", "paragraph"),
        ("h2", "heading"),
        ("h2.p1", "paragraph"),
        ("h2.p2", "paragraph"),
    ]
    item = version.by_place["1.2.p1"]
    assert item.heading_path == ("1. What we collect",)
    assert item.lead_in == "how we can reach you:"
    assert (version.policy, version.version) == ("larch-valley-clinic-privacy-notice", "2023-05-04")
    assert version.effective == date(2023, 5, 4)


@pytest.mark.parametrize("name", [name for name in FILES if name != "notice.md"])
def test_every_format_gives_the_same_clauses(tmp_path: Path, name: str) -> None:
    expected = version_of(tmp_path, "notice.md")
    version = version_of(tmp_path, name)
    assert signature(version) == signature(expected)
    assert (version.title, version.policy, version.version) == (
        expected.title,
        expected.policy,
        expected.version,
    )


@pytest.mark.parametrize("name", FILES)
def test_reading_twice_gives_the_same_version(tmp_path: Path, name: str) -> None:
    assert version_of(tmp_path, name) == version_of(tmp_path, name)


def test_pdf_clauses_know_their_page(tmp_path: Path) -> None:
    source = formats.SOURCE + "\n\n".join(f"Paragraph {n} says little." for n in range(60))
    path = tmp_path / "long.pdf"
    path.write_bytes(formats.as_pdf(source))
    version = read_policy(path, organisation="larch").version
    pages = [clause.page for clause in version.clauses if clause.page is not None]
    assert len(pages) == len(version.clauses)
    assert pages == sorted(pages)
    assert pages[-1] > 2
    assert not any(clause.text == "Larch Valley Clinic" or " / " in clause.text for clause in version.clauses)
