"""The two clocks over random histories and over the cases that laws and desks know."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.calendars import Calendar
from helpdesk.clocks import Rule, legal_due, regulations, rule_named, rules_for
from helpdesk.countdown import SERVICE, Docket, Step, TicketClock, clocks, service_clock, statutory_clock
from helpdesk.tickets import FINAL, FIRST, REASONS, TRANSITIONS, Status
from tests.helpdesk.test_calendars import calendar

TOKYO = ZoneInfo("Asia/Tokyo")
START = datetime(2026, 11, 16, 1, tzinfo=UTC)
"""Monday, 10:00 in Tokyo."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO).astimezone(UTC)


def step(moment: str, type: str, new: str | None = None, reason: str | None = None) -> Step:
    return Step(at(moment), type, "aiko", new, reason)


def moved(moment: str, new: Status, reason: str | None = None) -> Step:
    return step(moment, "status_changed", new, reason)


def docket(*steps: Step, **changes: Any) -> Docket:
    """A disclosure under the GDPR, received on Monday morning, to be answered in two working days."""
    plain = Docket(
        kind="rights_request",
        rights=("disclosure",),
        regimes=("gdpr",),
        received_at=START,
        target_days=2,
        calendar=calendar(),
        steps=(Step(START, "opened", "requester", "new"), *steps),
    )
    return replace(plain, **changes)


def legal(one: Docket, id: str = "gdpr.answer") -> TicketClock:
    rule = rule_named(id)
    assert rule is not None
    return statutory_clock(one, rule)


def service(one: Docket) -> TicketClock:
    clock = service_clock(one)
    assert clock is not None
    return clock


def test_a_working_day_that_ends_while_the_requester_is_awaited_does_not_count() -> None:
    waiting = moved("2026-11-17 10:00", "waiting_requester")
    answered = moved("2026-11-19 09:30", "open")
    assert service(docket()).due_at == at("2026-11-18 17:00")
    assert service(docket(waiting)).due_at is None
    assert service(docket(waiting, answered)).due_at == at("2026-11-20 17:00")
    assert service(docket(waiting, moved("2026-11-17 16:00", "open"))).due_at == at("2026-11-18 17:00")


def test_every_pause_counts() -> None:
    first = moved("2026-11-16 16:00", "waiting_requester"), moved("2026-11-17 09:00", "open")
    second = moved("2026-11-18 10:00", "waiting_requester"), moved("2026-11-19 18:00", "open")
    assert service(docket(*first)).due_at == at("2026-11-19 17:00")
    assert service(docket(*first, *second)).due_at == at("2026-11-23 17:00")
    proving = [replace(one, new=one.new and "awaiting_verification") for one in (first[0], second[0])]
    both = docket(proving[0], first[1], proving[1], second[1])
    assert legal(both).due_at == at("2026-12-18 23:59:59")


def test_on_hold_does_not_stop_the_desks_own_clock() -> None:
    held = moved("2026-11-17 10:00", "on_hold", "internal_discussion")
    assert service(docket(held)).due_at == at("2026-11-18 17:00")


def test_a_pause_after_the_time_is_up_undoes_no_miss() -> None:
    late = service(docket(moved("2026-11-18 17:00", "waiting_requester")))
    assert (late.due_at, late.pauses, late.owed) == (at("2026-11-18 17:00"), (), True)


def test_the_service_clock_begins_once_the_identity_is_confirmed() -> None:
    opened = Step(START, "opened", "requester", "awaiting_verification")
    proven = moved("2026-11-19 10:00", "new")
    assert service(docket(steps=(opened, proven))).due_at == at("2026-11-23 17:00")


def test_the_first_reply_meets_the_service_clock_for_good() -> None:
    reply = step("2026-11-17 10:00", "replied")
    clock = service(docket(reply, moved("2026-11-17 10:00", "waiting_requester")))
    assert (clock.met_at, clock.owed, clock.due_at) == (reply.at, False, at("2026-11-18 17:00"))


@pytest.mark.parametrize(
    ("regime", "due"),
    [
        ("gdpr.answer", "2026-12-20 23:59:59"),
        ("uk_gdpr.answer", "2026-12-20 23:59:59"),
        ("ccpa.answer", "2026-12-31 23:59:59"),
    ],
)
def test_confirming_the_identity_stops_the_law_only_where_the_table_says_so(regime: str, due: str) -> None:
    opened = Step(START, "opened", "requester", "awaiting_verification")
    proven = docket(steps=(opened, moved("2026-11-20 10:00", "new")))
    clock = legal(proven, regime)
    assert clock.due_at == at(due)
    assert bool(clock.pauses) == (regime != "ccpa.answer")
    assert (legal(docket(steps=(opened,)), regime).due_at is None) == (regime != "ccpa.answer")


@pytest.mark.parametrize("status", ["waiting_requester", "on_hold", "pending_approval", "fulfilling"])
@pytest.mark.parametrize("id", ["gdpr.answer", "uk_gdpr.answer", "ccpa.answer"])
def test_nothing_else_stops_the_law(status: Status, id: str) -> None:
    stopped = docket(moved("2026-11-17 10:00", status, "legal_hold"))
    assert legal(stopped, id).due_at == legal(docket(), id).due_at


def test_a_legal_hold_stops_the_law_where_a_table_says_so() -> None:
    rule = replace(regulations()["gdpr"].rules[0], stops=("on_hold:legal_hold",))
    held = moved("2026-11-17 10:00", "on_hold", "legal_hold"), moved("2026-11-20 10:00", "open")
    discussed = moved("2026-11-17 10:00", "on_hold", "internal_discussion"), moved("2026-11-20 10:00", "open")
    assert statutory_clock(docket(*held), rule).due_at == at("2026-12-19 23:59:59")
    assert statutory_clock(docket(*discussed), rule).due_at == at("2026-12-16 23:59:59")


def test_working_days_of_a_law_that_stands_still_are_given_back() -> None:
    rule = replace(_rule("ccpa.opt_out"), stops=("on_hold",))
    held = docket(moved("2026-11-17 10:00", "on_hold"), moved("2026-11-20 10:00", "open"))
    usual, later = statutory_clock(docket(), rule).due_at, statutory_clock(held, rule).due_at
    assert (usual, later) == (at("2026-12-07 17:00"), at("2026-12-10 17:00"))


@pytest.mark.parametrize(
    ("id", "due"),
    [("gdpr.answer", "2027-02-16"), ("uk_gdpr.answer", "2027-02-16"), ("ccpa.answer", "2027-02-14")],
)
def test_an_extension_is_two_months_or_forty_five_days_from_the_original_date(id: str, due: str) -> None:
    clock = legal(docket(step("2026-12-10 10:00", "extended", reason="complexity")), id)
    assert clock.due_at == at(f"{due} 23:59:59")
    assert clock.extended is not None
    assert clock.extended.original_due == legal(docket(), id).due_at
    assert (clock.extended.by, clock.extended.reason) == ("aiko", "complexity")


def test_the_last_moment_of_the_period_is_in_time() -> None:
    last = "2026-12-16 23:59:59"
    assert legal(docket(step(last, "extended"))).extended is not None
    answered = moved("2026-12-01 10:00", "resolved")
    assert legal(docket(answered, moved(last, "open"))).owed


def test_an_extension_told_too_late_or_where_the_law_knows_none_is_none() -> None:
    assert legal(docket(step("2026-12-17 00:00", "extended"))).extended is None
    assert legal(docket(step("2026-11-17 10:00", "extended")), "ccpa.opt_out").extended is None


def test_a_second_extension_adds_nothing() -> None:
    once, twice = step("2026-12-01 10:00", "extended"), step("2026-12-02 10:00", "extended")
    assert legal(docket(once, twice)) == legal(docket(once))


def test_what_is_reopened_in_time_is_owed_again_and_afterwards_is_not() -> None:
    resolved = moved("2026-12-01 10:00", "resolved")
    soon, late = moved("2026-12-05 10:00", "open"), moved("2027-03-01 10:00", "open")
    assert legal(docket(resolved)).met_at == resolved.at
    assert (legal(docket(resolved, soon)).met_at, legal(docket(resolved, soon)).owed) == (None, True)
    assert (legal(docket(resolved, late)).met_at, legal(docket(resolved, late)).owed) == (resolved.at, False)


def test_two_laws_are_two_clocks_and_the_appi_is_none() -> None:
    both = docket(regimes=("appi", "gdpr", "ccpa"))
    laws = [one.name for one in clocks(both) if one.rule]
    assert laws == ["gdpr.answer", "ccpa.answer", "ccpa.confirm"]
    assert [one.name for one in clocks(docket(regimes=("appi",)))] == [SERVICE, "appi.suit"]
    assert [one.rule for one in clocks(docket(regimes=("appi",), target_days=None))] == [None]


def test_an_acknowledgement_is_over_with_the_first_reply() -> None:
    reply = step("2026-11-18 10:00", "replied")
    one = docket(reply, kind="complaint", rights=(), regimes=("uk_gdpr",))
    clock = legal(one, "uk_gdpr.complaint")
    assert (clock.met_at, clock.owed) == (reply.at, False)


def _rule(id: str) -> Rule:
    rule = rule_named(id)
    assert rule is not None
    return rule


@st.composite
def histories(draw: st.DrawFn) -> Docket:
    """Random walks through the transition table, with replies and extensions, at growing times."""
    status: Status = draw(st.sampled_from(FIRST))
    received = START + draw(st.timedeltas(timedelta(0), timedelta(days=400)))
    moment = received + draw(st.timedeltas(timedelta(0), timedelta(days=3)))
    steps = [Step(moment, "opened", "requester", status)]
    for _ in range(draw(st.integers(0, 14))):
        moment += draw(st.timedeltas(timedelta(0), timedelta(days=30)))
        type = draw(st.sampled_from(["status_changed", "status_changed", "replied", "extended"]))
        if type == "status_changed":
            if not TRANSITIONS[status]:
                break
            status = draw(st.sampled_from(TRANSITIONS[status]))
            reason = draw(st.sampled_from(REASONS.get(status, (None,))))
            steps.append(Step(moment, type, "aiko", status, reason))
        else:
            steps.append(Step(moment, type, "aiko"))
    return docket(
        received_at=received,
        steps=tuple(steps),
        regimes=draw(st.sampled_from([("gdpr",), ("ccpa", "uk_gdpr"), ("gdpr", "ccpa")])),
        calendar=calendar(["public_holidays", "12-29/01-03"]),
    )


@settings(deadline=None)
@given(history=histories())
def test_clocks_are_never_due_before_they_would_be_without_pauses_and_extensions(history: Docket) -> None:
    desk = history.calendar
    for clock in clocks(history):
        plain = (
            legal_due(clock.rule, history.received_at, desk)
            if clock.rule
            else desk.after(history.received_at, history.target_days or 0)
        )
        assert plain is not None
        assert clock.due_at is None or clock.due_at >= plain
        if not clock.pauses and not clock.extended:
            assert clock.due_at == plain


@settings(deadline=None)
@given(history=histories())
def test_what_was_due_and_past_stays_due_whatever_comes_later(history: Docket) -> None:
    """A miss is never undone: what follows the due time moves it no more."""
    for before, after in pairwise(_grown(history)):
        now = after.steps[-1].at
        then = {one.name: one for one in clocks(before)}
        for clock in clocks(after):
            was = then[clock.name]
            if was.due_at and was.due_at < now and was.owed:
                assert clock.due_at == was.due_at


@settings(deadline=None)
@given(history=histories())
def test_a_clock_without_a_date_stands_still_and_one_that_is_met_is_not_owed(history: Docket) -> None:
    for clock in clocks(history):
        if clock.due_at is None:
            assert clock.pauses[-1].end is None
        assert not (clock.owed and clock.met_at)
        assert not (clock.owed and history.is_over)
        assert [one.start for one in clock.pauses] == sorted(one.start for one in clock.pauses)


@settings(deadline=None)
@given(
    begins=st.timedeltas(timedelta(0), timedelta(days=4)),
    lengths=st.tuples(*[st.timedeltas(timedelta(0), timedelta(days=60))] * 2).map(sorted),
)
def test_a_longer_wait_is_never_due_earlier(begins: timedelta, lengths: list[timedelta]) -> None:
    def waited(length: timedelta) -> Docket:
        asked = Step(START + begins, "status_changed", "aiko", "waiting_requester")
        return docket(asked, Step(asked.at + length, "status_changed", "requester", "open"))

    shorter, longer = (service(waited(length)).due_at for length in lengths)
    assert shorter is not None
    assert longer is not None
    assert shorter <= longer


def _grown(history: Docket) -> Sequence[Docket]:
    """The history as it was after each of its steps."""
    return [replace(history, steps=history.steps[:length]) for length in range(1, len(history.steps) + 1)]


def test_a_ticket_that_has_ended_owes_nothing() -> None:
    for status in sorted(FINAL):
        ended = docket(moved("2026-11-17 10:00", status))
        assert not any(one.owed for one in clocks(ended))


def test_calendars_of_the_rules_know_each_duty_once() -> None:
    desk: Calendar = calendar()
    for regime in regulations():
        for kind in ("rights_request", "opt_out", "complaint", "inquiry", "incident_report"):
            duties = [one.duty for one in rules_for(regime, kind, "disclosure")]
            assert len(duties) == len(set(duties))
            assert all(legal_due(one, START, desk) for one in rules_for(regime, kind, "disclosure"))
