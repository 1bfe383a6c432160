"""An approved answer is recalled for its very question, and only while its clauses stand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from knowledge import Answer, Answered, Approved, ApprovedQuote, ApprovedSentence, PolicyVersion, Question
from knowledge.asking import asking
from knowledge.config import MODELS, KnowledgeSettings
from knowledge.ports import Encoder
from knowledge.recalling import Recaller
from knowledge.wiring import open_encoder
from tests.knowledge.conftest import Ask, Room
from tests.knowledge.policies import NORDLICHT, policy

ASKED = "Which fee is charged for a disclosure?"
SAID = "The fee for each disclosure is 900 yen."
QUOTE = "A fee of 900 yen is charged for each disclosure."
PAIRS = Path(__file__).parent / "approved_pairs.tsv"


def approved(version: PolicyVersion, quote: str = QUOTE, **changes: object) -> Approved:
    """An answer bound to the clause of a version that holds the quote."""
    clause = next(clause for clause in version.clauses if quote in clause.text)
    bound = ApprovedQuote(f"{version.organisation}/{version.policy}", clause.place, clause.hash, quote)
    answer = Approved(ASKED, (ApprovedSentence(SAID, (bound,)),), "public", "en", date(2026, 10, 5))
    return replace(answer, **changes)  # type: ignore[arg-type]


def answered(room: Room, question: Question, *answers: Approved) -> Answer:
    return room.knowledge.answerer.answer(replace(question, approved=answers))


def test_the_desk_answer_is_given_with_the_quotes_of_the_version_in_force(room: Room, ask: Ask) -> None:
    version = policy()
    room.knowledge.indexer.replace(version)
    answer = answered(room, ask(ASKED), approved(version))
    assert isinstance(answer, Answered)
    assert (answer.engine, answer.approved_on) == ("approved", date(2026, 10, 5))
    (sentence,) = answer.sentences
    (citation,) = sentence.citations
    assert sentence.text == SAID
    assert str(citation.address) == "nordlicht/privacy-policy@2024-04-01#2.p2"
    assert version.text[citation.start : citation.end] == citation.quote == QUOTE


def test_a_moved_clause_is_cited_where_it_stands_now(room: Room, ask: Ask) -> None:
    first = policy()
    room.knowledge.indexer.replace(first)
    moved = {"2. Requests": NORDLICHT["2. Requests"], "1. Purposes": NORDLICHT["1. Purposes"]}
    room.knowledge.indexer.replace(policy(moved, version="2026-01-01", effective=date(2026, 1, 1)))
    answer = answered(room, ask(ASKED), approved(first))
    assert isinstance(answer, Answered)
    assert answer.engine == "approved"
    assert str(answer.sentences[0].citations[0].address) == "nordlicht/privacy-policy@2026-01-01#1.p2"


@pytest.mark.parametrize(
    "requests",
    [["A fee of 950 yen is charged for each disclosure."], ["Please send disclosure requests by post."]],
    ids=["changed", "gone"],
)
def test_what_lost_its_clause_is_not_said(room: Room, ask: Ask, requests: list[str]) -> None:
    first = policy()
    room.knowledge.indexer.replace(first)
    second = NORDLICHT | {"2. Requests": requests}
    room.knowledge.indexer.replace(policy(second, version="2026-01-01", effective=date(2026, 1, 1)))
    answer = answered(room, ask(ASKED), approved(first))
    assert answer.engine == "quotes"
    old = answered(room, ask(ASKED, as_of=date(2025, 1, 1)), approved(first))
    assert old.engine == "approved", "the version in force on the asked date still says so"


@pytest.mark.parametrize(
    ("text", "audience", "language", "history"),
    [
        ("Which fee is charged for a correction?", "public", "en", ()),
        ("Which fee is not charged for a disclosure?", "public", "en", ()),
        ("Which fee of 500 yen is charged for a disclosure?", "public", "en", ()),
        (ASKED, "employees", "en", ()),
        (ASKED, "public", "ja", ()),
        ("And which fee is charged for a disclosure?", "public", "en", ("How do I complain?",)),
    ],
    ids=["other thing", "negation", "number", "audience", "language", "follow-up"],
)
def test_another_question_is_not_answered(
    room: Room, ask: Ask, text: str, audience: str, language: str, history: tuple[str, ...]
) -> None:
    version = policy()
    room.knowledge.indexer.replace(version)
    question = replace(ask(text, audience=audience), language=language, history=history)
    assert answered(room, question, approved(version)).engine == "quotes"


def test_one_lost_quote_withholds_the_whole_answer(room: Room, ask: Ask) -> None:
    version = policy()
    room.knowledge.indexer.replace(version)
    answer = approved(version)
    torn = replace(answer.sentences[0].quotes[0], quote="A fee of 800 yen is charged")
    more = (*answer.sentences, ApprovedSentence("The fee is 800 yen.", (torn,)))
    assert answered(room, ask(ASKED), replace(answer, sentences=more)).engine == "quotes"


def test_a_policy_that_was_not_asked_about_is_never_cited(room: Room, ask: Ask) -> None:
    version = policy()
    room.knowledge.indexer.replace(version)
    room.knowledge.indexer.replace(policy(organisation="suedlicht"))
    assert answered(room, ask(ASKED, "suedlicht"), approved(version)).engine == "quotes"


def test_employees_text_is_not_shown_to_the_public(room: Room, ask: Ask) -> None:
    version = policy(audience="employees")
    room.knowledge.indexer.replace(version)
    assert answered(room, ask(ASKED), approved(version)).engine == "quotes"
    question = ask(ASKED, audience="employees")
    assert answered(room, question, approved(version, audience="employees")).engine == "approved"


def test_of_equal_ones_the_newest_is_given(room: Room, ask: Ask) -> None:
    version = policy()
    room.knowledge.indexer.replace(version)
    newer = approved(version, approved_on=date(2026, 10, 20))
    answer = answered(room, ask(ASKED), approved(version), newer)
    assert isinstance(answer, Answered)
    assert answer.approved_on == date(2026, 10, 20)


def pairs() -> Iterator[tuple[str, str, str, bool]]:
    """Language, approved question, other question, and whether it asks the same."""
    language = question = ""
    for line in PAIRS.read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        mark, *rest = line.split("\t")
        if mark not in ("=", "!"):
            language, question = rest
        else:
            yield language, question, rest[0], mark == "="


@cache
def bundled() -> Encoder:
    return open_encoder(str(MODELS / "madoguchi-encoder"))


def matches(language: str, question: str, known: str) -> bool:
    recaller = Recaller(bundled(), None, KnowledgeSettings())  # type: ignore[arg-type]
    answer = Approved(known, (), "public", language, date(2026, 1, 1))
    asked = Question(question, ("any",), "public", date(2026, 1, 1), language, (), (answer,))
    return bool(recaller._matching(asked))


def test_no_near_question_gets_the_answer_and_most_paraphrases_do() -> None:
    found = [(same, matches(language, other, known)) for language, known, other, same in pairs()]
    right = [hit for same, hit in found if same]
    wrong = [hit for same, hit in found if not same]
    assert (len(right), len(wrong)) >= (60, 120)
    assert sum(wrong) == 0
    assert sum(right) / len(right) >= 0.7
    print(f"paraphrases {sum(right)}/{len(right)}, near questions {sum(wrong)}/{len(wrong)}")  # noqa: T201  # read with -s


def test_no_other_approved_question_is_taken_for_it() -> None:
    known = list(dict.fromkeys((language, question) for language, question, _, _ in pairs()))
    crossed = [
        (question, other)
        for language, question, other, _ in pairs()
        for its, another in known
        if its == language and another != question and asking(other).agrees(asking(another))
        if matches(language, other, another)
    ]
    assert crossed == []
