"""Reports, curves, comparisons and floors compute what they say."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import (
    EvaluationError,
    Score,
    as_run,
    compare,
    curve,
    drawn_curve,
    effects,
    missed,
    read_run,
    summarise,
)
from bot.evaluation.comparing import mcnemar
from bot.evaluation.curves import area
from bot.evaluation.shares import Share
from tests.quality.test_evaluation import QUESTION, quote, reply, scored

SVG = "{http://www.w3.org/2000/svg}"


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


def test_what_was_refused_within_reach_is_right_below_its_confidence() -> None:
    refused = replace(judged("e", 0.1, answerable=True, hit=False), within=(False,) * 3)
    assert [point.wrong for point in curve([*SCORES, refused], [0.05, 0.2])] == [2, 3]
    reached = replace(refused, within_reach=True)
    assert [point.wrong for point in curve([*SCORES, reached], [0.05, 0.2])] == [2, 2]


def test_the_area_is_the_risk_averaged_over_coverage() -> None:
    assert area(curve(SCORES)) == pytest.approx((0 + 0.5 + 0.667 + 0.5) / 4, abs=1e-3)
    assert area([]) is None


def test_effects_tell_what_other_thresholds_would_do() -> None:
    told = {p.threshold: (p.answered, p.wrong, round(p.refused, 3)) for p in effects(SCORES, 0.7)}
    assert told[0.05] == (4, 2, 0)
    assert told[0.7] == (2, 1, 0.333)
    assert list(told) == sorted(told)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_a_looser_threshold_never_answers_less(rows: list[tuple[float, bool, bool]]) -> None:
    scores = [judged(str(n), c, answerable=a, hit=h) for n, (c, a, h) in enumerate(rows)]
    points = curve(scores)
    assert [point.answered for point in points] == sorted(point.answered for point in points)
    assert points[-1].coverage == 1
    assert 0 <= (area(points) or 0) <= 1


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314  # our own


def test_the_drawing_is_one_element_that_marks_the_threshold_in_force() -> None:
    drawn = parsed(drawn_curve(SCORES, 0.6))
    assert [circle.get("cx") for circle in drawn.iter(f"{SVG}circle")] == ["412.0"]
    assert [text.text for text in drawn.iter(f"{SVG}text")].count("threshold 0.60") == 1
    line = next(drawn.iter(f"{SVG}polyline")).get("points", "")
    assert len(line.split()) == 4
    assert [*parsed(drawn_curve([], 0.6)).iter(f"{SVG}circle")] == []


def test_intervals_are_wilsons() -> None:
    assert Share(5, 10).interval == (0.237, 0.763)
    assert Share(10, 10).interval == (0.722, 1.0)
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


def test_two_runs_are_compared_question_by_question(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(as_run(summarise(SCORES), SCORES, 0.2)))
    assert "What is it for" not in path.read_text()
    changed = [SCORES[0], judged("b", 0.8, answerable=True, hit=True), *SCORES[2:-1]]
    told = compare(as_run(summarise(changed), changed, 0.2), read_run(path))
    assert [change.id for change in told.better] == ["b"]
    assert (told.worse, told.same, told.only_one, told.chance) == ((), 2, 1, 1.0)
    assert "may well be chance" in told.verdict
    assert ("within300", 0.667, 1.0) in told.figures


def test_chance_is_the_exact_test_of_mcnemar() -> None:
    assert mcnemar(9, 1) == pytest.approx(22 / 1024)
    assert mcnemar(1, 9) == mcnemar(9, 1)
    assert mcnemar(0, 0) == mcnemar(3, 3) == 1


@pytest.mark.parametrize("text", ["[]", "{}", "not json", '{"format": 2, "questions": [], "lines": []}'])
def test_what_is_no_run_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text)
    with pytest.raises(EvaluationError, match="not a run"):
        read_run(path)
    with pytest.raises(EvaluationError, match="not a run"):
        read_run(tmp_path / "none.json")


def test_a_missed_floor_is_told_and_an_unknown_one_is_an_error() -> None:
    lines = summarise(SCORES)
    assert missed(lines, ["all.within300=0.5", "en.within1500=0.6", "style:plain.mrr=0.6"]) == []
    assert missed(lines, ["en.within300=0.9"]) == ["en.within300 is 0.667, at least 0.9 is wanted"]
    assert missed(lines, ["all.safe=1"]) == ["all.safe is not measured, at least 1 is wanted"]
    for floor in ("en.nothing=0.9", "fr.mrr=0.9", "en.mrr", "en.mrr=much"):
        with pytest.raises(EvaluationError, match=r"row\.figure"):
            missed(lines, [floor])
