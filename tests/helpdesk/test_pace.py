"""What is promised follows what is kept."""

from datetime import UTC, datetime

import pytest

from helpdesk import Agent, Desk, Origin, pace
from helpdesk.pace import ENOUGH, LONGEST
from tests.helpdesk.conftest import Clock, intake

Answered = int | None


def answer_each_after(desk: Desk, clock: Clock, agent: Agent, days: list[Answered]) -> None:
    """One ticket per entry, filed at the start of a day of its own and answered so many days later."""
    for number, later in enumerate(days):
        clock.now = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
        request = intake(origin=Origin("web", f"c{number}"), answers={})
        ticket = desk.open(request, key=f"filed {number}").ticket_id
        if later is not None:
            clock.forward(days=later)
            desk.reply(ticket, agent.id, "We have looked into it.", key=f"reply {number}")
    clock.now = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "promised"),
    [
        ([7] * ENOUGH, "24 November 2026 17:00"),
        ([7] * (ENOUGH - 1), "18 November 2026 17:00"),
        ([0] * ENOUGH, "18 November 2026 17:00"),
        ([0] * ENOUGH + [7] * 2, "18 November 2026 17:00"),
        ([0] * ENOUGH + [7] * 3, "24 November 2026 17:00"),
    ],
    ids=[
        "slow",
        "too few to tell",
        "faster than the target",
        "one in ten may be late",
        "more than one in ten",
    ],
)
def test_the_promise_is_what_nine_in_ten_were_given(
    desk: Desk, clock: Clock, agent: Agent, days: list[Answered], promised: str
) -> None:
    answer_each_after(desk, clock, agent, days)
    receipt = desk.open(intake(), key="next")
    assert f"We aim to answer by {promised} (JST)." in receipt.text


def test_what_was_never_answered_counts_too_but_is_no_promise_for_ever(
    desk: Desk, clock: Clock, agent: Agent
) -> None:
    answer_each_after(desk, clock, agent, [None] * ENOUGH)
    receipt = desk.open(intake(), key="next")
    ledger = desk.clocks.account(receipt.ticket_id).ledgers[0]
    assert [line.count for line in ledger.lines if line.code == "target"] == [LONGEST]


def test_one_kind_says_nothing_of_another(desk: Desk, clock: Clock, agent: Agent) -> None:
    answer_each_after(desk, clock, agent, [7] * ENOUGH)
    receipt = desk.open(intake(kind="incident_report"), key="next")
    assert "24 November" not in receipt.text


def test_a_rush_does_not_hide_what_answers_took_of_late(
    desk: Desk, clock: Clock, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_LOOKED_AT", ENOUGH)
    answer_each_after(desk, clock, agent, [7] * ENOUGH)
    for number in range(ENOUGH):
        desk.open(intake(origin=Origin("web", f"rush {number}"), answers={}), key=f"rush {number}")
    receipt = desk.open(intake(), key="next")
    assert "We aim to answer by 24 November 2026 17:00 (JST)." in receipt.text
