"""Answers quote what supports them, abstain honestly, and never say more than the quotes."""

import itertools
from dataclasses import replace

import pytest

from knowledge import Answered, NotCovered, Sentence, cite
from knowledge.asked import asked_value, values
from knowledge.grounding import normalised, objection
from tests.knowledge.conftest import Ask, Room
from tests.knowledge.policies import policy

LISTS = {
    "1. Stopping": [
        "We stop the newsletter. The e-mail should contain the following:",
        "- Customer number",
        "- Name",
        "- Address",
    ],
    "2. Fees": ["A fee of 900 yen is charged for a disclosure of data."],
}


def test_a_sentence_is_quoted_exactly_with_its_address(room: Room, ask: Ask) -> None:
    version = policy()
    room.knowledge.indexer.replace(version)
    answer = room.knowledge.answerer.answer(ask("Which fee is charged for a disclosure?"))
    assert isinstance(answer, Answered)
    citation = answer.sentences[0].citations[0]
    assert str(citation.address) == "nordlicht/privacy-policy@2024-04-01#2.p2"
    assert version.text[citation.start : citation.end] == citation.quote == answer.sentences[0].text
    assert answer.engine == "quotes"
    roles = [c.role for s in answer.sentences for c in s.citations], [c.role for c in answer.related]
    assert set(roles[0]) == {"answer"}
    assert len(roles[0]) <= 3
    assert set(roles[1]) <= {"related"}


def test_no_two_quotes_overlap(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy(LISTS))
    answer = room.knowledge.answerer.answer(ask("What should the e-mail to stop the newsletter contain?"))
    assert isinstance(answer, Answered)
    places = sorted((c.start, c.end) for c in [*(s.citations[0] for s in answer.sentences), *answer.related])
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))


def test_a_short_list_is_quoted_with_the_sentence_that_introduces_it(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy(LISTS))
    answer = room.knowledge.answerer.answer(ask("Must the e-mail contain the customer number?"))
    assert isinstance(answer, Answered)
    assert answer.sentences[0].text.startswith(
        "The e-mail should contain the following:"
    ) or answer.sentences[0].text.startswith("We stop the newsletter.")
    assert answer.sentences[0].text.endswith("Address")


@pytest.mark.parametrize(
    "text", ["How many days do camera recordings last?", "Which fee is charged for disclosure?"]
)
def test_the_value_asked_for_comes_first(room: Room, ask: Ask, text: str) -> None:
    room.knowledge.indexer.replace(policy())
    answer = room.knowledge.answerer.answer(ask(text))
    value = asked_value(text)
    assert value is not None
    assert value.states.search(answer.sentences[0].text)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "What is the phone number of the privacy desk?",
        "What is the e-mail address of the privacy desk?",
        "Who is the president?",
    ],
)
def test_a_value_that_no_clause_states_is_not_covered(room: Room, ask: Ask, text: str) -> None:
    room.knowledge.indexer.replace(policy())
    answer = room.knowledge.answerer.answer(ask(text))
    assert isinstance(answer, NotCovered)
    assert {c.role for c in answer.near} <= {"near"}
    assert answer.missing in ("telephone", "email", "person")
    assert list(room.knowledge.answerer.sentences(ask(text))) == []


def test_a_topic_that_is_far_from_every_clause_is_not_covered(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    assert isinstance(room.knowledge.answerer.answer(ask("zebra giraffe okapi")), NotCovered)


def test_sentences_come_one_by_one(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    question = ask("Are there cameras at the entrance?")
    answer = room.knowledge.answerer.answer(question)
    assert tuple(room.knowledge.answerer.sentences(question)) == answer.sentences  # type: ignore[union-attr]


def sentence(said: str, quote: str) -> Sentence:
    version = policy({"1. A": [quote]})
    clause = version.by_place["1.p1"]
    return Sentence(said, (cite(version, clause, clause.start, clause.end),))


@pytest.mark.parametrize(
    ("said", "quote", "expected"),
    [
        ("We keep it for 30 days.", "We keep it for 30 days.", None),
        ("We keep it — for 30  days.", "We keep it – for 30 days.", None),
        ("“Data” means data.", '"Data" means data.', None),
        ("We keep it for 90 days.", "We keep it for 30 days.", "number"),
        ("a fee of 000 yen", "There is a fee of 1,000 yen.", "words"),
        ("a fee of 1", "There is a fee of 1,000 yen.", "words"),
        ("sell your data", "We do not sell your data.", "negation"),
        ("提供します", "法令の場合を除いて提供します", "negation"),
        ("We delete it.", "We keep it for 30 days.", "words"),
    ],
)
def test_a_sentence_needs_a_quote_that_carries_it(said: str, quote: str, expected: str | None) -> None:
    assert objection(sentence(said, quote)) == expected


def test_one_of_several_quotes_is_enough() -> None:
    good = sentence("We keep it.", "We keep it.")
    other = sentence("Other.", "Other.").citations[0]
    assert objection(replace(good, citations=(other, *good.citations))) is None


def test_normalising_is_idempotent_and_keeps_case() -> None:
    assert normalised("Ａ\n  “b”—c") == 'A "b"-c'
    assert normalised(normalised("Ａ\n  “b”—c")) == normalised("Ａ\n  “b”—c")


VALUES = {
    "amount": ("How much is the fee?", "A fee of 1,000 yen is charged."),
    "hours": ("What are your office hours?", "Open from 9 a.m. to 5 p.m."),
    "telephone": ("What is the phone number of the desk?", "Call 0277-555-046."),
    "email": ("お問い合わせのメールアドレスは？", "Write to desk@nordlicht.example."),
    "url": ("What URL has the form?", "See https://nordlicht.example/form"),
    "postal address": ("What is the postal address?", "6-17 Honcho, Kiryu, Gunma 376-0099"),
    "time limit": ("開示まで何日かかりますか", "We answer within 14 days."),
    "duration": ("How long is it kept?", "It is kept until the contract ends."),
    "date": ("When was this policy last updated?", "Last amended: March 8, 2018"),
    "person": ("Who is the president?", "Hanako Yamada, President"),
    "companies": ("Show me the list of group companies", "Nordlicht Ltd. and Suedlicht Inc."),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_kind_of_value_is_recognised_in_question_and_policy(name: str) -> None:
    question, statement = VALUES[name]
    value = asked_value(question)
    assert value is not None
    assert value.name == name
    assert value.states.search(statement)
    assert not value.states.search("We handle personal information with care.")


def test_every_kind_of_value_is_tried_here() -> None:
    assert {value.name for value in values()} == set(VALUES)


@pytest.mark.parametrize(
    "text",
    [
        "Do you have my phone number?",
        "Who may see my e-mail address?",
        "May I object to direct mail?",
        "Why do you need my address?",
    ],
)
def test_other_questions_ask_for_no_value(text: str) -> None:
    assert asked_value(text) is None


def test_a_group_company_speaks_before_its_group_and_they_are_never_mixed(room: Room, ask: Ask) -> None:
    own = {"1. Requests": ["No fee is charged for a disclosure of data."]}
    group = {"1. Requests": ["A fee of 1,000 yen is charged for a disclosure of data.", "We use cookies."]}
    room.knowledge.indexer.replace(replace(policy(own), organisation="company"))
    room.knowledge.indexer.replace(replace(policy(group), organisation="group"))
    answer = room.knowledge.answerer.answer(
        ask("Which fee is charged for a disclosure of data?", "company", "group")
    )
    assert isinstance(answer, Answered)
    shown = [citation for sentence in answer.sentences for citation in sentence.citations]
    assert {citation.address.organisation for citation in shown} == {"company"}
    assert any("1,000 yen" in citation.quote for citation in answer.related)
    filled = room.knowledge.answerer.answer(ask("Do you use cookies?", "company", "group"))
    assert isinstance(filled, Answered)
    assert filled.sentences[0].citations[0].address.organisation == "group"
