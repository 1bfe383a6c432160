"""An agent writes down what somebody said, with its channel and the true time of receipt."""

from datetime import UTC, datetime

from fastapi.testclient import TestClient

from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place
from tests.helpdesk.console.forms import form_values

NEW = "/desk/tickets/new"
STEP = {
    "organisation": "tokiwa",
    "what": "rights_request:disclosure",
    "channel": "phone",
    "language": "ja",
}


def filed(client: TestClient, **values: str) -> tuple[int, str]:
    """Draw the second step, fill it in and send it."""
    page = client.get(NEW, params=STEP).text
    answer = client.post(NEW, data=form_values(page, NEW) | {"message": "開示してください。"} | values)
    return answer.status_code, answer.text


def test_the_first_step_asks_whose_and_what(mei: TestClient) -> None:
    page = mei.get(NEW)
    assert page.status_code == 200
    for said in ("Tokiwa", "Disclosure", "Telephone", "Letter", "Visit"):
        assert said in page.text


def test_a_call_becomes_a_ticket_of_that_day(place: Place, mei: TestClient) -> None:
    status, page = filed(mei, received="2026-11-16T10:30", **{"field-name": "佐藤凛"})
    assert status == 200
    assert "/status#" in page
    (row,) = place.desk.tickets().rows
    assert (row.channel, row.language, row.rights) == ("phone", "ja", ("disclosure",))
    assert row.received_at == datetime(2026, 11, 16, 1, 30, tzinfo=UTC)
    view = place.desk.ticket(row.id)
    assert view is not None
    assert view.events[0].actor == place.people["agent"]
    assert {one.name: one.value for one in view.answers} == {"name": "佐藤凛"}
    assert row.reference in page


def test_a_form_sent_twice_opens_one_ticket(place: Place, mei: TestClient) -> None:
    hidden = form_values(mei.get(NEW, params=STEP).text, NEW) | {"message": "once"}
    pages = [mei.post(NEW, data=hidden).text for _ in range(2)]
    assert place.desk.tickets().total == 1
    assert pages[0].count("/status#") == pages[1].count("/status#") == 1


def test_a_time_that_cannot_be_is_said_and_nothing_is_lost(place: Place, mei: TestClient) -> None:
    for received in ("2027-01-01T10:00", "2020-01-01T10:00", "yesterday"):
        status, page = filed(mei, received=received, **{"field-name": "佐藤凛"})
        assert (status, "past year" in page, "佐藤凛" in page) == (422, True, True)
    assert place.desk.tickets().total == 0


def test_an_answer_that_cannot_be_taken_is_named(place: Place, mei: TestClient) -> None:
    status, page = filed(mei, **{"field-contact": "rin@", "field-name": "佐藤凛"})
    assert (status, "佐藤凛" in page, "banner bad" in page) == (422, True, True)
    assert place.desk.tickets().total == 0


def test_auditors_write_nothing_down(sign_in: SignIn) -> None:
    assert sign_in("ana").get(NEW).status_code == 403


def test_an_unknown_choice_draws_the_first_step_again(mei: TestClient) -> None:
    page = mei.get(NEW, params=STEP | {"what": "rights_request:everything"})
    assert (page.status_code, "Go on" in page.text) == (200, True)
