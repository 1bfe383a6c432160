"""Every page, drawn from a real desk."""

import pytest
from fastapi.testclient import TestClient

from helpdesk import Receipt

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
