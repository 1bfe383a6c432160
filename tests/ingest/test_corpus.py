"""Labelled documents: the outline of each stands beside it, one clause a line: place, kind, first words."""

from pathlib import Path

import pytest

from ingest.loading import load
from ingest.segmentation import segment

CORPUS = Path(__file__).parents[1] / "corpus"
DOCUMENTS = sorted(path for path in CORPUS.iterdir() if path.suffix != ".outline")
SHOWN = 28


def outline(path: Path) -> list[str]:
    clauses = segment(load(path)).clauses
    return [f"{clause.place}\t{clause.kind}\t{' '.join(clause.text.split())[:SHOWN]}" for clause in clauses]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_outline_is_as_labelled(path: Path) -> None:
    labelled = path.with_name(path.name + ".outline").read_text(encoding="utf-8").splitlines()
    assert outline(path) == labelled


def test_lists_stand_under_their_lead_in() -> None:
    clauses = {clause.place: clause for clause in segment(load(CORPUS / "loose-lists.en.txt")).clauses}
    assert clauses["h4.p3"].lead_in == "The Group uses personal information for the following purposes."
    assert clauses["h4.p6"].lead_in == "For shareholders, it also serves the following."
    articles = {clause.place: clause for clause in segment(load(CORPUS / "articles.ja.txt")).clauses}
    assert articles["1.2.イ"].lead_in == "当社は、次の情報を取得します。"
    assert articles["1.2.イ"].heading_path == ("第1条（取得する情報）", "（２）お問い合わせの内容")
