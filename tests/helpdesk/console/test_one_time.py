"""A one-time password opens nothing but the page on which its owner chooses another."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from bot.database import Database
from helpdesk.console.permits import PERMITS
from helpdesk.tables import AgentRecord, EventRecord
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import PASSWORD, Place
from tests.helpdesk.console.forms import form_values

CHOICE = "/desk/me/password"
NEW = "kettle roof violet seven"


def given(page: str) -> str:
    """The one-time password that a page shows."""
    return re.findall(r"<code class=\"reference\">((?:\w{4}-){3}\w{4})</code>", page)[0]


@pytest.fixture
def once(sign_in: SignIn, place: Place) -> str:
    """What an administrator has given to Mei, who has forgotten hers."""
    ravi, page = sign_in("ravi"), f"/desk/agents/{place.people['agent']}"
    values = form_values(ravi.get(page).text, f"{page}/password")
    return given(ravi.post(f"{page}/password", data=values).text)


def enter(client: TestClient, password: str, who: str = "mei") -> int:
    values = {"email": f"{who}@desk.example", "password": password}
    return client.post("/desk/sign-in", data=values).status_code


def choose(client: TestClient, new: str) -> str:
    """What the page says to a new password, or where it leads."""
    values = form_values(client.get(CHOICE).text, CHOICE) | {"new": new}
    answer = client.post(CHOICE, data=values)
    return answer.headers.get("location") or answer.text


def test_it_ends_the_sessions_and_the_old_password(mei: TestClient, stranger: TestClient, once: str) -> None:
    assert mei.get("/desk").headers["location"].startswith("/desk/sign-in")
    assert enter(stranger, PASSWORD) == 401
    assert enter(stranger, once) == 303


def test_it_opens_nothing_but_the_choice_of_another(stranger: TestClient, once: str) -> None:
    enter(stranger, once)
    token = form_values(stranger.get(CHOICE).text, CHOICE)["token"]
    closed = [(method, path) for (method, path), permit in PERMITS.items() if permit and "{" not in path]
    assert len(closed) > 20
    for method, path in closed:
        answer = stranger.request(method, f"/desk{path}", data={"token": token})
        assert answer.headers.get("location") == CHOICE, path


def test_its_owner_chooses_another_and_it_is_worth_nothing_any_more(stranger: TestClient, once: str) -> None:
    enter(stranger, once)
    assert "another password" in choose(stranger, once)
    assert "four words" in choose(stranger, "password1234")
    assert stranger.get("/desk").headers["location"] == CHOICE
    assert choose(stranger, NEW) == "/desk?said=password"
    assert stranger.get("/desk").status_code == 200
    assert stranger.get(CHOICE).headers["location"] == "/desk/me"
    assert enter(stranger, once) == 401
    assert enter(stranger, NEW) == 303


def test_who_has_chosen_is_asked_for_the_password_now(stranger: TestClient, once: str) -> None:
    enter(stranger, once)
    choose(stranger, NEW)
    values = form_values(stranger.get("/desk/me").text, CHOICE) | {"new": "orange lamp quiet river"}
    assert "is not right" in stranger.post(CHOICE, data=values).text


def test_it_is_good_for_three_days(place: Place, stranger: TestClient, once: str) -> None:
    place.clock.forward(days=3, seconds=-1)
    assert enter(stranger, once) == 303
    place.clock.forward(seconds=1)
    assert enter(stranger, once) == 401


def test_a_second_factor_stays(place: Place, stranger: TestClient, once: str, database: Database) -> None:
    with database.write() as session:
        session.get_one(AgentRecord, place.people["agent"]).totp_since = place.clock()
    values = {"email": "mei@desk.example", "password": once}
    assert stranger.post("/desk/sign-in", data=values).headers["location"].startswith("/desk/sign-in/code")
    assert stranger.get(CHOICE).headers["location"].startswith("/desk/sign-in")


def test_a_new_account_begins_with_one(sign_in: SignIn, stranger: TestClient) -> None:
    ravi = sign_in("ravi")
    new = {"name": "Noor", "email": "noor@desk.example", "role": "agent"}
    page = ravi.post("/desk/agents", data=form_values(ravi.get("/desk/agents").text, "/desk/agents") | new)
    assert enter(stranger, given(page.text), "noor") == 303
    assert stranger.get("/desk").headers["location"] == CHOICE
    assert given(page.text) not in ravi.get("/desk/agents").text


def test_the_trail_says_who_gave_it_and_not_what(place: Place, once: str, database: Database) -> None:
    assert place.desk.audit.verify().whole
    with database.read() as session:
        told = session.exec(select(EventRecord).where(EventRecord.type == "password_given")).one()
        stored = session.get_one(AgentRecord, place.people["agent"]).model_dump()
    assert told.actor == place.people["administrator"]
    assert told.facts == {"agent": place.people["agent"]}
    assert once not in f"{told.model_dump()} {stored}"
