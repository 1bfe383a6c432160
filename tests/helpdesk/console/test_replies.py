"""Canned replies and clauses: written on their pages, put into a reply, kept on the message."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.database import Database
from helpdesk import Receipt, Vault, open_desk
from helpdesk.console import build_console
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import Place, file, open_place
from tests.helpdesk.console.forms import form_values
from tests.helpdesk.shelves import Shelf

KEPT = "pennywhistle/privacy-notice@2024-04-01#1"


@pytest.fixture
def place(tmp_path: Path, database: Database) -> Place:
    place = open_place(tmp_path, database)
    shelf = Shelf(
        {"pennywhistle/privacy-notice": {"2024-04-01": {"1": "We keep call recordings for 90 days."}}}
    )
    place.desk = open_desk(database, Vault.open(tmp_path / "key"), clock=place.clock, shelf=shelf)
    return place


@pytest.fixture
def app(place: Place) -> FastAPI:
    app = FastAPI()
    app.include_router(build_console(place.desk, secure_cookies=False, clock=place.clock))
    return app


@pytest.fixture
def ticket(place: Place) -> Receipt:
    return file(place, "one")


def write(browser: TestClient, **changes: object) -> str:
    values = form_values(browser.get("/desk/replies/new").text, "/desk/replies/new")
    words = {
        "name": "Recordings",
        "organisation": "pennywhistle",
        "language": "en",
        "body": "On {reference}:",
    }
    answer = browser.post("/desk/replies/new", data=values | words | {"do": "keep"} | changes)
    return browser.get(answer.headers["location"]).text if answer.status_code == 303 else answer.text


def insert(browser: TestClient, ticket: Receipt, **typed: object) -> str:
    path = f"/desk/tickets/{ticket.reference}"
    values = form_values(browser.get(path).text, f"{path}/reply")
    return browser.post(f"{path}/insert", data=values | typed).text


def test_a_reply_is_written_found_changed_and_retired(place: Place, mei: TestClient) -> None:
    found = write(mei, do="find", search="recordings")
    assert "We keep call recordings for 90 days." in found
    assert "The reply is kept." in write(mei, add=KEPT)
    (reply,) = place.desk.canned_replies.all()
    assert [one.address for one in reply.citations] == [KEPT]
    path = f"/desk/replies/{reply.id}"
    values = form_values(mei.get(path).text, path)
    changed = {"name": "Calls", "organisation": "pennywhistle", "body": "New words."}
    assert mei.post(path, data=values | changed | {"do": "keep"}).status_code == 303
    again = mei.post(path, data=values | changed | {"do": "keep", "body": "Mine."})
    assert again.status_code == 409
    assert "New words." in again.text
    assert "Mine." in again.text
    values = form_values(mei.get(path).text, f"{path}/retire")
    assert mei.post(f"{path}/retire", data=values).status_code == 303
    assert "Calls" not in mei.get("/desk/replies").text
    assert "Calls" in mei.get("/desk/replies?retired=1").text


def test_what_cannot_be_kept_is_said_with_what_was_typed(mei: TestClient) -> None:
    page = write(mei, body="Dear {name},")
    assert "Only these may stand in braces" in page
    assert "Dear {name}," in page
    assert "Choose the organisation whose clauses" in write(mei, organisation="", address=KEPT)


def test_a_canned_reply_is_put_into_what_was_written(place: Place, mei: TestClient, ticket: Receipt) -> None:
    write(mei, address=KEPT)
    (reply,) = place.desk.canned_replies.all()
    page = insert(mei, ticket, text="Dear Kim,", canned=reply.id, do="canned")
    assert f"Dear Kim,\n\nOn {ticket.reference}:\n\n“We keep call recordings for 90 days.”" in page
    assert f'name="cite" value="{KEPT}" checked' in page


def test_a_clause_is_found_quoted_sent_and_shown(place: Place, mei: TestClient, ticket: Receipt) -> None:
    assert f'name="take" value="{KEPT}"' in insert(mei, ticket, search="recordings", do="find")
    page = insert(mei, ticket, text="See:", search="recordings", take=KEPT, do="take")
    assert f"See:\n\n“We keep call recordings for 90 days.”\n— Privacy Policy 1 ({KEPT})" in page
    path = f"/desk/tickets/{ticket.reference}"
    values = form_values(page, f"{path}/reply")
    mei.post(f"{path}/reply", data=values | {"text": "See there.", "cite": KEPT})
    view = place.desk.ticket(ticket.ticket_id)
    assert view is not None
    assert [one.address for one in view.messages[-1].citations] == [KEPT]
    assert f"<code>{KEPT}</code>" in mei.get(path).text


def test_nothing_is_sent_with_a_place_left_open_or_a_clause_of_somebody_else(
    place: Place, mei: TestClient, ticket: Receipt
) -> None:
    path = f"/desk/tickets/{ticket.reference}"
    values = form_values(mei.get(path).text, f"{path}/reply")
    page = mei.post(f"{path}/reply", data=values | {"text": "By {due date}."})
    assert page.status_code == 422
    assert "Fill in first: {due date}" in page.text
    foreign = {"text": "See there.", "cite": "tokiwa/privacy-policy@2024-04-01#1"}
    assert mei.post(f"{path}/reply", data=values | foreign).status_code == 422
    view = place.desk.ticket(ticket.ticket_id)
    assert view is not None
    assert len(view.messages) == 2


def test_inserting_hides_no_change_by_somebody_else(place: Place, mei: TestClient, ticket: Receipt) -> None:
    path = f"/desk/tickets/{ticket.reference}"
    values = form_values(mei.get(path).text, f"{path}/reply")
    place.desk.reply(ticket.ticket_id, place.people["administrator"], "I was faster.", key="faster")
    page = mei.post(f"{path}/insert", data=values | {"text": "Mine.", "search": "recordings", "do": "find"})
    assert page.status_code == 409
    assert "Ravi Patel" in page.text
    assert "Mine." in page.text


def test_an_auditor_reads_replies_and_writes_none(mei: TestClient, sign_in: SignIn) -> None:
    write(mei)
    ana = sign_in("ana")
    assert "Recordings" in ana.get("/desk/replies").text
    assert ana.get("/desk/replies/new").status_code == 403
