"""`madoguchi eval --structure`: clauses against outlines that people wrote."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import build_cli
from bot.evaluation.questions import EvaluationError
from bot.evaluation.structure import Labelled, Structure, documents, measure, nodes, read_outline, together

NOTICE = "# Larch Notice\n\nWe sell trees.\n\n## 1 Scope\n\nAll of it.\n\n1.1 Shops.\n\n1.2 Parks.\n"
RIGHT = (
    "h1\theading\tLarch Notice\np1\tparagraph\tWe sell\n1\theading\t1 Scope\n"
    "1.p1\tparagraph\tAll of it.\n1.1\titem\t1.1 Shops\n1.2\titem\t1.2 Parks\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "notice.md").write_text(NOTICE)
    (tmp_path / "notice.md.outline").write_text(RIGHT)
    return tmp_path


def test_what_agrees_with_its_outline_scores_one(corpus: Path) -> None:
    assert measure(corpus / "notice.md") == Structure("notice.md", 6, 6, 6)


def test_a_clause_under_the_wrong_one_or_not_there_counts_against(corpus: Path) -> None:
    wrong = RIGHT.replace("1.2\titem\t1.2 Parks", "2\titem\t1.2 Parks\n3\titem\tNowhere written")
    (corpus / "notice.md.outline").write_text(wrong)
    structure = measure(corpus / "notice.md")
    assert (structure.labelled, structure.cut, structure.agreeing) == (7, 6, 5)
    assert structure.f1 == pytest.approx(10 / 13)


def test_all_documents_weigh_by_their_clauses() -> None:
    assert together([Structure("a", 2, 2, 2), Structure("b", 6, 8, 4)]) == Structure("all", 8, 10, 6)


def test_words_are_looked_for_after_the_clause_before() -> None:
    outline = [
        Labelled("1", "heading", "Scope"),
        Labelled("2", "heading", "Data"),
        Labelled("2.p1", "p", "Scope"),
    ]
    assert list(nodes(outline, "Scope\n  Data\nScope")) == [(0, -1), (8, -1), (13, 8)]


def test_a_line_that_is_no_label_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md.outline").write_text("1\theading\tScope\nnonsense\n")
    with pytest.raises(EvaluationError, match=r"a\.md\.outline, line 2"):
        read_outline(tmp_path / "a.md.outline")


def test_a_folder_without_outlines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no document with an outline"):
        documents(tmp_path)


def test_the_command_prints_every_document_and_all(corpus: Path) -> None:
    done = CliRunner().invoke(build_cli(), ["eval", "--structure", str(corpus)])
    assert done.exit_code == 0, done.output
    assert [line.split() for line in done.stdout.splitlines()[1:]] == [
        ["notice.md", "6", "6", "6", "1.000"],
        ["all", "6", "6", "6", "1.000"],
    ]


def test_a_missed_floor_ends_with_code_1(corpus: Path) -> None:
    (corpus / "notice.md.outline").write_text(RIGHT.replace("1.p1\tparagraph\tAll of it.\n", ""))
    done = CliRunner().invoke(build_cli(), ["eval", "--structure", str(corpus), "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["all"]["f1"] == pytest.approx(10 / 11, abs=1e-4)
    assert "0.909 is below 0.97" in done.stderr


def test_another_floor_may_be_set(corpus: Path) -> None:
    (corpus / "notice.md.outline").write_text(RIGHT.replace("1.p1\tparagraph\tAll of it.\n", ""))
    done = CliRunner().invoke(build_cli(), ["eval", "--structure", str(corpus), "--at-least", "0.9"])
    assert done.exit_code == 0, done.stderr


def test_the_own_corpus_is_measured_when_no_folder_is_named() -> None:
    done = CliRunner().invoke(build_cli(), ["eval", "--structure", "--json"])
    assert done.exit_code == 0, done.stderr
    assert len(json.loads(done.stdout)["documents"]) >= 9


def test_a_floor_that_is_no_share_is_refused(corpus: Path) -> None:
    done = CliRunner().invoke(build_cli(), ["eval", "--structure", str(corpus), "--at-least", "en=high"])
    assert done.exit_code == 1
    assert "--at-least takes one share" in done.stderr
