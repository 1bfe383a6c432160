"""No cell of any table that is given out is taken for a formula by a spreadsheet program."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO

import pytest

from bot.wiring import House
from helpdesk import Intake, Origin, Refused
from tests.access.cells import cells
from tests.access.conftest import Estate
from tests.access.estate import PASSWORD, Side
from tests.access.routes import ways_of

pytestmark = pytest.mark.enable_socket  # a provider of identities is asked for, in vain

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\t=", "\u3000=", "\xa0@")
FORMULAS = tuple(f"{one}HYPERLINK" for one in BEGINNINGS)


@pytest.fixture
def poisoned(house: House, sides: tuple[Side, Side], estate: Estate) -> Iterator[None]:
    """A formula in every place that somebody outside or a colleague can write and that a table shows."""
    desk, here = house.desk, sides[0].organisation
    for number, formula in enumerate(FORMULAS):
        worker = desk.agents.add_agent(f"formula{number}@desk.example", formula, PASSWORD).id
        answers = {"name": formula, "contact": "kim.lee@mail.example"}
        intake = Intake(here, "complaint", None, Origin("web", str(number)), "en", "public", formula, answers)
        ticket = desk.open(intake, key=f"formula {number}").ticket_id
        desk.assign(ticket, worker, by=worker, key="take")
        with suppress(Refused):  # not every one of them is an address
            desk.preferences.record(
                here,
                f"{formula}@mail.example",
                "marketing_opt_out",
                "opted_out",
                agent_id=worker,
                method="phone",
                key=formula,
            )
    yield
    estate.restore()


def test_every_table_is_safe_to_open(poisoned: None, estate: Estate) -> None:
    tables = 0
    seen: set[str] = set()
    for cell in cells(
        [way for way in ways_of(estate.app) if way.method == "GET"], estate.person("administrator")
    ):
        answer = cell.ask(estate.caller) if cell.about == "own, 1" else None
        if answer is None or not answer.headers.get("content-type", "").startswith("text/csv"):
            continue
        tables += 1
        for row in csv.reader(StringIO(answer.text.removeprefix("\ufeff"), newline="")):
            assert [one for one in row if one.startswith(BEGINNINGS)] == [], cell
            seen |= {one for one in row if "HYPERLINK" in one}
    assert tables >= 3
    assert len(seen) >= 12  # white space before it is left out where the desk keeps a name
