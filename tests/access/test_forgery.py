"""Nothing is changed by a request that somebody else's page makes, or without the token of the session.

Made from the routes that are there, so that a new one cannot be forgotten.
"""

import pytest

from tests.access.cells import Cell, cells
from tests.access.conftest import Estate
from tests.access.principals import Principal
from tests.access.routes import Way, ways_of

ELSEWHERE: list[dict[str, str]] = [
    {"Origin": "https://attacker.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.attacker.example"},
    {"Origin": "http://testserver:8080"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://attacker.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://sister.example"},
]
OTHER_PROOF = ("/api/desk/v1", "/slack/")
"""Routes that take no cookie: a page can send nothing there that counts."""


def changing(estate: Estate, *begin: str) -> list[Way]:
    """Every route that changes something."""
    ways = [way for way in ways_of(estate.app) if way.method not in ("GET", "MOUNT")]
    return [way for way in ways if way.path.startswith(begin or "/") and not way.path.startswith(OTHER_PROOF)]


def own_cells(ways: list[Way], principal: Principal) -> list[Cell]:
    """What they may do with what is theirs."""
    return [cell for cell in cells(ways, principal) if cell.about == "own, 1"]


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize("name", ["visitor", "administrator"])
def test_no_page_of_somebody_else_changes_anything(
    estate: Estate, name: str, headers: dict[str, str]
) -> None:
    before, wrong = estate.stamp, []
    tried = own_cells(changing(estate), estate.person(name))
    for cell in tried:
        answer = cell.ask(estate.caller, headers)
        wrong += [] if answer.status == 403 else [f"{cell}: {answer.status}"]
    assert len(tried) >= 80
    assert wrong == []
    assert estate.stamp == before


@pytest.mark.parametrize("token", ["", "0" * 64, "the other's"])
def test_no_form_of_the_console_is_taken_without_the_token_of_its_session(estate: Estate, token: str) -> None:
    """Sent by the browser of an administrator whose session would allow everything."""
    administrator, other = estate.person("administrator"), estate.person("lead")
    forged = other.form_token if token == "the other's" else token
    before, wrong = estate.stamp, []
    tried = [cell for cell in own_cells(changing(estate, "/desk"), administrator) if cell.in_a_session]
    for cell in tried:
        answer = cell.forged(forged).ask(estate.caller)
        wrong += [] if answer.status == 403 else [f"{cell}: {answer.status}"]
    assert len(tried) >= 50
    assert wrong == []
    assert estate.stamp == before
