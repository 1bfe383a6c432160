"""The journal of questions: what was not answered, by topic; words stay sealed until some are released."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.database import Database
from helpdesk import Agent, Asked, Desk, NotFound, Refused, Vault, open_desk
from helpdesk.tables import QuestionRecord
from tests.helpdesk.conftest import Clock, profile_with

HERE = "minato/privacy-policy@2026-01-01#7"


def asked(question: str, outcome: str = "NotCovered", **changes: object) -> Asked:
    values = {"organisation": "minato", "channel": "web", "language": "en", "topic": "retention"}
    return Asked(outcome=outcome, question=question, addresses=(HERE,), **(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def desk(database: Database, vault: Vault, clock: Clock) -> Desk:
    from helpdesk import metadata

    metadata.create_all(database.engine)
    desk = open_desk(
        database, vault, clock=clock, identifiers=lambda text: {"name"} if "Rin" in text else set()
    )
    desk.register(profile_with())
    return desk


def gaps(desk: Desk, clock: Clock) -> list[tuple[str | None, int]]:
    period = clock.now - timedelta(days=1), clock.now + timedelta(days=1)
    return [(gap.topic, gap.count) for gap in desk.journal.gaps(*period)]


def test_gaps_are_counted_by_topic_the_most_asked_first(desk: Desk, clock: Clock) -> None:
    for number in range(3):
        desk.journal.note(asked(f"How long do you keep it? {number}"), key=f"{number}")
    desk.journal.note(asked("Who bakes?", topic=None), key="x")
    desk.journal.note(asked("Where are you?", outcome="Answered"), key="y")
    assert gaps(desk, clock) == [("retention", 3), ("minato/privacy-policy#7", 1)]
    clock.forward(days=30)
    assert gaps(desk, clock) == []


def test_a_question_noted_twice_counts_once(desk: Desk, clock: Clock) -> None:
    for _ in range(2):
        desk.journal.note(asked("How long?"), key="same")
    assert gaps(desk, clock) == [("retention", 1)]


def test_words_are_sealed_and_kept_only_where_there_was_no_answer(desk: Desk, database: Database) -> None:
    desk.journal.note(asked("A secret question"), key="1")
    desk.journal.note(asked("An answered question", outcome="Answered"), key="2")
    with database.read() as session:
        rows = session.exec(select(QuestionRecord)).all()
    assert b"secret" not in b"".join(row.question or b"" for row in rows)
    assert sorted(row.question is None for row in rows) == [False, True]


def test_only_released_wording_is_an_example(desk: Desk, clock: Clock, agent: Agent) -> None:
    desk.journal.note(asked("Rin here: how long do you keep my photo?"), key="1")
    period = clock.now - timedelta(days=1), clock.now + timedelta(days=1)
    (gap,) = desk.journal.gaps(*period)
    assert (gap.examples, gap.questions[0].question) == ((), "Rin here: how long do you keep my photo?")
    with pytest.raises(Refused) as personal:
        desk.journal.release(gap.questions[0].id, agent.id, "Rin asks how long photos are kept.")
    assert personal.value.code == "example_personal"
    desk.journal.release(gap.questions[0].id, agent.id, "How long are photos kept?")
    assert desk.journal.gaps(*period)[0].examples == ("How long are photos kept?",)
    with pytest.raises(NotFound):
        desk.journal.release("none", agent.id, "Something.")


def test_whether_an_answer_was_useful_is_counted(desk: Desk, clock: Clock) -> None:
    desk.journal.note(asked("Where?", outcome="Answered"), key="1")
    desk.journal.rate(False, key="1")
    desk.journal.rate(True, key="1")
    with pytest.raises(NotFound):
        desk.journal.rate(True, key="2")
    report = desk.reports.report(clock.now - timedelta(days=1), clock.now + timedelta(days=1))
    assert [(bar.name, bar.count) for bar in report.rated] == [("useful", 1)]
    assert [(bar.name, bar.count) for bar in report.answered] == [("Answered", 1)]
