"""Alerts stand on the first page and the overview until somebody has seen them."""

import pytest
from fastapi.testclient import TestClient

from helpdesk import Receipt
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place, file
from tests.helpdesk.console.forms import form_values

PAGES = pytest.mark.parametrize("page", ["/desk", "/desk/overview"])


@pytest.fixture
def incident(place: Place) -> Receipt:
    return file(place, "leak", kind="incident_report", message="I can see somebody else's orders.")


@PAGES
def test_an_alert_is_shown_until_it_was_seen(mei: TestClient, incident: Receipt, page: str) -> None:
    shown = mei.get(page).text
    assert "1 alert nobody has seen" in shown
    assert "report of an incident, received 18 Nov 2026 03:00 GMT" in shown
    assert "未確認の通知が1件あります" in mei.get(page, headers={"accept-language": "ja"}).text
    answer = mei.post("/desk/alerts/seen", data=form_values(shown, "/desk/alerts/seen"))
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert "nobody has seen" not in mei.get(page).text


@pytest.mark.parametrize("until", ["2026-11-30T09:00:00", "0001-01-01T00:00:00+14:00", "1793000000"])
def test_a_time_that_is_none_marks_nothing_as_seen(mei: TestClient, incident: Receipt, until: str) -> None:
    form = form_values(mei.get("/desk").text, "/desk/alerts/seen")
    assert mei.post("/desk/alerts/seen", data=form | {"until": until}).status_code == 400
    assert "1 alert nobody has seen" in mei.get("/desk").text


def test_a_missed_date_is_shown_on_the_ticket_too(
    sign_in: SignIn, filed: dict[str, Receipt], place: Place
) -> None:
    place.clock.forward(days=30)
    place.desk.alerts.run()
    mei = sign_in("mei")
    shown = mei.get("/desk").text
    assert "first reply was due" in shown
    assert "legal date missed" in shown
    ticket = mei.get(f"/desk/tickets/{filed['complaint'].reference}").text
    assert "Missed: it was due" in ticket
    assert "The system alerted the desk (a date was missed)" in ticket


@PAGES
def test_readers_see_alerts_and_cannot_take_them_away(sign_in: SignIn, incident: Receipt, page: str) -> None:
    shown = sign_in("ana").get(page).text
    assert "1 alert nobody has seen" in shown
    assert "Mark as seen" not in shown


def test_many_alerts_are_counted_and_the_first_listed(place: Place, mei: TestClient) -> None:
    for number in range(11):
        file(place, f"leak-{number}", kind="incident_report")
    shown = mei.get("/desk").text
    assert "11 alerts nobody has seen" in shown
    assert "And 3 more." in shown


def test_seen_leads_to_no_foreign_page(mei: TestClient, incident: Receipt) -> None:
    form = form_values(mei.get("/desk").text, "/desk/alerts/seen")
    answer = mei.post("/desk/alerts/seen", data=form | {"page": "https://elsewhere.example/desk"})
    assert answer.headers["location"] == "/desk"
