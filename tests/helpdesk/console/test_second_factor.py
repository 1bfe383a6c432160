"""Setting up a second factor in the console, and signing in with it."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.database import Database
from helpdesk import DeskSettings, Receipt, Vault, open_desk, totp
from helpdesk.console import build_console
from tests.helpdesk.console.conftest import ORIGIN, SignIn
from tests.helpdesk.console.desks import PASSWORD, Place
from tests.helpdesk.console.forms import form_values

PAGE = "/desk/me/second-factor"


def code_at(place: Place, secret: str) -> str:
    return totp.code(secret, int(place.clock().timestamp()) // totp.STEP)


def begin(client: TestClient, password: str = PASSWORD) -> str:
    """The key that the page shows."""
    values = form_values(client.get(PAGE).text, PAGE)
    answer = client.post(PAGE, data=values | {"password": password})
    page = client.get(PAGE).text if answer.status_code == 303 else answer.text
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    return found[1].replace(" ", "") if found else ""


def confirm(client: TestClient, code: str) -> str:
    values = form_values(client.get(PAGE).text, f"{PAGE}/confirm")
    return client.post(f"{PAGE}/confirm", data=values | {"code": code}).text


@pytest.fixture
def factor(place: Place, mei: TestClient) -> tuple[str, list[str]]:
    """Mei's key and recovery codes; the clock stands at the next time step."""
    secret = begin(mei)
    codes = re.findall(
        r'<code class="reference">([a-z2-7-]{29})</code>', confirm(mei, code_at(place, secret))
    )
    place.clock.forward(seconds=30)
    return secret, codes


def password_step(client: TestClient, next: str = "/desk") -> str:
    values = {"email": "mei@desk.example", "password": PASSWORD, "next": next}
    answer = client.post("/desk/sign-in", data=values)
    assert answer.status_code == 303
    return answer.headers["location"]


def code_step(client: TestClient, code: str, next: str = "/desk") -> int:
    return client.post("/desk/sign-in/code", data={"code": code, "next": next}).status_code


def test_setting_up_asks_for_the_password_again(place: Place, mei: TestClient) -> None:
    assert begin(mei, "wrong") == ""
    secret = begin(mei)
    assert len(secret) == 32
    assert f"secret={secret}" in unescape(mei.get(PAGE).text)
    assert "does not fit" in confirm(mei, "000000")
    assert "does not fit" not in confirm(mei, code_at(place, secret))
    page = mei.get(PAGE).text
    assert secret not in page.replace(" ", "")
    assert "In force" not in page


def test_signing_in_asks_for_the_code(
    place: Place, stranger: TestClient, factor: tuple[str, list[str]]
) -> None:
    secret, codes = factor
    assert len(codes) == 10
    assert password_step(stranger, "/desk/overview") == "/desk/sign-in/code?next=%2Fdesk%2Foverview"
    assert stranger.get("/desk").headers["location"].startswith("/desk/sign-in")
    page = stranger.get("/desk/sign-in/code?next=/desk/overview").text
    assert 'value="/desk/overview"' in page
    assert code_step(stranger, "000000") == 401
    answer = stranger.post("/desk/sign-in/code", data={"code": code_at(place, secret), "next": "//evil"})
    assert answer.headers["location"] == "/desk"
    assert stranger.get("/desk").status_code == 200


def test_a_recovery_code_signs_in_once(stranger: TestClient, factor: tuple[str, list[str]]) -> None:
    for expected in (303, 401):
        password_step(stranger)
        assert code_step(stranger, factor[1][0]) == expected


def test_guessing_codes_is_limited_and_a_right_password_does_not_forgive(
    place: Place, stranger: TestClient, factor: tuple[str, list[str]]
) -> None:
    for _ in range(8):
        password_step(stranger)
        assert code_step(stranger, "000000") == 401
    password_step(stranger)
    answer = stranger.post("/desk/sign-in/code", data={"code": code_at(place, factor[0])})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    place.clock.forward(minutes=15, seconds=1)
    password_step(stranger)
    assert code_step(stranger, code_at(place, factor[0])) == 303


def test_the_code_page_is_for_who_gave_a_password(stranger: TestClient, mei: TestClient) -> None:
    for client in (stranger, mei):
        assert client.get("/desk/sign-in/code").headers["location"] == "/desk/sign-in"
        answer = client.post("/desk/sign-in/code", data={"code": "000000"})
        assert answer.headers["location"] == "/desk/sign-in"


def test_an_administrator_resets_it(
    place: Place, mei: TestClient, stranger: TestClient, sign_in: SignIn, factor: tuple[str, list[str]]
) -> None:
    ravi, page = sign_in("ravi"), f"/desk/agents/{place.people['agent']}"
    values = form_values(ravi.get(page).text, f"{page}/second-factor")
    answer = ravi.post(f"{page}/second-factor", data=values)
    assert answer.headers["location"] == f"{page}?said=account_second_factor"
    assert mei.get("/desk").status_code == 303
    assert password_step(stranger) == "/desk"
    assert f'action="{page}/second-factor"' not in ravi.get(page).text


def test_where_it_is_demanded_it_comes_before_everything_else(
    place: Place, filed: dict[str, Receipt], database: Database, tmp_path: object
) -> None:
    work = place.desk.agents._work
    desk = open_desk(
        database, work.vault, clock=place.clock, settings=DeskSettings(require_second_factor=True)
    )
    assert isinstance(work.vault, Vault)
    app = FastAPI()
    app.include_router(build_console(desk, secure_cookies=False, clock=place.clock))
    client = TestClient(app, ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)
    password_step(client)
    reference = filed["inquiry"].reference
    for path in ("/desk", f"/desk/tickets/{reference}", "/desk/approved"):
        assert client.get(path).headers["location"] == PAGE
    token = form_values(client.get("/desk/me").text, "/desk/sign-out")["token"]
    answer = client.post(f"/desk/tickets/{reference}/note", data={"token": token, "text": "x"})
    assert answer.headers["location"] == PAGE
    assert "asks every account" in client.get(PAGE).text
    confirm(client, code_at(place, begin(client)))
    assert client.get("/desk").status_code == 200
    assert desk.accesses.page().total == 0
