"""Who sees which text on which day, in which order."""

from datetime import date

from knowledge import NotCovered
from tests.knowledge.conftest import Ask, Room
from tests.knowledge.policies import policy

QUESTION = "How long are camera recordings of the entrance kept?"


def test_another_day_is_answered_from_the_version_of_that_day(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(
        policy({"1. Cameras": ["Recordings of the entrance are kept for 7 days."]})
    )
    newer = {"1. Cameras": ["Recordings of the entrance are kept for 30 days."]}
    room.knowledge.indexer.replace(policy(newer, version="2026-01-01", effective=date(2026, 1, 1)))
    then = room.knowledge.answerer.answer(ask(QUESTION, as_of=date(2025, 6, 1)))
    now = room.knowledge.answerer.answer(ask(QUESTION))
    assert "7 days" in then.sentences[0].text  # type: ignore[union-attr]
    assert then.sentences[0].citations[0].address.version == "2024-04-01"  # type: ignore[union-attr]
    assert "30 days" in now.sentences[0].text  # type: ignore[union-attr]


def test_only_employees_see_what_is_for_employees(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    staff = {"1. Lockers": ["Lockers of employees are opened only in an emergency."]}
    room.knowledge.indexer.replace(policy(staff, slug="staff-rules", audience="employees"))
    question = "When are lockers of employees opened?"
    inside = room.knowledge.answerer.answer(ask(question, audience="employees"))
    outside = room.knowledge.answerer.answer(ask(question))
    assert "Lockers" in inside.sentences[0].text  # type: ignore[union-attr]
    cited = [*getattr(outside, "sentences", ()), *getattr(outside, "near", ())]
    assert "Lockers" not in str(cited)


def test_the_group_companys_own_policy_speaks_first(room: Room, ask: Ask) -> None:
    own = {"1. Cameras": ["Recordings of the entrance are kept for 7 days."]}
    group = {
        "1. Cameras": ["Recordings of the entrance are kept for 30 days."],
        "2. Transfers": ["Data is transferred to Norway."],
    }
    room.knowledge.indexer.replace(policy(own, organisation="nordlicht-shop"))
    room.knowledge.indexer.replace(policy(group, organisation="nordlicht"))
    both = ("nordlicht-shop", "nordlicht")
    cameras = room.knowledge.answerer.answer(ask(QUESTION, *both))
    gap = room.knowledge.answerer.answer(ask("To which country is data transferred, to Norway?", *both))
    assert "7 days" in cameras.sentences[0].text  # type: ignore[union-attr]
    assert gap.sentences[0].citations[0].address.organisation == "nordlicht"  # type: ignore[union-attr]


def test_a_text_in_the_askers_language_comes_first(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy({"1. Fees": ["A fee of 900 yen is charged for disclosure."]}))
    japanese = {"1. 手数料": ["開示の手数料は900円です。"]}
    room.knowledge.indexer.replace(policy(japanese, slug="privacy-policy-ja", language="ja"))
    english = room.knowledge.answerer.answer(ask("Which fee is charged for disclosure?"))
    translated = room.knowledge.answerer.answer(ask("開示の手数料はいくらですか？"))
    assert english.sentences[0].citations[0].language == "en"  # type: ignore[union-attr]
    assert translated.sentences[0].citations[0].language == "ja"  # type: ignore[union-attr]


def test_a_policy_in_japanese_alone_is_found_by_shared_terms(room: Room, ask: Ask) -> None:
    japanese = {"1. 手数料": ["開示の手数料は900円です。"], "2. 退会": ["退会は窓口で受け付けます。"]}
    room.knowledge.indexer.replace(policy(japanese, language="ja"))
    answer = room.knowledge.answerer.answer(ask("退会の窓口はどこですか"))
    assert "退会" in answer.sentences[0].text  # type: ignore[union-attr]
    assert isinstance(room.knowledge.answerer.answer(ask("魚の釣り方")), NotCovered)


def test_other_organisations_are_never_quoted(room: Room, ask: Ask) -> None:
    room.knowledge.indexer.replace(policy())
    room.knowledge.indexer.replace(policy({"1. Bees": ["Bees are counted."]}, organisation="imkerei"))
    answer = room.knowledge.answerer.answer(ask("Are bees counted?"))
    assert "Bees" not in str(answer)
