"""The whole way of an approved answer: from the desk to the reply, until a new version changes its clause."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest

from bot.bringing import bring_in
from bot.config import BotSettings
from bot.masking import FORBIDDEN, IDENTIFIERS
from bot.messages import Message, Reply, Said
from bot.wiring import House
from helpdesk import AnswerDraft, ApprovedAnswer, DraftSentence, Unfit
from helpdesk.console.wording import CATALOGUES
from ingest import read_policy
from knowledge import Objection

POLICY = """# Privacy Policy of Aoba Books

Effective {day}

## 1. Recordings

{first}

## 2. Requests

{second}
"""
KEPT = "We keep recordings of telephone calls for 90 days."
FEE = "A fee of 900 yen is charged for each disclosure request."
SAID = "Recordings of telephone calls are kept for 90 days."
ASKED = "How long do you keep recordings of telephone calls?"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    now = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    with House(tmp_path / "data", BotSettings(), lambda: now) as house:
        house.desk.register_name("aoba")
        yield house


def version(house: House, first: str, second: str, day: str = "April 1, 2024") -> None:
    """Bring a version in, as `madoguchi ingest` does."""
    document = house.data.parent / "policy.md"
    document.write_text(POLICY.format(day=day, first=first, second=second), "utf-8")
    bring_in(house, read_policy(document, organisation="aoba", policy="privacy-policy"))


def quoted(house: House, words: str) -> tuple[str, str]:
    """The address in force of the clause with these words, and the words."""
    clauses = house.desk.shelf.in_force("aoba", "privacy-policy", "public") if house.desk.shelf else ()
    return next(clause.address for clause in clauses if words in clause.text), words


def approve(house: House, text: str = SAID) -> ApprovedAnswer:
    agent = house.desk.agents.add_agent("aiko@aoba.example", "Aiko Mori", "a long enough password")
    draft = AnswerDraft(ASKED, ("aoba",), "public", "en", (DraftSentence(text, (quoted(house, KEPT),)),))
    return house.desk.approvals.approve(draft, by=agent.id, key="form")


def ask(house: House, text: str = ASKED, **changes: object) -> list[Said]:
    plain = Message(None, "aoba", text, "web", "public", None, None, (), "message-1")
    message = replace(plain, **changes)  # type: ignore[arg-type]
    return [part for part in house.conversation.handle(message) if isinstance(part, Said)]


def engine(house: House, text: str = ASKED, **changes: object) -> str:
    plain = Message(None, "aoba", text, "web", "public", None, None, (), "message-1")
    return Reply.of(house.conversation.handle(replace(plain, **changes))).engine  # type: ignore[arg-type]


def test_the_reply_says_what_the_desk_approved_and_when(house: House) -> None:
    version(house, KEPT, FEE)
    approve(house)
    told, said = ask(house, "For how long do you keep recordings of telephone calls?")
    assert told.text == (
        "The privacy desk approved this answer on 2 March 2026. "
        "Each quote was found again in the policy in force."
    )
    assert (said.text, said.role) == (SAID, "answer")
    assert [citation.quote for citation in said.citations] == [KEPT]
    assert engine(house) == "approved"


def test_the_desk_says_so_in_japanese(house: House) -> None:
    version(house, KEPT, FEE)
    agent = house.desk.agents.add_agent("aiko@aoba.example", "Aiko Mori", "a long enough password")
    sentence = DraftSentence(KEPT, (quoted(house, KEPT),))
    draft = AnswerDraft("通話の録音の保存期間は？", ("aoba",), "public", "ja", (sentence,))
    house.desk.approvals.approve(draft, by=agent.id, key="form")
    told, said = ask(house, "通話の録音の保存期間を教えてください。")
    assert told.text.startswith("この回答は2026年3月2日に個人情報窓口が承認したものです。")
    assert said.text == KEPT


def test_a_near_question_is_answered_from_the_policy(house: House) -> None:
    version(house, KEPT, FEE)
    approve(house)
    assert engine(house, "Why do you keep recordings of telephone calls?") == "quotes"


@pytest.mark.parametrize(
    ("first", "second", "status", "reason"),
    [
        (KEPT, "Write to us.", "live", None),
        ("We keep recordings of telephone calls for 60 days.", FEE, "suspended", "clause_changed"),
    ],
    ids=["other clause changed", "its clause changed"],
)
def test_bringing_in_a_version_suspends_what_lost_its_clause(
    house: House, first: str, second: str, status: str, reason: str | None
) -> None:
    version(house, KEPT, FEE)
    answer = approve(house)
    version(house, first, second, "January 1, 2026")
    found = house.desk.approvals.answer(answer.id)
    assert found is not None
    assert (found.status, found.reason) == (status, reason)
    assert engine(house) == ("approved" if status == "live" else "quotes")


def test_between_the_new_text_and_the_check_the_old_answer_is_not_shown(house: House) -> None:
    version(house, KEPT, FEE)
    answer = approve(house)
    document = house.data.parent / "new.md"
    changed = POLICY.format(day="January 1, 2026", first="We record no calls.", second=FEE)
    document.write_text(changed, "utf-8")
    house.knowledge.indexer.replace(
        read_policy(document, organisation="aoba", policy="privacy-policy").version
    )
    still = house.desk.approvals.answer(answer.id)
    assert still is not None
    assert still.status == "live", "nobody has looked yet"
    assert engine(house) == "quotes"


def test_a_version_dated_ahead_suspends_on_its_day(tmp_path: Path) -> None:
    today = [datetime(2026, 3, 2, 20, 0, tzinfo=UTC)]
    with House(tmp_path / "data", BotSettings(), lambda: today[0]) as house:
        house.desk.register_name("aoba")
        version(house, KEPT, FEE)
        answer = approve(house)
        version(house, "We keep recordings of telephone calls for 60 days.", FEE, "May 1, 2026")
        assert engine(house) == "approved"
        today[0] = datetime(2026, 5, 1, 0, 0, tzinfo=UTC)
        house.delivery(()).run_timers()
        found = house.desk.approvals.answer(answer.id)
        assert found is not None
        assert found.status == "suspended"
        assert engine(house) == "quotes"
        assert engine(house, as_of=date(2026, 4, 30)) == "quotes", "suspended is suspended for every date"


@pytest.mark.parametrize(
    ("text", "objection"),
    [
        ("Recordings of telephone calls are kept for 30 days.", "number"),
        ("Recordings of telephone calls are not kept for 90 days.", "negation"),
    ],
)
def test_what_the_quote_does_not_carry_cannot_be_approved(house: House, text: str, objection: str) -> None:
    version(house, KEPT, FEE)
    with pytest.raises(Unfit) as refused:
        approve(house, text)
    assert [flaw.code for flaw in refused.value.flaws] == ["claim"]
    assert house.desk.approvals.all() == ()


def test_a_question_with_somebody_in_it_cannot_be_approved(house: House) -> None:
    version(house, KEPT, FEE)
    agent = house.desk.agents.add_agent("aiko@aoba.example", "Aiko Mori", "a long enough password")
    sentence = DraftSentence(KEPT, (quoted(house, KEPT),))
    question = "My name is Rin Tanaka, rin@example.org: how long are my calls kept?"
    with pytest.raises(Unfit, match="question_personal contact, e-mail, name"):
        house.desk.approvals.approve(
            AnswerDraft(question, ("aoba",), "public", "en", (sentence,)), by=agent.id, key="form"
        )


def test_what_the_check_and_the_recognisers_say_has_words_at_the_desk() -> None:
    kinds = {each.kind for each in (*FORBIDDEN, *IDENTIFIERS)}
    kinds |= {"contact", "customer_number", "address", "name"}
    assert [kind for kind in kinds if f"identifier.{kind}" not in CATALOGUES["ja"]] == []
    assert [why for why in get_args(Objection) if f"objection.{why}" not in CATALOGUES["ja"]] == []
