"""`madoguchi eval` from the question set to the page: a real house that has read fictional policies."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.main import build_cli

POLICIES = Path(__file__).parent / "policies"
HOSTILE = '<script>alert(1)</script> & "quotes" <img src=x onerror=alert(2)> [bold]'
ROWS: list[dict[str, Any]] = [
    {"id": "fee", "org": "tokiwa-freight", "question": "What is the fee for disclosure?",
     "kind": "answerable", "style": "keyword", "gold": [{"quote": "The fee is 1,000 yen per request"}]},
    {"id": "wrong", "org": "tokiwa-freight", "question": "Is there a fee for a disclosure request?",
     "kind": "answerable", "gold": [{"quote": "Used slips are melted"}], "lang": "en"},
    {"id": "hostile", "org": "tokiwa-freight", "question": HOSTILE, "kind": "answerable",
     "history": [{"role": "user", "text": "<b>earlier</b>"}],
     "gold": [{"quote": "Tokiwa Freight Holdings Privacy Desk"}]},
    {"id": "void", "org": "tokiwa-freight", "question": "Do you read the diaries of whales?",
     "kind": "unanswerable"},
    {"id": "erase", "org": "tokiwa-freight", "question": "Please delete my data.", "kind": "request",
     "expected_ticket_type": "deletion"},
]  # fmt: skip

Eval = Callable[..., Result]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the policy, so that each run asks it at once."""
    folder = tmp_path_factory.mktemp("data")
    policy = str(POLICIES / "tokiwa-freight.md")
    arguments = ["--data", str(folder), "ingest", policy, "--organisation", "tokiwa-freight"]
    told = CliRunner().invoke(build_cli(), arguments)
    assert told.exit_code == 0, told.output
    return folder


@pytest.fixture
def measure(data: Path, tmp_path: Path) -> Eval:
    def run(*options: str | Path, rows: list[dict[str, Any]] = ROWS) -> Result:
        questions = tmp_path / "questions.jsonl"
        questions.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        arguments = ["--data", str(data), "eval", str(questions), *map(str, options)]
        return CliRunner().invoke(build_cli(), arguments)

    return run


class Page(HTMLParser):
    """Collects what a page loads and the elements it opens; fails where one is closed that is not open."""

    EMPTY = frozenset({"meta", "rect", "line", "circle", "polygon", "polyline"})

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.elements: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY:
            assert self.open.pop() == tag


def test_json_holds_the_documented_shape(measure: Eval) -> None:
    told = measure("--json")
    assert told.exit_code == 0, told.output
    run = json.loads(told.stdout)
    assert set(run) == {"format", "threshold", "risk_area", "thresholds", "lines", "questions", "missed"}
    questions = {row["id"]: row for row in run["questions"]}
    assert questions["fee"]["within"] == [True, True, True]
    assert (questions["fee"]["rank"], questions["fee"]["right"]) == (1, True)
    assert (questions["void"]["outcome"], questions["erase"]["outcome"]) == ("NotCovered", "WantsAction")
    assert questions["erase"]["confidence"] is None
    assert 0 <= questions["void"]["confidence"] < questions["fee"]["confidence"] <= 1
    assert run["lines"][0]["counts"]["within300"] == 3
    assert run["lines"][0]["exact_quotes"] == 1


def test_the_report_is_one_page_that_loads_nothing_and_runs_nothing(measure: Eval, tmp_path: Path) -> None:
    report, drawing = tmp_path / "report.html", tmp_path / "curve.svg"
    told = measure("--report", report, "--risk-coverage", drawing)
    assert told.exit_code == 0, told.output
    html = report.read_text("utf-8")
    page = Page()
    page.feed(html)
    assert (page.loads, page.handlers, page.open) == ([], [], [])
    assert not {"script", "img", "link"} & set(page.elements)
    assert "url(" not in html
    assert "@import" not in html
    assert "http" not in html.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;earlier" in html
    assert drawing.read_text("utf-8").startswith("<svg")


def test_the_report_shows_a_miss_beside_the_gold(measure: Eval, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    measure("--report", report, rows=ROWS[:2])
    html = report.read_text("utf-8")
    assert "2 questions, 1 of them" in html
    miss = html[html.index("<article>") :]
    assert miss.count("<article>") == 1
    expected, shown = miss.split("<h4>Shown</h4>")
    assert "Used slips are melted" in expected
    assert "tokiwa-freight/" in expected
    assert "1,000 yen" in shown
    assert "in the search" in expected


def test_what_a_looser_threshold_would_answer_is_estimated(
    measure: Eval, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_KNOWLEDGE_LEAST_CONFIDENCE", "1")
    run = json.loads(measure("--json", rows=ROWS[:2]).stdout)
    assert [row["outcome"] for row in run["questions"]] == ["NotCovered", "NotCovered"]
    loosest, strictest = run["thresholds"][0], run["thresholds"][-1]
    assert (loosest["answered"], loosest["wrong_among_answered"]) == (1, 0.5)
    assert (strictest["threshold"], strictest["answered"], strictest["refused_answerable"]) == (1, 0, 1)


def test_a_group_of_one_row_is_left_out(measure: Eval, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    one = measure("--report", report, rows=ROWS[:1])
    assert "organisation" not in one.stdout
    assert "By group" not in report.read_text("utf-8")
    assert "about tokiwa-freight." in report.read_text("utf-8")
    assert "kind" in measure(rows=ROWS).stdout


def test_a_page_that_cannot_be_written_is_told_before_asking(measure: Eval, tmp_path: Path) -> None:
    told = measure("--report", tmp_path / "none" / "report.html")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "its folder does not exist" in told.stderr


def test_tables_fit_eighty_columns_and_show_text_as_it_is(measure: Eval) -> None:
    rows = [*ROWS[1:], ROWS[0] | {"style": "[bold]odd[/bold]"}]
    told = measure(rows=rows)
    assert told.exit_code == 0, told.output
    assert max(map(len, told.stdout.splitlines())) <= 80
    assert "[bold]odd" in told.stdout
    assert "Gold within 300" in told.stdout


def test_a_run_compares_with_itself_as_unchanged(measure: Eval, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    assert measure("--save", run).exit_code == 0
    assert "whales" not in run.read_text("utf-8")
    told = measure("--compare", run, "--report", tmp_path / "report.html")
    assert "0 better, 0 worse, 5 the same. No question changed." in told.stdout
    assert "Against the saved run" in (tmp_path / "report.html").read_text("utf-8")


def test_a_changed_question_is_listed_in_both_places(measure: Eval, tmp_path: Path) -> None:
    run = tmp_path / "run.json"
    measure("--save", run)
    better = [row | {"gold": ROWS[0]["gold"]} if row["id"] == "wrong" else row for row in ROWS]
    told = measure("--compare", run, "--report", tmp_path / "report.html", rows=better)
    assert "better  wrong  Answered → Answered" in told.stdout
    assert "<code>wrong</code> Is there a fee for a disclosure request?" in (
        tmp_path / "report.html"
    ).read_text("utf-8")
    changes = json.loads(measure("--compare", run, "--json", rows=better).stdout)["comparison"]
    assert changes["better"] == [{"id": "wrong", "before": "Answered", "now": "Answered"}]


def test_a_missed_floor_is_one_line_and_exit_code_1(measure: Eval) -> None:
    floors = [
        "--at-least",
        "all.within300=0.9",
        "--at-least",
        "all.exact_quotes=1",
        "--at-least",
        "all.mrr=0.99",
    ]
    told = measure(*floors)
    assert told.exit_code == 1
    assert [line.split(" is ")[0] for line in told.stderr.splitlines() if "wanted" in line] == [
        "all.within300",
        "all.mrr",
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ROWS[0] | {"gold": [{"quote": "no such words"}]}, "question fee (tokiwa-freight)"),
        (ROWS[0] | {"org": "elsewhere"}, "elsewhere: no policy is in force"),
        (ROWS[0] | {"kind": "hopeful"}, "questions.jsonl:1"),
    ],
)
def test_a_mistake_is_one_line_without_a_traceback(measure: Eval, row: dict[str, Any], told: str) -> None:
    result = measure(rows=[row])
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_folder_of_policies_is_read_into_a_house_of_its_own(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    policies.mkdir()
    text = "Privacy Policy\n\n1. Fees\n\nA fee of 900 yen is charged for each disclosure request.\n"
    (policies / "nordlicht.txt").write_text(text)
    row = {
        "id": "q1",
        "org": "nordlicht",
        "question": "What is the disclosure fee?",
        "kind": "answerable",
        "gold": {"quote": "A fee of 900 yen is charged"},
    }
    (tmp_path / "questions.jsonl").write_text(json.dumps(row) + "\n")
    arguments = ["eval", str(tmp_path / "questions.jsonl"), "--policies", str(policies), "--json"]
    told = CliRunner().invoke(build_cli(), arguments)
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["lines"][0]["within300"] == 1.0
