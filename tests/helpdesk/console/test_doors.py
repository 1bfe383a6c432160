"""Who gets in, and from where: sessions, form tokens, origins, roles, attempts, headers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlalchemy import select
from starlette.routing import BaseRoute

from bot.database import Database
from helpdesk import Receipt
from helpdesk.console import build_console
from helpdesk.tables import metadata
from tests.helpdesk.console.conftest import SignIn
from tests.helpdesk.console.desks import PASSWORD, Place
from tests.helpdesk.console.forms import form_values

OPEN = {"/desk/sign-in", "/desk/sign-in/code", "/desk/language", "/desk/static/{name}"}


def doors(place: Place) -> Iterator[tuple[str, str]]:
    """Every method and path of the console that needs a session."""
    for route in _flat(build_console(place.desk, secure_cookies=False).routes):
        if route.path not in OPEN:
            yield from ((method, route.path) for method in sorted(route.methods or ()))


def _flat(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            yield from _flat(route.original_router.routes)  # type: ignore[attr-defined]  # an included router


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables of the desk, but for when a session was last used and who looked."""
    with database.engine.connect() as connection:
        return {
            name: [
                tuple(row)
                for row in connection.execute(select(*(one for one in table.c if one.name != "seen_at")))
            ]
            for name, table in metadata.tables.items()
            if name != "helpdesk_access"
        }


def paths(place: Place, reference: str) -> list[tuple[str, str]]:
    """Every door, addressed with this ticket; what else stands in a path is of no thing there is."""
    return [
        (method, path.format_map(defaultdict(lambda: "tokiwa", reference=reference)))
        for method, path in doors(place)
    ]


def test_without_a_session_every_door_leads_to_sign_in_and_changes_nothing(
    place: Place, stranger: TestClient, filed: dict[str, Receipt], database: Database
) -> None:
    before = everything(database)
    tried = paths(place, filed["inquiry"].reference)
    assert len(tried) >= 12
    stranger.cookies.set("desk", "forged")
    for method, path in tried:
        answer = stranger.request(method, path)
        assert answer.status_code == 303, (method, path)
        assert answer.headers["location"].startswith("/desk/sign-in?next="), (method, path)
        assert filed["inquiry"].reference not in answer.text
    assert everything(database) == before


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_the_sessions_token_is_refused(
    place: Place, mei: TestClient, filed: dict[str, Receipt], database: Database, token: str
) -> None:
    before = everything(database)
    for method, path in paths(place, filed["inquiry"].reference):
        if method == "POST":
            assert mei.post(path, data={"token": token, "text": "x"}).status_code == 403, path
    assert everything(database) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
)
def test_a_form_from_elsewhere_is_refused(
    mei: TestClient, filed: dict[str, Receipt], database: Database, headers: dict[str, str]
) -> None:
    path = f"/desk/tickets/{filed['inquiry'].reference}"
    values = form_values(mei.get(path).text, f"{path}/reply") | {"text": "Hello"}
    before = everything(database)
    assert mei.post(f"{path}/reply", data=values, headers=headers).status_code == 403
    assert everything(database) == before


def test_signing_in_needs_our_own_page_too(stranger: TestClient) -> None:
    values = {"email": "mei@desk.example", "password": PASSWORD}
    answer = stranger.post("/desk/sign-in", data=values, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(stranger: TestClient) -> None:
    answers = [
        stranger.post("/desk/sign-in", data={"email": email, "password": "not the password"})
        for email in ("mei@desk.example", "who@desk.example")
    ]
    assert {answer.status_code for answer in answers} == {401}
    first, second = (answer.text.replace("who@desk", "mei@desk") for answer in answers)
    assert first == second


def test_who_is_refused_leaves_a_line_that_names_no_address(
    stranger: TestClient, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.post("/desk/sign-in", data={"email": "mei@desk.example", "password": "not the password"})
    sign_in("ana").get("/desk/agents")
    told = [(record.getMessage(), getattr(record, "reason", None)) for record in caplog.records]
    assert ("sign-in refused", "password") in told
    assert ("not permitted", None) in told
    assert "mei@" not in caplog.text


def test_too_many_attempts_must_wait_even_with_the_right_password(place: Place, stranger: TestClient) -> None:
    for _ in range(8):
        wrong = {"email": "Mei@desk.example", "password": "wrong"}
        assert stranger.post("/desk/sign-in", data=wrong).status_code == 401
    right = {"email": "mei@desk.example", "password": PASSWORD}
    answer = stranger.post("/desk/sign-in", data=right)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert "15 minutes" in answer.text
    place.clock.forward(minutes=15, seconds=1)
    assert stranger.post("/desk/sign-in", data=right).status_code == 303


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/desk/tickets/PR-1?x=1", "/desk/tickets/PR-1?x=1"),
        ("https://elsewhere.example/desk", "/desk"),
        ("//elsewhere.example/desk", "/desk"),
        ("/desk/\\elsewhere.example", "/desk"),
        ("/deskelsewhere", "/desk"),
        ("/desk/../../elsewhere", "/desk"),
        ("javascript:alert(1)", "/desk"),
    ],
)
def test_sign_in_goes_on_to_pages_of_the_console_only(stranger: TestClient, asked: str, reached: str) -> None:
    values = {"email": "mei@desk.example", "password": PASSWORD, "next": asked}
    assert stranger.post("/desk/sign-in", data=values).headers["location"] == reached


def test_the_cookie_is_kept_from_scripts_and_other_sites(place: Place) -> None:
    app = FastAPI()
    app.include_router(build_console(place.desk, secure_cookies=True, clock=place.clock))
    client = TestClient(app, "https://desk.example", headers={"Origin": "https://desk.example"})
    values = {"email": "mei@desk.example", "password": PASSWORD}
    cookie = client.post("/desk/sign-in", data=values, follow_redirects=False).headers["set-cookie"]
    assert cookie.startswith("__Host-desk=")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_signing_out_ends_the_session_on_the_server(mei: TestClient) -> None:
    session = mei.cookies["desk"]
    values = form_values(mei.get("/desk").text, "/desk/sign-out")
    assert mei.post("/desk/sign-out", data=values).headers["location"] == "/desk/sign-in"
    mei.cookies.set("desk", session)
    assert mei.get("/desk").status_code == 303


def test_auditors_read_and_change_nothing(
    place: Place, sign_in: SignIn, filed: dict[str, Receipt], database: Database
) -> None:
    ana = sign_in("ana")
    page = ana.get(f"/desk/tickets/{filed['erasure'].reference}")
    assert page.status_code == 200
    assert "<textarea" not in page.text
    token = form_values(page.text, "/desk/sign-out")["token"]
    before = everything(database)
    for method, path in paths(place, filed["erasure"].reference):
        if method == "POST" and path != "/desk/sign-out" and not path.startswith("/desk/me/"):
            assert ana.post(path, data={"token": token}).status_code == 403, path
    assert everything(database) == before
    assert ana.post("/desk/sign-out", data={"token": token}).status_code == 303


def test_a_new_password_ends_the_other_sessions(mei: TestClient, sign_in: SignIn) -> None:
    elsewhere = sign_in("mei")
    values = form_values(mei.get("/desk/me").text, "/desk/me/password")
    new = "another long password"
    for current, wanted, told in (
        ("wrong", new, "is not right"),
        (PASSWORD, "short", "at least 12 characters"),
        (PASSWORD, "password1234", "four words"),
        (PASSWORD, "Pennywhistle kettle", "Leave it out"),
    ):
        answer = mei.post("/desk/me/password", data=values | {"current": current, "new": wanted})
        assert answer.status_code == 422
        assert told in answer.text
        assert wanted not in answer.text
    assert elsewhere.get("/desk").status_code == 200
    answer = mei.post("/desk/me/password", data=values | {"current": PASSWORD, "new": new})
    assert answer.headers["location"] == "/desk/me?said=password"
    assert mei.get("/desk").status_code == 200
    assert elsewhere.get("/desk").status_code == 303
    for password, status in ((PASSWORD, 401), (new, 303)):
        answer = elsewhere.post("/desk/sign-in", data={"email": "mei@desk.example", "password": password})
        assert answer.status_code == status


def test_only_administrators_add_accounts(mei: TestClient, sign_in: SignIn, place: Place) -> None:
    token = form_values(mei.get("/desk").text, "/desk/sign-out")["token"]
    new = {"name": "Noor", "email": "noor@desk.example", "role": "agent"}
    assert mei.get("/desk/agents").status_code == 403
    assert mei.post("/desk/agents", data=new | {"token": token}).status_code == 403
    ravi = sign_in("ravi")
    values = form_values(ravi.get("/desk/agents").text, "/desk/agents") | new
    assert ravi.post("/desk/agents", data=values | {"role": "king"}).status_code == 422
    assert ravi.post("/desk/agents", data=values).status_code == 200
    again = ravi.post("/desk/agents", data=values)
    assert again.status_code == 422
    assert "Noor" in again.text
    assert [agent.name for agent in place.desk.agents.all()].count("Noor") == 1


@pytest.mark.parametrize("path", ["/desk", "/desk/sign-in", "/desk/tickets/PR-0000-000", "/desk/me?said=x"])
def test_pages_carry_strict_headers(mei: TestClient, path: str) -> None:
    headers = mei.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"].startswith("noindex")
    assert headers["x-content-type-options"] == "nosniff"


def test_files_beside_the_pages_may_be_kept(stranger: TestClient) -> None:
    for name in ("console.css", "console.js", "mark.svg"):
        assert "immutable" in stranger.get(f"/desk/static/{name}").headers["cache-control"]
    assert stranger.get("/desk/static/routes.py").status_code == 404
