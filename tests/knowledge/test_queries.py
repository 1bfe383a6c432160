"""What is searched for: terms, the other language, the topic of a follow-up."""

from datetime import date

import pytest

from knowledge import Question
from knowledge.glossary import entries, to_english, to_japanese
from knowledge.queries import query, query_of
from knowledge.words import terms


def asked(text: str, *history: str) -> Question:
    return Question(text, ("kai",), "public", date(2026, 1, 1), "en", history)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cookies", "cookie"),
        ("companies", "company"),
        ("Fees", "fee"),
        ("recorded", "recording"),
        ("ＦＡＸ", "fax"),
    ],
)
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


def test_japanese_is_found_by_one_and_two_signs() -> None:
    assert terms("退会の手続き") == ["退", "会", "手", "続", "退会", "会の", "の手", "手続", "続き"]
    assert terms("the and of") == []


def test_the_glossary_is_well_formed() -> None:
    names = [japanese for japanese, _ in entries()]
    assert len(names) == len(set(names)) > 300
    assert all(english and all(term.strip() == term for term in english) for _, english in entries())


def test_the_longest_term_wins() -> None:
    assert to_english("個人情報保護法について") == ["act on the protection of personal information"]
    assert "fee charge" in to_english("手数料はいくら？")[0]


def test_english_terms_are_whole_words() -> None:
    assert "手数料" in to_japanese("What are the fees?")
    assert "手数料" not in to_japanese("I feel fine")


def test_a_japanese_question_is_asked_in_english_too() -> None:
    made = query("個人情報の開示の手数料は？ NI+C")
    assert made.language == "ja"
    assert "disclosure" in made.meaning
    assert "手数料" in made.words
    assert query("What is the fee?").meaning == "What is the fee?"


@pytest.mark.parametrize(
    "text", ["ok and at half past twelve?", "what about children?", "Is it free?", "それは無料ですか"]
)
def test_a_follow_up_keeps_its_topic(text: str) -> None:
    topic = "When can I call the customer service office?"
    made = query_of(asked(text, "Hello", topic))
    assert topic.split()[3] in made.words


def test_a_question_that_stands_alone_is_left_alone() -> None:
    text = "Which companies in the group receive shareholders' addresses for printing annual reports?"
    assert query_of(asked(text, "When can I call the customer service office?")).meaning == text
