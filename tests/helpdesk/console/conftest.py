"""The console over a real desk, and browsers without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.database import Database
from helpdesk import Receipt
from helpdesk.console import build_console
from tests.helpdesk.console.desks import PASSWORD, Place, fill, open_place

ORIGIN = "http://desk.example"
SignIn = Callable[[str], TestClient]


@pytest.fixture
def place(tmp_path: Path, database: Database) -> Place:
    return open_place(tmp_path, database)


@pytest.fixture
def filed(place: Place) -> dict[str, Receipt]:
    return fill(place)


@pytest.fixture
def app(place: Place) -> FastAPI:
    app = FastAPI()
    app.include_router(build_console(place.desk, secure_cookies=False, clock=place.clock))
    return app


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """A browser without a session; it sends what browsers send with a form of the same origin."""
    return TestClient(app, ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)


@pytest.fixture
def sign_in(request: pytest.FixtureRequest, app: FastAPI) -> SignIn:
    """A browser in which somebody has signed in, after the days have passed in which tickets were filed."""
    if "filed" in request.fixturenames:
        request.getfixturevalue("filed")

    def signed_in(who: str) -> TestClient:
        client = TestClient(app, ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)
        answer = client.post("/desk/sign-in", data={"email": f"{who}@desk.example", "password": PASSWORD})
        assert answer.status_code == 303
        return client

    return signed_in


@pytest.fixture
def mei(sign_in: SignIn) -> TestClient:
    return sign_in("mei")
