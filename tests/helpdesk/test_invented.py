"""Tickets invented to fill a queue."""

from bot.database import Database
from helpdesk import Desk, invent
from helpdesk.invented import SPREAD
from tests.helpdesk.conftest import Clock


def test_invented_tickets_stand_in_the_queue(desk: Desk, database: Database, clock: Clock) -> None:
    with database.write() as session:
        invent(session, ["minato"], 300, clock.now)
    page = desk.tickets(limit=200)
    assert page.total == 300
    assert {row.status for row in page.rows} == set(SPREAD)
    assert {row.delivery for row in page.rows} == {"sent"}
    assert all(bool(row.rights) == (row.kind == "rights_request") for row in page.rows)
    assert 0 < desk.tickets(search="parcel").total < 300
