"""The chat in a frame of its own origin: out of reach of the page, and listening to that page alone."""

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from bot.app import build_app
from tests.journeys.conftest import Site

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

QUESTION = "May a proxy request disclosure of my data?"


@pytest.fixture
def page(context: BrowserContext, shop: str) -> Page:
    page = context.new_page()
    page.goto(f"{shop}frame")
    return page


def opened(page: Page) -> FrameLocator:
    page.get_by_role("button", name="Privacy questions").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("textbox")).to_be_focused()
    return frame


def test_a_framed_chat_answers_closes_and_is_still_there(page: Page) -> None:
    page.evaluate(
        """() => {
          window.told = [];
          for (const name of ["open", "close", "message", "error"])
            addEventListener(`madoguchi:${name}`, ({ detail }) => told.push([name, detail]));
        }"""
    )
    frame = opened(page)
    frame.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(frame.get_by_text("Was this useful?")).to_be_visible()
    page.keyboard.press("Escape")
    launcher = page.get_by_role("button", name="Privacy questions")
    expect(launcher).to_be_focused()
    expect(page.locator("iframe")).to_be_hidden()
    told = page.evaluate("told")
    assert [name for name, _ in told] == ["open", "message", "message", "close"]
    assert [detail.get("from") for _, detail in told] == [None, "person", "assistant", None]
    launcher.click()
    expect(frame.get_by_text(QUESTION)).to_be_visible()


def test_the_page_cannot_read_what_is_said(page: Page) -> None:
    opened(page)
    inside = "document.querySelector('[data-madoguchi]').shadowRoot.querySelector('iframe').contentDocument"
    assert page.evaluate(inside) is None


def test_the_language_changes_in_the_frame_too(page: Page) -> None:
    frame = opened(page)
    page.evaluate("madoguchi.widgets[0].setLocale('ja')")
    expect(frame.get_by_role("heading", name="個人情報アシスタント")).to_be_visible()
    expect(page.locator("iframe")).to_be_visible()
    expect(page.locator("iframe")).to_have_attribute("title", "個人情報の窓口")


def test_messages_of_strangers_are_not_listened_to(page: Page) -> None:
    frame = opened(page)
    page.evaluate(
        """() => {
          const { shadowRoot } = document.querySelector("[data-madoguchi]");
          const data = { madoguchi: "close" };
          dispatchEvent(new MessageEvent("message", { data, origin: "https://evil.example" }));
          dispatchEvent(new MessageEvent("message", { data, source: window,
            origin: new URL(shadowRoot.querySelector("iframe").src).origin }));
        }"""
    )
    expect(frame.get_by_role("textbox")).to_be_visible()
    inner = page.frames[1]
    inner.evaluate("postMessage({ madoguchi: 'locale', value: 'ja' }, location.origin)")  # not of its parent
    expect(frame.get_by_role("heading", name="Privacy assistant")).to_be_visible()


def test_only_the_sites_own_origin_may_frame_it(site: Site) -> None:
    with TestClient(build_app(site.house), base_url="http://localhost") as client:
        good = client.get(f"/frame/{site.key}", params={"origin": site.customer_origin})
        assert f"frame-ancestors {site.customer_origin}" in good.headers["content-security-policy"]
        for key, origin in ((site.key, "https://evil.example"), ("site_unknown", site.customer_origin)):
            assert client.get(f"/frame/{key}", params={"origin": origin}).status_code == 404
