"""A deadline explained: each line of the reckoning, and none that does not belong."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from helpdesk.countdown import SERVICE, Docket
from helpdesk.ledger import Ledger, LedgerLine, ledgers
from tests.helpdesk.test_calendars import calendar
from tests.helpdesk.test_countdown import START, at, docket, histories, moved, step


def ledger(of: Docket, name: str = SERVICE, **misses: object) -> Ledger:
    found = ledgers(of, misses)  # type: ignore[arg-type]
    return next(one for one in found if one.clock.name == name)


def codes(of: Ledger) -> list[str]:
    return [line.code for line in of.lines]


def line(of: Ledger, code: str) -> LedgerLine:
    return next(one for one in of.lines if one.code == code)


def test_a_plain_deadline_is_three_lines() -> None:
    plain = ledger(docket())
    assert codes(plain) == ["received", "target", "due"]
    assert (line(plain, "received").at, line(plain, "target").count) == (START, 2)
    assert line(plain, "due").at == plain.clock.due_at == at("2026-11-18 17:00")


@pytest.mark.parametrize(
    ("received", "opens", "why"),
    [
        ("2026-11-16 12:30", "2026-11-16 13:00", "lunch"),
        ("2026-11-16 18:00", "2026-11-17 09:00", "hours"),
        ("2026-11-16 07:00", "2026-11-16 09:00", "hours"),
        ("2026-11-14 10:00", "2026-11-16 09:00", "weekday"),
        ("2026-11-23 10:00", "2026-11-24 09:00", "public_holiday"),
        ("2026-11-25 10:00", "2026-11-26 09:00", "closure"),
    ],
)
def test_what_comes_while_the_desk_is_closed_is_taken_in_later(received: str, opens: str, why: str) -> None:
    desk = calendar(["public_holidays", "2026-11-25"])
    later = line(ledger(docket(received_at=at(received), calendar=desk)), "taken_in")
    assert (later.at, later.why) == (at(opens), why)


def test_holidays_and_closures_in_between_are_named_and_weekends_go_without_saying() -> None:
    desk = calendar(["public_holidays", "12-29/01-03"])
    skipped = [
        one
        for one in ledger(docket(received_at=at("2026-12-25 10:00"), calendar=desk)).lines
        if one.code == "skipped"
    ]
    assert [(one.first, one.last, one.why) for one in skipped] == [
        (date(2026, 12, 29), date(2026, 12, 31), "closure"),
        (date(2027, 1, 1), date(2027, 1, 1), "public_holiday"),
        (date(2027, 1, 2), date(2027, 1, 3), "closure"),
    ]
    assert skipped[1].name is not None
    assert (skipped[1].name.said_in("en"), skipped[1].name.said_in("ja")) == ("New Year's Day", "元日")


def test_calendar_days_of_a_law_skip_nothing() -> None:
    legal = ledger(docket(calendar=calendar(["public_holidays"])), "gdpr.answer")
    assert codes(legal) == ["received", "period", "due"]
    period = line(legal, "period")
    assert (period.count, period.unit, period.why, period.source) == (
        1,
        "months",
        "answer",
        "GDPR art. 12(3)",
    )


def test_a_pause_is_told_with_its_reason_and_the_law_that_says_so() -> None:
    waiting, back = moved("2026-11-17 10:00", "waiting_requester"), moved("2026-11-19 09:30", "open")
    paused = line(ledger(docket(waiting, back)), "paused")
    assert (paused.at, paused.until, paused.why) == (waiting.at, back.at, "waiting_requester")
    still = ledger(docket(waiting))
    assert codes(still) == ["received", "target", "paused", "stands_still"]
    proving = moved("2026-11-17 10:00", "awaiting_verification")
    stopped = line(ledger(docket(proving), "gdpr.answer"), "paused")
    assert "art. 12(6)" in (stopped.source or "")


def test_an_extension_is_told_with_who_until_when_why_and_by_which_law() -> None:
    more = step("2026-12-01 10:00", "extended", reason="complexity")
    extended = ledger(docket(more), "gdpr.answer")
    assert codes(extended) == ["received", "period", "extended", "notice_sent", "due"]
    told = line(extended, "extended")
    assert (told.at, told.until, told.by, told.reason) == (
        more.at,
        extended.clock.due_at,
        "aiko",
        "complexity",
    )


def test_a_law_that_an_agent_added_says_so() -> None:
    added = replace(step("2026-11-17 10:00", "regime_confirmed"), facts={"regime": "ccpa"})
    both = docket(added, regimes=("gdpr", "ccpa"))
    assert line(ledger(both, "ccpa.answer"), "regime_added").by == "aiko"
    assert "regime_added" not in codes(ledger(both, "gdpr.answer"))


def test_a_last_day_on_a_weekend_moves_on() -> None:
    complaint = docket(kind="complaint", rights=(), regimes=("uk_gdpr",), received_at=at("2026-11-12 10:00"))
    moved_on = line(ledger(complaint, "uk_gdpr.complaint"), "moved_on")
    assert (moved_on.first, moved_on.last) == (date(2026, 12, 12), date(2026, 12, 14))
    weekday = replace(complaint, received_at=at("2026-11-10 10:00"))
    assert "moved_on" not in codes(ledger(weekday, "uk_gdpr.complaint"))


def test_misses_and_answers_stand_where_they_happened() -> None:
    reply = step("2026-11-20 10:00", "replied")
    told = ledger(docket(reply), service=[at("2026-11-18 17:00")])
    assert codes(told) == ["received", "target", "missed", "met", "due"]


@settings(deadline=None)
@given(history=histories())
def test_every_ledger_begins_with_the_receipt_and_ends_with_the_date_of_its_clock(history: Docket) -> None:
    for one in ledgers(history, {}):
        assert one.lines[0] == LedgerLine("received", history.received_at)
        last = one.lines[-1]
        assert (last.code, last.at) == ("due" if one.clock.due_at else "stands_still", one.clock.due_at)
        assert codes(one).count("paused") == len(one.clock.pauses)
        assert ("extended" in codes(one)) == (one.clock.extended is not None)
        assert ("met" in codes(one)) == (one.clock.met_at is not None)
