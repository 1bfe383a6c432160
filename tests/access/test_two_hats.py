"""Somebody who works for one organisation and may only read in the other: each counts where it belongs."""

import pytest

from bot.wiring import House
from tests.access.cells import Cell, objects
from tests.access.conftest import Estate
from tests.access.estate import PASSWORD, Side
from tests.access.principals import Principal
from tests.access.requests import CONTENT
from tests.access.routes import Way, ways_of
from tests.access.table import letter

NAMED = ("organisation", "organisations")


@pytest.fixture(scope="module")
def two_hats(house: House, sides: tuple[Side, Side], estate: Estate) -> Principal:
    here, there = sides
    person = house.desk.agents.add_agent("hats@desk.example", "Two Hats", PASSWORD)
    house.desk.agents.change_membership(person.id, here.organisation, "privacy_officer", by="system")
    house.desk.agents.change_membership(person.id, there.organisation, "auditor", by="system")
    session = house.desk.sessions.sign_in("hats@desk.example", PASSWORD)
    assert session is not None
    who = Principal("officer", here, there, session=session.value, view=there.view)
    estate.caller.call("GET", "/desk", {"Cookie": f"desk={session.value}"})
    estate.keep()
    return who


def forms(estate: Estate) -> list[Way]:
    return [way for way in ways_of(estate.app) if way.method == "POST" and way.path.startswith("/desk/")]


def test_no_form_that_names_the_one_organisation_changes_what_is_the_others(
    estate: Estate, two_hats: Principal
) -> None:
    tried, wrong = 0, []
    for way in forms(estate):
        if not objects(way.path):
            continue
        theirs = two_hats.values(own=False)
        for content in CONTENT.get(way.name, ({},)):
            named = dict.fromkeys(NAMED, two_hats.own.organisation)
            cell = Cell(way, two_hats, "both", "-", {**content, **named}, theirs, {})
            wrong += changes(estate, cell, ("f", "n"))
            tried += 1
    assert tried >= 40
    assert wrong == []


def test_no_form_that_names_both_changes_anything(estate: Estate, two_hats: Principal) -> None:
    tried, wrong = 0, []
    for way in forms(estate):
        for content in CONTENT.get(way.name, ({},)):
            if named := [name for name in NAMED if name in content]:
                both = [two_hats.own.organisation, two_hats.foreign.organisation]
                doubled = {**content, named[0]: both}
                for given in (doubled, {**content, named[0]: both[::-1]}):
                    cell = Cell(way, two_hats, "both", "f", given, two_hats.values(own=True), {})
                    wrong += changes(estate, cell, ("f",))
                    tried += 1
    assert tried >= 16
    assert wrong == []


def test_of_many_tickets_only_those_change_that_are_worked_on(estate: Estate, two_hats: Principal) -> None:
    [bulk] = [way for way in forms(estate) if way.path == "/desk/bulk"]
    for content in CONTENT[bulk.name]:
        named = {**content, "organisation": two_hats.own.organisation}
        cell = Cell(bulk, two_hats, "bulk", "+", named, two_hats.values(own=False), {})
        assert changes(estate, cell, ("+",)) == []


def changes(estate: Estate, cell: Cell, expected: tuple[str, ...]) -> list[str]:
    """What is wrong: another answer, or anything that was changed."""
    before = estate.stamp
    answer = cell.ask(estate.caller)
    found = [] if letter("POST", answer) in expected else [f"{cell}: {answer.status}"]
    if estate.stamp != before:
        estate.restore()
        found.append(f"{cell}: something was changed")
    return found
