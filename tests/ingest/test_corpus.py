"""Labelled documents: the outline of each stands beside it, one clause a line: place, kind, first words."""

from pathlib import Path

import pytest

from ingest.loading import load

CORPUS = Path(__file__).parents[1] / "corpus"
DOCUMENTS = sorted(path.with_suffix("") for path in CORPUS.glob("*.outline"))


def seen(text: str) -> str:
    """Without white space and the bars between cells, which labels leave to the reader."""
    return "".join(text.split()).replace("|", "")


MISSED = {"library.en.txt": "two short lines of an address look like one that is wrapped"}


def labelled(path: Path) -> object:
    missed = MISSED.get(path.name)
    marks = [pytest.mark.xfail(strict=True, reason=missed)] if missed else []
    return pytest.param(path, id=path.name, marks=marks)


@pytest.mark.parametrize("path", [labelled(path) for path in DOCUMENTS])
def test_outline_is_as_labelled(path: Path) -> None:
    lines = path.with_name(path.name + ".outline").read_text(encoding="utf-8").splitlines()
    labels = [line.split("\t") for line in lines]
    clauses = load(path).clauses
    assert [(clause.place, clause.kind) for clause in clauses] == [(place, kind) for place, kind, _ in labels]
    for clause, (_, _, words) in zip(clauses, labels, strict=True):
        text, label = seen(clause.text), seen(words)
        assert text.startswith(label) or label.startswith(text)


def test_all_formats_and_both_languages_are_in_the_corpus() -> None:
    endings = {tuple(path.name.split(".")[1:]) for path in DOCUMENTS}
    assert {ending for _, ending in endings} == {"txt", "md", "html", "docx", "pdf"}
    assert {("ja", "docx"), ("ja", "pdf"), ("ja", "html"), ("ja", "txt")} <= endings
    assert len(DOCUMENTS) >= 12


def test_lists_stand_under_their_lead_in() -> None:
    clauses = {clause.place: clause for clause in load(CORPUS / "loose-lists.en.txt").clauses}
    assert clauses["h4.p3"].lead_in == "The Group uses personal information for the following purposes."
    assert clauses["h4.p6"].lead_in == "For shareholders, it also serves the following."
    articles = {clause.place: clause for clause in load(CORPUS / "articles.ja.txt").clauses}
    assert articles["1.2.イ"].lead_in == "当社は、次の情報を取得します。"
    assert articles["1.2.イ"].heading_path == ("第1条（取得する情報）", "（２）お問い合わせの内容")


def test_captions_stand_in_the_heading_path() -> None:
    shop = {clause.place: clause for clause in load(CORPUS / "shop.en.html").clauses}
    assert shop["h3.h1.p2"].heading_path == ("What we collect", "From you.")
    statute = {clause.place: clause for clause in load(CORPUS / "statute.ja.txt").clauses}
    assert statute["1.h2.2.三"].heading_path == ("第１章 総則", "（定義）")
