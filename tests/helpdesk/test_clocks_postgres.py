"""Clocks and alerts on PostgreSQL, where rows lock themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from helpdesk import Conflict, Desk, Refused
from tests.helpdesk.conftest import Clock, intake, profile_with
from tests.helpdesk.test_postgres import desk

__all__ = ["desk"]
pytestmark = pytest.mark.postgres


def test_timers_and_commands_at_once_alert_and_extend_once(desk: Desk, clock: Clock) -> None:
    desk.register(profile_with(regime="gdpr"))
    request = intake(kind="rights_request", right="objection")
    tickets = [desk.open(request, key=f"{number}").ticket_id for number in range(12)]
    agent = desk.agents.add_agent("aiko@minato.example", "Aiko", "a long enough password").id
    clock.now = datetime(2026, 12, 10, tzinfo=UTC)

    def extend(number: int) -> int:
        try:
            desk.clocks.extend(tickets[0], agent, "complexity", "Longer.", key=f"extend {number}")
        except (Refused, Conflict):
            return 0
        return 1

    def add_law(number: int) -> int:
        try:
            desk.clocks.propose_regime(tickets[1], "ccpa", key=f"law {number}")
        except Refused:
            return 0
        return 1

    with ThreadPoolExecutor(12) as threads:
        runs = [threads.submit(desk.alerts.run) for _ in range(6)]
        extended, proposed = (list(threads.map(one, range(4))) for one in (extend, add_law))
        raised = sum(one.result() for one in runs)
    raised += desk.alerts.run()
    assert (sum(extended), sum(proposed)) == (1, 1)
    unseen, sent = desk.alerts.unseen(), []
    while leased := desk.outbox.lease(50, 600):
        sent += [one.key for one in leased if one.kind == "alert"]
    # Each ticket has a reply that is missed and a law that comes near; one may be answered before both.
    assert raised == unseen.total == len(sent) == len(set(sent))
    assert 22 <= raised <= 24
    assert desk.audit.verify().whole
