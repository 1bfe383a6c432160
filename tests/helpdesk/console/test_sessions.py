"""Sessions are listed to their owner, and ended by them or an administrator."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from helpdesk.console.browsers import family_of
from tests.helpdesk.console.conftest import ORIGIN, SignIn
from tests.helpdesk.console.desks import PASSWORD, Place
from tests.helpdesk.console.forms import form_values

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15"


@pytest.mark.parametrize(
    ("description", "family"),
    [
        (FIREFOX, "Firefox"),
        (SAFARI, "Safari"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36", "Chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0", "Edge"),
        ("curl/8.9", None),
        ("", None),
    ],
)
def test_the_family_of_a_browser(description: str, family: str | None) -> None:
    assert family_of(description) == family


@pytest.fixture
def browser(app: FastAPI) -> Callable[[str], TestClient]:
    """A browser of some kind in which Mei has signed in."""

    def signed_in(description: str) -> TestClient:
        headers = {"Origin": ORIGIN, "User-Agent": description}
        client = TestClient(app, ORIGIN, headers=headers, follow_redirects=False)
        values = {"email": "mei@desk.example", "password": PASSWORD}
        assert client.post("/desk/sign-in", data=values).status_code == 303
        return client

    return signed_in


def ids(page: str) -> list[str]:
    return re.findall(r'name="id" value="([0-9a-f]{16})"', page)


def end(client: TestClient, **values: str) -> int:
    token = form_values(client.get("/desk/me").text, "/desk/sign-out")["token"]
    return client.post("/desk/me/sessions", data={"token": token} | values).status_code


def test_my_sessions_are_listed_and_ended_one_by_one(
    place: Place, browser: Callable[[str], TestClient]
) -> None:
    first, second = browser(FIREFOX), browser(SAFARI)
    place.clock.forward(minutes=20)
    page = second.get("/desk/me").text
    assert "Firefox" in page
    assert "Safari" in page
    assert FIREFOX not in page
    assert "20 minutes ago" in page
    assert len(ids(page)) == 1, "the session in use has no button of its own"
    assert end(second, id=ids(page)[0]) == 303
    assert first.get("/desk").status_code == 303
    assert second.get("/desk").status_code == 200


def test_who_comes_back_after_a_while_is_led_to_where_they_were(place: Place, mei: TestClient) -> None:
    page = "/desk/replies/new?language=ja"
    values = form_values(mei.get(page).text, "/desk/replies/new")
    place.clock.forward(minutes=60)
    for answer in (
        mei.get(page),
        mei.post("/desk/replies/new", data=values, headers={"Referer": f"{ORIGIN}{page}"}),
    ):
        there = answer.headers["location"]
        assert there == f"/desk/sign-in?next={quote(page, safe='')}"
        gate = mei.get(there).text
        assert "Your session has ended" in gate
        signed_in = form_values(gate, "/desk/sign-in") | {"email": "mei@desk.example", "password": PASSWORD}
        assert mei.post("/desk/sign-in", data=signed_in).headers["location"] == page
        place.clock.forward(minutes=60)
    assert mei.post("/desk/replies/new", data=values).headers["location"] == "/desk/sign-in?next=%2Fdesk"


def test_who_signs_out_is_told_of_no_end(mei: TestClient) -> None:
    values = form_values(mei.get("/desk").text, "/desk/sign-out")
    assert "has ended" not in mei.get(mei.post("/desk/sign-out", data=values).headers["location"]).text


def test_all_others_end_at_once(browser: Callable[[str], TestClient]) -> None:
    others, mine = [browser(FIREFOX), browser(SAFARI)], browser(SAFARI)
    assert end(mine) == 303
    assert [one.get("/desk").status_code for one in others] == [303, 303]
    assert mine.get("/desk").status_code == 200
    assert "End all others" not in mine.get("/desk/me").text


def test_nobody_ends_somebody_elses_session(mei: TestClient, sign_in: SignIn, place: Place) -> None:
    ravi = sign_in("ravi")
    theirs = place.desk.sessions.of(place.people["administrator"])[0].id
    assert end(mei, id=theirs) == 303
    assert ravi.get("/desk").status_code == 200
    for odd in ("%", "0" * 15, "x" * 16):
        assert end(mei, id=odd) == 400
    assert mei.get("/desk").status_code == 200


def test_an_administrator_ends_the_sessions_of_an_account(
    mei: TestClient, sign_in: SignIn, place: Place
) -> None:
    ravi, page = sign_in("ravi"), f"/desk/agents/{place.people['agent']}"
    values = form_values(ravi.get(page).text, f"{page}/sessions")
    assert ravi.post(f"{page}/sessions", data=values).status_code == 303
    assert mei.get("/desk").status_code == 303
    assert "Nobody is signed in" in ravi.get(page).text
    assert ravi.get("/desk").status_code == 200


def test_closing_an_account_in_the_console_ends_its_sessions(
    mei: TestClient, sign_in: SignIn, place: Place
) -> None:
    ravi, page = sign_in("ravi"), f"/desk/agents/{place.people['agent']}"
    values = form_values(ravi.get(page).text, f"{page}/close")
    assert ravi.post(f"{page}/close", data=values).headers["location"] == f"{page}?said=account_closed"
    assert mei.get("/desk").status_code == 303
    assert "closed" in ravi.get("/desk/agents").text
    values = form_values(ravi.get(page).text, f"{page}/reopen")
    assert ravi.post(f"{page}/reopen", data=values).status_code == 303
    assert mei.get("/desk").status_code == 303
    own = f"/desk/agents/{place.people['administrator']}"
    refused = ravi.post(f"{own}/close", data=values)
    assert refused.status_code == 422
    assert "needs an administrator" in refused.text


def test_roles_and_memberships_are_changed_in_the_console(
    mei: TestClient, sign_in: SignIn, place: Place
) -> None:
    ravi, page = sign_in("ravi"), f"/desk/agents/{place.people['agent']}"
    values = form_values(ravi.get(page).text, f"{page}/role")
    assert ravi.post(f"{page}/role", data=values | {"role": "auditor"}).status_code == 303
    assert ravi.post(f"{page}/role", data=values | {"role": "emperor"}).status_code == 422
    member = {"token": values["token"], "organisation": "tokiwa", "role": "lead"}
    assert ravi.post(f"{page}/membership", data=member).status_code == 303
    agent = place.desk.agents.agent(place.people["agent"])
    assert agent is not None
    assert (agent.role, agent.memberships[0].role) == ("auditor", "lead")
    assert "Lead" in ravi.get("/desk/agents").text
    assert ravi.post(f"{page}/membership", data=member | {"role": ""}).status_code == 303
    assert ravi.post(f"{page}/membership", data=member | {"organisation": "nowhere"}).status_code == 404
    assert ravi.get("/desk/agents/nobody").status_code == 404
