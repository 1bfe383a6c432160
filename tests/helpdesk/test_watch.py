"""What no law puts a period to, and the desk has to watch all the same."""

from typing import Any

from helpdesk.countdown import Step, TicketClock, clocks
from tests.helpdesk.test_countdown import START, TOKYO, docket, moved


def test_two_weeks_after_an_appi_request_the_desk_is_watchful() -> None:
    def watch(*steps: Step, **changes: Any) -> TicketClock | None:
        found = clocks(docket(*steps, regimes=("appi",), **changes))
        return next((one for one in found if one.watch), None)

    waiting = watch()
    assert waiting is not None
    assert waiting.due_at is not None
    assert (waiting.due_at.astimezone(TOKYO).date() - START.astimezone(TOKYO).date()).days == 14
    assert waiting.owed
    answered = watch(moved("2026-11-20 10:00", "resolved"))
    assert answered is not None
    assert not answered.owed
    assert watch(kind="complaint", rights=()) is None
    assert watch(rights=("marketing_opt_out",), kind="opt_out") is None
