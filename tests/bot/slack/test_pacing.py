"""Not more than Slack allows, and work that gives way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.budget import Budget, Busy, Pace
from bot.slack.hurry import BURST, STILL, TURN, WITHIN, Hurry

gaps = st.lists(st.floats(0, 2), min_size=1, max_size=60)


class Seconds:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(gaps)
def test_a_channel_gets_no_more_than_a_message_a_second_but_for_a_few(gaps: list[float]) -> None:
    seconds, entered, told = Seconds(), [], []
    pace = Pace(seconds)
    for gap in gaps:
        seconds.now += gap
        try:
            pace.enter("D1")
        except Busy as busy:
            told.append(busy.seconds)
        else:
            entered.append(seconds.now)
    assert all(0 < wait <= Pace.AT_ONCE for wait in told)
    for first, later in zip(entered, entered[Pace.AT_ONCE :], strict=False):
        assert later - first >= Pace.AT_ONCE


def test_channels_do_not_wait_for_each_other() -> None:
    pace = Pace(Seconds())
    for number in range(100):
        pace.enter(f"D{number}")
    for _ in range(Pace.AT_ONCE - 1):
        pace.enter("D1")
    with pytest.raises(Busy):
        pace.enter("D1")


@given(gaps, st.integers(1, 20))
def test_a_budget_is_for_every_minute(gaps: list[float], most: int) -> None:
    seconds, taken = Seconds(), []
    budget = Budget(most, seconds)
    for gap in gaps:
        seconds.now += gap * 10
        if budget.take():
            taken.append(seconds.now)
    for first, later in zip(taken, taken[most:], strict=False):
        assert later - first >= 60


def test_work_stands_still_in_a_burst_and_goes_on_after_it() -> None:
    seconds = Seconds()
    hurry = Hurry(seconds)
    for _ in range(BURST - 1):
        hurry.came()
    assert not hurry.on()
    hurry.came()
    assert hurry.on()
    seconds.now += WITHIN + 0.01
    assert not hurry.on()


def test_a_burst_without_an_end_does_not_stop_work_for_ever() -> None:
    seconds, worked = Seconds(), 0.0
    hurry = Hurry(seconds)
    for _ in range(int((STILL + TURN) * 40)):
        seconds.now += 0.025
        hurry.came()
        worked += 0 if hurry.on() else 0.025
    assert TURN * 0.9 <= worked <= TURN * 1.5
