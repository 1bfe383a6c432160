"""The matrix of authorisation, called cell by cell: `table` says what must come back."""

import pytest

from helpdesk.console.permits import PERMITS
from tests.access.caller import Answer
from tests.access.cells import Cell, cells, objects, parts
from tests.access.conftest import Estate
from tests.access.principals import NAMES
from tests.access.requests import CONTENT, FIXED, PLAIN, PLAIN_HERE
from tests.access.routes import ways_of
from tests.access.table import ROUTES, letter

pytestmark = pytest.mark.enable_socket  # a provider of identities is asked for, in vain

COUNTED = "POST /desk/sign-in"
"""Here a refusal is written down: attempts are counted."""


def test_every_route_is_in_the_table(estate: Estate) -> None:
    """One that is not has no expected answer, and whoever added it has to say who may pass."""
    named = {way.name for way in ways_of(estate.app)}
    assert named - ROUTES.keys() == set(), "say in tests/access/table.py which door these are behind"
    assert ROUTES.keys() - named == set(), "these routes are no more"
    assert (CONTENT.keys() | PLAIN_HERE.keys()) - named == set(), "these routes are no more"


def test_what_changes_something_needs_more_than_reading() -> None:
    weak = [key for key, permit in PERMITS.items() if key[0] != "GET" and permit in ("read", "report")]
    assert weak == []


def test_every_parameter_is_known_to_name_something_or_nothing(estate: Estate) -> None:
    """What names something with an owner stands in braces in the content, and is tried with another's."""
    unknown = {
        f"{parameter} of {way.name}"
        for way in ways_of(estate.app)
        for parameter in way.parameters - PLAIN - PLAIN_HERE.get(way.name, frozenset())
        if not any(parts(content.get(parameter)) for content in CONTENT.get(way.name, ()))
    }
    assert unknown == set(), "say in tests/access/requests.py what these name"


def test_every_part_of_a_path_is_known(estate: Estate) -> None:
    """Or an object could be in an address without ever being tried with another's."""
    unknown = {
        way.name
        for way in ways_of(estate.app)
        if set(parts(way.path)) - objects(way.path).keys() - FIXED.get(way.path, {}).keys()
    }
    assert unknown == set(), "say in tests/access/requests.py what the parts of these paths name"


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_is_answered_as_the_table_says(estate: Estate, name: str) -> None:
    tried = cells(ways_of(estate.app), estate.person(name))
    found = ((cell, faults(estate, cell)) for cell in tried)
    wrong = [f"{cell}: {', '.join(told)}" for cell, told in found if told]
    assert not wrong, "\n".join(wrong)


def test_there_are_two_thousand_cells(estate: Estate) -> None:
    ways = ways_of(estate.app)
    count = sum(1 for one in estate.people for _ in cells(ways, one))
    print(f"{count} cells of {len(ways)} routes and {len(estate.people)} principals")  # noqa: T201  # with -s
    assert count >= 2000


def faults(estate: Estate, cell: Cell) -> list[str]:
    """What is wrong with the answer; what was changed is undone."""
    before = estate.stamp
    answer = cell.ask(estate.caller)
    got, changed = letter(cell.way.method, answer), estate.stamp != before
    if changed:
        estate.restore()
    return [*_wrong(cell, answer, got, changed), *_told(cell, answer)]


def _wrong(cell: Cell, answer: Answer, got: str, changed: bool) -> list[str]:
    done = answer.status < 400 and cell.way.method != "GET"
    if cell.expected == "mixed":
        return [f"{answer.status}, and something was changed"] if changed and done else []
    right = got in ("f", "n") if cell.expected == "-" else got == cell.expected
    found = [] if right else [f"{answer.status} instead of {cell.expected}"]
    if changed and cell.expected != "+" and cell.way.name != COUNTED:
        found.append("it was refused, and something was changed")
    return found


def _told(cell: Cell, answer: Answer) -> list[str]:
    return [f"tells of the {word}" for word in cell.principal.words if word in answer.text]
