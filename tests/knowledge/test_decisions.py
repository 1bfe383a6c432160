"""The outcome is a decision: covered, in part, contradicted by a layer, on a false premise, or not."""

import tomllib
from importlib.resources import files

import pytest

from knowledge import Answered, Conflicting, NotCovered, PartlyAnswered, Question
from knowledge.asked import values
from knowledge.calibrating import fitted
from knowledge.figures import claimed, disagree, figures
from knowledge.parts import parts
from knowledge.queries import query_of
from knowledge.topics import asked, packed, stated, topics, unpacked
from tests.knowledge.conftest import Ask, Room
from tests.knowledge.policies import policy

GROUP = {"1. Requests": ["A disclosure request is answered within 30 days.", "A fee of 900 yen is charged."]}
COMPANY = {"1. Requests": ["A disclosure request is answered within 10 days.", "Requests come by post."]}


def test_a_topic_that_no_clause_speaks_of_is_named(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    answer = room.knowledge.answerer.answer(ask("Do you use cookies to deliver orders?"))
    assert isinstance(answer, NotCovered)
    assert answer.missing == "cookies"
    assert isinstance(room.knowledge.answerer.answer(ask("Is there CCTV at the entrance?")), Answered)


def test_one_of_two_questions_is_answered(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    text = "Which fee is charged for a disclosure, and what is the e-mail address?"
    answer = room.knowledge.answerer.answer(ask(text))
    assert isinstance(answer, PartlyAnswered)
    assert "900 yen" in answer.sentences[0].text
    assert answer.missing == "email"


def test_two_values_asked_for_are_both_stated(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    text = "Which fee is charged for a disclosure, and how many days do camera recordings last?"
    answer = room.knowledge.answerer.answer(ask(text))
    assert isinstance(answer, Answered)
    said = " ".join(sentence.text for sentence in answer.sentences)
    assert "900 yen" in said
    assert "14 days" in said


def test_a_figure_that_no_clause_states_is_a_false_premise(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    wrong = ask("You say camera recordings are deleted after three years. From which day?")
    right = ask("You say camera recordings are deleted after 14 days. From which day?")
    answer = room.knowledge.answerer.answer(wrong)
    assert isinstance(answer, NotCovered)
    assert answer.missing == "premise"
    assert not isinstance(room.knowledge.answerer.answer(right), NotCovered)


def test_layers_that_state_different_figures_are_told_side_by_side(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy(GROUP, organisation="group"))
    room.knowledge.indexer.replace(policy(COMPANY, organisation="company"))
    question = ask("Within how many days is a disclosure request answered?", "company", "group")
    answer = room.knowledge.answerer.answer(question)
    assert isinstance(answer, Conflicting)
    said = [sentence.text for sentence in answer.sentences]
    assert "10 days" in said[0]
    assert "30 days" in said[-1]
    fee = room.knowledge.answerer.answer(ask("Which fee is charged for it?", "company", "group"))
    assert isinstance(fee, Answered)


def test_which_kind_of_data_is_meant_is_asked_when_it_matters(room: Room, ask: Ask) -> None:
    sections = {
        "1. Customers": ["Send a disclosure request to the customer desk."],
        "2. Individual numbers": ["Send a disclosure request to the accounting desk."],
        **{f"{n}. Other": [f"We use item {n} to deliver orders in region {n}."] for n in range(3, 30)},
    }
    room.knowledge.indexer.replace(policy(sections))
    plain = room.knowledge.answerer.answer(ask("Where do I send a disclosure request?"))
    assert isinstance(plain, Answered)
    assert "customer desk" in plain.sentences[0].text
    assert plain.besides == ("individual number",)
    named = room.knowledge.answerer.answer(ask("Where do I send a disclosure request for my My Number?"))
    assert isinstance(named, Answered)
    assert "accounting desk" in named.sentences[0].text
    assert named.besides == ()


@pytest.mark.parametrize("turns", range(1, 6))
def test_a_follow_up_keeps_its_topic_over_five_turns(turns: int) -> None:
    topic = "How are photographs of events kept?"
    between = ["and for children?", "is that long?", "ok", "what about videos?"][: turns - 1]
    question = Question(
        "and who sees them?", ("kai",), "public", Room.today, "en", ("Hello there, desk", topic, *between)
    )
    assert "photographs" in query_of(question).words


def test_parts_of_a_message() -> None:
    assert parts("Is there a fee? And may my lawyer ask?") == ["Is there a fee?", "And may my lawyer ask?"]
    assert parts("What is the fee, and how long does it take?") == [
        "What is the fee",
        "how long does it take?",
    ]
    assert parts("手数料はいくらですか。期間はどのくらいですか。") == [
        "手数料はいくらですか。",
        "期間はどのくらいですか。",
    ]
    assert parts("I moved house. How do I tell you?") == []


def test_figures_are_compared_by_number_and_unit() -> None:
    stated = figures("thirty business days, 1,000 yen, 3か月")
    assert stated == {("30", "day"), ("1000", "yen"), ("3", "month")}
    assert claimed("I waited 3 days") == frozenset()
    assert claimed("Your policy says three days") == claimed("退会から三日とあります") == {("3", "day")}
    assert disagree("within 10 days", "within 30 days")
    assert not disagree("within 10 days", "for 900 yen")


def test_topics_have_names_of_their_own_and_survive_packing() -> None:
    names = [topic.name for topic in topics()]
    assert len(set(names)) == len(names)
    assert not {topic.name for topic in topics() if topic.required} & {value.name for value in values()}
    masks = [stated("We use cookies and encrypt backups."), asked("Is there CCTV?")]
    assert (unpacked(packed(masks)) == masks).all()


def test_topics_are_found_in_whatever_case() -> None:
    """In the table a capital would never be found; the escapes with one mean a class of signs."""
    table = files("knowledge").joinpath("topics.toml").read_text("utf-8")
    for topic in tomllib.loads(table)["topic"]:
        for pattern in (*topic["asks"], *topic["states"]):
            plain = pattern.replace(r"\S", "").replace(r"\W", "")
            assert plain == plain.lower()
    assert (asked("IS THERE CCTV, ＳＮＳ OR A DPO?") == asked("is there cctv, ｓｎｓ or a dpo?")).all()
    assert (stated("GDPR, Cookies, ＳＮＳ") == stated("gdpr, cookies, ｓｎｓ")).all()


def test_a_calibration_tells_its_own_samples_apart() -> None:
    samples = [({"near": n / 10, "noise": n % 3}, n >= 5) for n in range(10)]
    calibration = fitted(samples)
    assert calibration.weights["near"] > 0
    with pytest.raises(ValueError, match="questions that are not"):
        fitted([sample for sample in samples if sample[1]])
