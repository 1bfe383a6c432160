"""The matrix of authorisation: every route of the console, for every role, at home and elsewhere.

It is generated from the routes that are there. A route that the table of permits does not list fails.
"""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from helpdesk import Receipt
from helpdesk.console.permits import PERMITS, Permit, permit_for
from helpdesk.permissions import EVERYWHERE, MAY, Role
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import PASSWORD, Place
from tests.helpdesk.console.forms import form_values
from tests.helpdesk.console.test_doors import doors

HOME, ELSEWHERE = "pennywhistle", "tokiwa-moving"
UNKNOWN = "00000000"
STOPPED = (403, 404)
"""What the guard answers: not with this role; not found."""


@pytest.fixture
def people(place: Place) -> dict[Role, str]:
    """One person of each role, whose only organisation is HOME; the id of each."""
    people = {}
    for role in MAY:
        person = place.desk.agents.add_agent(f"{role}@desk.example", role, PASSWORD, "administrator")
        place.desk.agents.change_membership(person.id, HOME, role, by="x")
        people[role] = person.id
    return people


def addressed(place: Place, reference: str, organisation: str) -> Iterator[tuple[str, str, str, Permit]]:
    """Method, path as declared, path as asked for, permit; ids are of things that are not there."""
    for method, path in doors(place):
        declared = path.removeprefix("/desk")
        values = {name: UNKNOWN for name in _names(path)} | {"reference": reference}
        if declared.startswith("/organisations/"):
            values["id"] = organisation
        if "{organisation}" in declared:
            values["organisation"] = organisation
        yield method, declared, path.format(**values), permit_for(method, declared)


def _names(path: str) -> list[str]:
    return [part[1:].split("}")[0] for part in path.split("/") if part.startswith("{")]


def test_every_route_is_in_the_table_and_every_line_of_the_table_is_a_route(place: Place) -> None:
    routes = {(method, path.removeprefix("/desk")) for method, path in doors(place)}
    assert routes - PERMITS.keys() == set(), "say in helpdesk/console/permits.py what these take"
    assert PERMITS.keys() - routes == set(), "these routes are no more"


def test_what_changes_something_needs_more_than_reading() -> None:
    weak = [key for key, permit in PERMITS.items() if key[0] != "GET" and permit in ("read", "report")]
    assert weak == []


@pytest.mark.parametrize("role", MAY)
def test_a_role_passes_where_the_table_says_so_and_nowhere_else(
    place: Place, sign_in: SignIn, filed: dict[str, Receipt], people: dict[Role, str], role: Role
) -> None:
    client, cells = sign_in(role), 0
    for method, declared, path, permit in addressed(place, filed["inquiry"].reference, HOME):
        if declared == "/sign-out":
            continue
        allowed = permit is None or (permit in MAY[role] and permit not in EVERYWHERE)
        status = _ask(client, method, path)
        assert (status == 403) == (not allowed), (method, declared, status)
        cells += 1
    assert cells >= 20


@pytest.mark.parametrize("role", MAY)
def test_what_belongs_to_another_organisation_is_not_found_by_any_role(
    place: Place, sign_in: SignIn, filed: dict[str, Receipt], people: dict[Role, str], role: Role
) -> None:
    client, reference = sign_in(role), filed["complaint"].reference
    tried = 0
    for method, declared, path, _ in addressed(place, reference, ELSEWHERE):
        if "{reference}" in declared or declared.startswith("/organisations/"):
            status = _ask(client, method, path)
            assert status == 404, (method, declared, status)
            tried += 1
    assert tried >= 7


@pytest.mark.parametrize("role", MAY)
def test_no_page_names_a_foreign_ticket(
    place: Place, sign_in: SignIn, filed: dict[str, Receipt], people: dict[Role, str], role: Role
) -> None:
    client, foreign = sign_in(role), [filed["complaint"].reference, filed["opt_out"].reference]
    seen = 0
    for method, _, path, permit in addressed(place, filed["inquiry"].reference, HOME):
        for query in ("", "?status=all", f"?search={foreign[0]}", f"?organisation={ELSEWHERE}&status=all"):
            if method == "GET" and permit:
                page = client.get(path + query).text
                linked = [one for one in foreign if f"/tickets/{one}" in page]
                assert linked == [], path + query
                seen += filed["inquiry"].reference in page
    assert seen >= 2


def test_a_form_that_names_a_foreign_organisation_is_not_found(
    sign_in: SignIn, people: dict[Role, str]
) -> None:
    client = sign_in("privacy_officer")
    token = form_values(client.get("/desk").text, "/desk/sign-out")["token"]
    for name in ("organisation", "organisations"):
        answer = client.post("/desk/approved/new", data={"token": token, name: ELSEWHERE})
        assert answer.status_code == 404


def test_the_same_holds_without_memberships_for_what_a_role_may_do(
    place: Place, sign_in: SignIn, filed: dict[str, Receipt]
) -> None:
    for role, name in (("agent", "mei"), ("administrator", "ravi"), ("auditor", "ana")):
        client = sign_in(name)
        for method, declared, path, permit in addressed(place, filed["inquiry"].reference, HOME):
            if declared != "/sign-out":
                status = _ask(client, method, path)
                allowed = permit is None or permit in MAY[role]  # type: ignore[index]
                assert (status == 403) == (not allowed), (role, method, declared, status)


def _ask(client: TestClient, method: str, path: str) -> int:
    if method == "GET":
        return client.get(path).status_code
    token = form_values(client.get("/desk/me").text, "/desk/sign-out")["token"]
    return client.post(path, data={"token": token}).status_code
