"""Gold is found in the policies in force, however a question set names it."""

from datetime import date
from pathlib import Path

import pytest

from bot.courses import open_courses
from bot.evaluation import EvaluationError, Span, placed, read_questions
from knowledge import Clause, PolicyVersion

TEXT = "1. Fees\nA fee of 900 yen.\n2. Hours\nFrom nine to noon.\nA fee of 900 yen."
POLICY = "nordlicht/privacy-policy@2024-04-01"


def version(policy: str = "privacy-policy", text: str = TEXT) -> PolicyVersion:
    lines, at = text.split("\n"), 0
    clauses = []
    for number, line in enumerate(lines, start=1):
        clauses.append(Clause(f"p{number}", "", "paragraph", None, (), None, line, at, at + len(line)))
        at += len(line) + 1
    day = date(2024, 4, 1)
    return PolicyVersion(
        "nordlicht", policy, "2024-04-01", "Policy", "en", "public", day, text, tuple(clauses), "x"
    )


def gold(folder: Path, pointers: str, *versions: PolicyVersion) -> list[Span]:
    path = folder / "questions.jsonl"
    path.write_text(f'{{"id":"q7","org":"nordlicht","question":"?","kind":"answerable","gold":{pointers}}}')
    (question,) = read_questions(path)
    return list(placed(question, versions or (version(),)).gold)


@pytest.mark.parametrize(
    ("pointers", "start", "end"),
    [
        ('[{"quote":"A fee of 900 yen."}]', 8, 25),
        ('{"quote":"From nine"}', 35, 44),
        ('{"quote":"Hours From  nine"}', 29, 44),
        ('{"start":29,"end":44,"quote":"Hours From nine"}', 29, 44),
        ('[{"start":8,"end":25}]', 8, 25),
        ('[{"start":54,"end":71,"quote":"A fee of 900 yen."}]', 54, 71),
        ('[{"start":50,"end":67,"quote":"A fee of 900 yen."}]', 54, 71),
        ('[{"clause":"p4"}]', 35, 53),
        ('[{"address":"nordlicht/privacy-policy@2024-04-01#p4"}]', 35, 53),
        ('[{"address":"nordlicht/privacy-policy#p4"}]', 35, 53),
        ('[{"clause":"p4","policy":"nordlicht/privacy-policy"}]', 35, 53),
    ],
)
def test_every_way_to_name_gold_gives_its_place(tmp_path: Path, pointers: str, start: int, end: int) -> None:
    assert gold(tmp_path, pointers) == [Span(start, end, POLICY)]


def test_a_policy_is_chosen_by_its_name_or_by_what_it_says(tmp_path: Path) -> None:
    both = version(), version("cookies", "We set one cookie.")
    (span,) = gold(tmp_path, '[{"quote":"one cookie"}]', *both)
    assert span.version == "nordlicht/cookies@2024-04-01"
    (named,) = gold(tmp_path, '[{"start":0,"end":2,"policy":"cookies"}]', *both)
    assert named.version == "nordlicht/cookies@2024-04-01"


@pytest.mark.parametrize(
    ("pointers", "told"),
    [
        ('[{"quote":"A fee of 800 yen."}]', "do not say “A fee of 800 yen.”"),
        ('[{"start":60,"end":99}]', "outside"),
        ('[{"start":9,"end":9}]', "outside"),
        ('[{"clause":"p9"}]', "clause p9 is not in force"),
        ('[{"address":"nordlicht/privacy-policy@2019-01-01#p1"}]', "2019-01-01#p1 is not in force"),
        ('[{"clause":"p1","policy":"cookies"}]', "no policy cookies"),
        ('[{"start":1}]', "gold needs"),
    ],
)
def test_gold_that_is_not_there_is_told_with_its_question(tmp_path: Path, pointers: str, told: str) -> None:
    with pytest.raises(EvaluationError, match=r"question q7 \(nordlicht\)") as error:
        gold(tmp_path, pointers)
    assert told in str(error.value)


def test_an_encoder_learns_from_quoted_gold_too(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    policies.mkdir()
    text = "# Policy\n\n## 1. Fees\n\nA fee of 900 yen.\n\n## 2. Hours\n\nNoon.\n"
    (policies / "nordlicht.md").write_text(text)
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"id":"a","org":"nordlicht","question":"fee?","kind":"answerable","gold":[{"quote":"900 yen"}]}'
    )
    (course,) = open_courses(path, policies)
    (lesson,) = course.lessons
    assert [course.texts[number].splitlines()[-1] for number in lesson.right] == ["A fee of 900 yen."]
