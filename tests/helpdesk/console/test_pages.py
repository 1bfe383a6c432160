"""Every page, drawn from a real desk."""

from dataclasses import dataclass
from datetime import date

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from helpdesk import Receipt
from helpdesk.console import build_console
from tests.helpdesk.console.conftest import ORIGIN
from tests.helpdesk.console.desks import PASSWORD, Place

PAGES = ("", "/overview", "/organisations", "/organisations/tokiwa-moving", "/me")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_are_drawn_in_the_language_of_the_browser(
    mei: TestClient, filed: dict[str, Receipt], page: str, language: str
) -> None:
    answer = mei.get(f"/desk{page}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_a_ticket_shows_all_that_an_agent_needs(mei: TestClient, filed: dict[str, Receipt]) -> None:
    text = mei.get(f"/desk/tickets/{filed['erasure'].reference}").text
    for expected in (
        "Please delete everything you have about me.",
        "kim.lee@mail.example",
        "Not given yet",
        "AI-generated",
        'href="/policies/pennywhistle/privacy-notice/2025-02-01#7.2"',
        "Two accounts under this address.",
        "Only the help desk reads this",
        "Not delivered",
        "Try again now",
    ):
        assert expected in text, expected


@dataclass(frozen=True)
class Line:
    """A policy version as the policy room lists it."""

    version: str
    in_force: bool
    policy: str = "privacy-policy"
    title: str = "プライバシーポリシー"
    language: str = "ja"
    audience: str = "public"
    effective: date | None = None
    clauses: int = 42


def test_an_organisation_shows_its_policies_and_where_each_fact_stands(place: Place) -> None:
    app = FastAPI()
    lines = {"tokiwa-moving": (Line("2024-04-01", True), Line("2021-04-01", False))}
    app.include_router(
        build_console(place.desk, secure_cookies=False, policies=lambda id: lines[id], clock=place.clock)
    )
    client = TestClient(app, ORIGIN, headers={"Origin": ORIGIN})
    client.post("/desk/sign-in", data={"email": "mei@desk.example", "password": PASSWORD})
    page = client.get("/desk/organisations/tokiwa-moving").text
    assert 'href="/policies/tokiwa-moving/privacy-policy/2021-04-01"' in page
    assert "Not in force" in page
    assert 'href="/policies/tokiwa-moving/privacy-policy/2024-04-01#6.1"' in page


def test_an_organisation_known_by_name_alone_says_so(mei: TestClient) -> None:
    page = mei.get("/desk/organisations/kurosaki").text
    assert "Only the name is known." in page
    assert "Not known" in page
    assert mei.get("/desk/organisations/nobody").status_code == 404
