"""A browser with scripts switched off: the chat page, a request, and its status by code."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import ORGANISATION, Site
from tests.journeys.pages import FILL_IN

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        locale="en-GB", viewport={"width": 320, "height": 640}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{site.url}/chat/{ORGANISATION}")
    yield page
    context.close()


def test_somebody_without_scripts_asks_complains_and_comes_back(page: Page, site: Site) -> None:
    page.get_by_label("Your question or request").fill("May a proxy request disclosure of my data?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("blockquote").first).to_be_visible()
    page.get_by_label("Go on").fill("I want to file a complaint.")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name=FILL_IN).first.click()
    page.locator("textarea").first.fill("My number was passed on.")
    page.get_by_role("button", name="Send to the privacy desk").click()
    code = page.get_by_text(re.compile(r"^(\w{4}-){6}\w{4}$")).inner_text()

    page.goto(f"{site.url}/status")
    page.get_by_label("Code of your receipt").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Show my request").click()
    page.get_by_label("Add a message").fill("It was on Monday.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It was on Monday.")).to_be_visible()
