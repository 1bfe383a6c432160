"""Figures of a period: counted from the tickets themselves, nothing estimated."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from helpdesk import Agent, Desk
from helpdesk.reports import Bar, Promise, Report
from tests.helpdesk.conftest import Clock, profile_with

Filed = Callable[..., str]


@pytest.fixture
def report(desk: Desk, clock: Clock) -> Callable[..., Report]:
    return lambda **named: desk.reports.report(
        clock.now - timedelta(days=30), clock.now + timedelta(days=1), **named
    )


def test_tickets_are_counted_by_what_they_are(
    desk: Desk, filed: Filed, report: Callable[..., Report]
) -> None:
    desk.register(profile_with(id="tanaka"))
    filed()
    filed(message="again")
    filed(kind="rights_request", right="correction", answers={})
    filed(organisation="tanaka", kind="inquiry")
    found = report()
    assert found.total == 4
    assert found.by_kind == (Bar("complaint", 2), Bar("rights_request", 1), Bar("inquiry", 1))
    assert found.by_right == (Bar("correction", 1),)
    assert found.by_organisation == (Bar("minato", 3), Bar("tanaka", 1))
    assert report(organisation="tanaka").total == 1
    assert sum(bar.count for bar in found.by_week) == 4


def test_time_and_promises_come_from_the_clock(
    desk: Desk, agent: Agent, clock: Clock, filed: Filed, report: Callable[..., Report]
) -> None:
    quick, slow, _silent = filed(message="1"), filed(message="2"), filed(message="3")
    clock.forward(hours=2)
    desk.reply(quick, agent.id, "Yes.", key="1")
    clock.forward(days=6)
    desk.reply(slow, agent.id, "Sorry.", key="2")
    found = report()
    (spell,) = found.first_answer
    assert (spell.name, spell.count, spell.middle) == ("complaint", 2, 74.0)
    assert found.promises[0] == Promise("service", kept=1, missed=2, ahead=0)
    assert found.overdue == (Bar("complaint", 1),)


def test_a_law_that_names_no_date_promises_none(filed: Filed, report: Callable[..., Report]) -> None:
    filed(kind="rights_request", right="disclosure", answers={})
    assert report().promises[1] == Promise("legal", 0, 0, 0)


def test_an_empty_period_has_empty_weeks(report: Callable[..., Report]) -> None:
    found = report()
    assert (found.total, found.first_answer) == (0, ())
    assert {bar.count for bar in found.by_week} == {0}
