"""Reports, curves, comparisons and floors compute what they say."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import build_cli
from bot.evaluation import EvaluationError, Score, compare, curve, missed, save, summarise, svg
from bot.evaluation.comparing import mcnemar
from bot.evaluation.curves import wilson
from tests.quality.test_evaluation import QUESTION, quote, reply, scored

HERE = Path(__file__).parent


def judged(name: str, confidence: float, *, answerable: bool, hit: bool) -> Score:
    question = replace(QUESTION, id=name, kind="answerable" if answerable else "unanswerable")
    given = reply(quote(100, 150) if hit else quote(400, 450))
    return replace(scored(question, given), confidence=confidence)


SCORES = [
    judged("a", 0.9, answerable=True, hit=True),
    judged("b", 0.8, answerable=True, hit=False),
    judged("c", 0.6, answerable=False, hit=False),
    judged("d", 0.2, answerable=True, hit=True),
]


def test_the_curve_counts_wrong_answers_among_those_given() -> None:
    points = curve(SCORES)
    assert [(p.threshold, p.coverage, round(p.risk, 3)) for p in points] == [
        (0.9, 0.25, 0.0),
        (0.8, 0.5, 0.5),
        (0.6, 0.75, 0.667),
        (0.2, 1.0, 0.5),
    ]
    assert [round(p.refused, 3) for p in curve(SCORES, [0.5])] == [0.333]
    assert curve([], [0.5]) == []


def test_the_drawing_marks_the_threshold_in_force() -> None:
    drawn = svg(curve(SCORES), 0.6)
    assert drawn.count("<circle") == 1
    assert "threshold 0.60" in drawn
    assert drawn.count(",") > 4


def test_intervals_are_wilsons() -> None:
    low, high = wilson(0.5, 10) or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.237, 0.763)
    assert wilson(None, 10) is None


def test_two_runs_are_compared_question_by_question(tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    save(run, summarise(SCORES), SCORES)
    assert "What is it for" not in run.read_text()
    changed = [SCORES[0], judged("b", 0.8, answerable=True, hit=True), *SCORES[2:]]
    told = compare(changed, run)
    assert (told.better, told.worse, told.same, told.chance) == (("b",), (), 3, 1.0)
    assert mcnemar(9, 1) == pytest.approx(0.0215, abs=1e-4)
    run.write_text("[]")
    with pytest.raises(EvaluationError, match="not a run"):
        compare(SCORES, run)


def test_a_missed_floor_is_told_and_an_unknown_one_is_an_error() -> None:
    lines = summarise(SCORES)
    assert missed(lines, ["all.within300=0.5", "en.within1500=0.6"]) == []
    (told,) = missed(lines, ["en.within300=0.9"])
    assert "0.667" in told
    with pytest.raises(EvaluationError, match=r"row\.figure"):
        missed(lines, ["en.nothing=0.9"])


class Page(HTMLParser):
    """Collects what a page loads and the tags it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href")]


def test_a_report_is_one_page_that_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (HERE / "questions.jsonl").read_text("utf-8").splitlines()]
    text = (HERE / "policies" / f"{rows[0]['org']}.md").read_text("utf-8")
    quoted = rows[0]["gold"][0]["quote"]
    start = text.index(quoted)
    asked = [
        rows[0] | {"gold": [{"start": start, "end": start + len(quoted)}]},
        {"id": "x", "org": rows[0]["org"], "kind": "answerable", "question": "<script>alert(1)</script>",
         "gold": [{"start": 0, "end": 20}]},
    ]  # fmt: skip
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(json.dumps(row) for row in asked), "utf-8")
    report, drawing = tmp_path / "report.html", tmp_path / "curve.svg"
    arguments = ["eval", str(questions), "--policies", str(HERE / "policies"), "--report", str(report)]
    arguments += ["--risk-coverage", str(drawing), "--at-least", "all.within300=1.0"]
    result = CliRunner().invoke(build_cli(), arguments)
    assert result.exit_code == 1
    assert "all.within300 is" in result.output
    page = Page()
    page.feed(report.read_text("utf-8"))
    assert page.loads == []
    assert "script" not in page.tags
    assert "&lt;script&gt;" in report.read_text("utf-8")
    assert page.tags.count("table") == 5
    assert drawing.read_text().startswith("<svg")
