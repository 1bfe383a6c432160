"""The register's page and its exports."""

import csv
from io import StringIO

from fastapi import FastAPI
from fastapi.testclient import TestClient

from helpdesk.api import build_desk_api
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place
from tests.helpdesk.console.forms import form_values

PAGE = "/desk/preferences"
CHOICE = {
    "organisation": "pennywhistle",
    "purpose": "marketing_opt_out",
    "state": "opted_out",
    "method": "phone",
}


def told(client: TestClient, contact: str) -> int:
    values = form_values(client.get(PAGE).text, PAGE) | CHOICE | {"contact": contact}
    return client.post(PAGE, data=values).status_code


def test_a_choice_is_recorded_and_looked_up(place: Place, sign_in: SignIn) -> None:
    ravi = sign_in("ravi")
    assert told(ravi, "Kim@Mail.example") == 303
    page = ravi.get(PAGE, params={"organisation": "pennywhistle", "contact": "kim@mail.example"}).text
    assert "Opted out" in page
    assert "Ravi Patel" in page
    assert (
        "No choice of this person"
        in ravi.get(PAGE, params={"organisation": "pennywhistle", "contact": "lee@mail.example"}).text
    )
    (line,) = place.desk.accesses.page().lines
    assert (line.action, line.purpose) == ("viewed", "preferences")


def test_what_is_no_contact_is_refused(sign_in: SignIn) -> None:
    assert told(sign_in("ravi"), "<script>alert(1)</script>") == 422


def test_the_export_is_safe_and_on_record(place: Place, sign_in: SignIn) -> None:
    ravi = sign_in("ravi")
    assert told(ravi, "+81 3 1234 5678") == 303
    assert told(ravi, "=cmd@mail.example") == 303
    answer = ravi.get(f"{PAGE}/pennywhistle.csv")
    head, *rows = csv.reader(StringIO(answer.text.removeprefix("\ufeff")))
    assert head[:3] == ["organisation", "channel", "contact"]
    assert [row[2] for row in rows] == ["'=cmd@mail.example", "'+81 3 1234 5678"]
    assert place.desk.accesses.page().lines[0].action == "exported"


def test_agents_do_not_export_and_auditors_do_not_record(mei: TestClient, sign_in: SignIn) -> None:
    assert mei.get(f"{PAGE}/pennywhistle.csv").status_code == 403
    page = sign_in("ana").get(PAGE).text
    assert "Record a choice" not in page


def test_the_mailing_system_reads_it_with_a_token_of_that_scope_alone(place: Place, sign_in: SignIn) -> None:
    assert told(sign_in("ravi"), "+81 3 1234 5678") == 303
    app, by = FastAPI(), place.people["administrator"]
    app.include_router(build_desk_api(place.desk))
    path = "/api/desk/v1/preferences?organisation=pennywhistle"
    with TestClient(app) as client:
        assert client.get(path).status_code == 401
        other = place.desk.api_tokens.issue("desk", ("tickets:read",), None, 30, by=by)
        assert client.get(path, headers={"Authorization": f"Bearer {other}"}).status_code == 403
        value = place.desk.api_tokens.issue("mail", ("preferences:read",), None, 30, by=by)
        found = client.get(path, headers={"Authorization": f"Bearer {value}"}).json()["items"]
    assert [(one["contact"], one["state"]) for one in found] == [("+81 3 1234 5678", "opted_out")]
    assert place.desk.accesses.page().lines[0].action == "read_by_api"


def test_the_page_speaks_japanese(sign_in: SignIn) -> None:
    mei = sign_in("ravi")
    mei.headers["Accept-Language"] = "ja"
    assert "意思表示を記録" in mei.get(PAGE).text
