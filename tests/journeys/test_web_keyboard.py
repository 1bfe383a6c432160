"""The chat without a mouse, and above the keyboard of a phone."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.test_web_widget import reference_in

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

SCREEN = """Object.defineProperty(window, "visualViewport", {value: Object.assign(new EventTarget(),
    {scale: 1, offsetTop: 0, height: innerHeight})});"""
RISE = """Object.assign(visualViewport, {height: 420, offsetTop: 30});
visualViewport.dispatchEvent(new Event("resize"));"""
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at.getAttribute("aria-label") ?? at.textContent;
}"""


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press a key until what has this name is focused; fails after forty presses."""
    for _ in range(40):
        page.keyboard.press(key)
        if re.search(name, page.evaluate(FOCUSED) or ""):
            return
    pytest.fail(f"{name} is not reached by {key}")


def test_from_the_page_to_a_receipt_and_back(context: BrowserContext, shop: str) -> None:
    page = context.new_page()
    page.goto(shop)
    tab_to(page, "Privacy questions")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("May a proxy request disclosure of my data?")
    page.keyboard.press("Enter")
    log = page.get_by_role("log")
    expect(log.get_by_role("group", name="Was this useful?")).to_be_visible()

    tab_to(page, "^Source 1", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Source 1").first).to_be_visible()
    page.keyboard.press("Escape")

    tab_to(page, "^Talk to a person")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Talk to a person")).to_be_focused()
    tab_to(page, "^$")
    page.keyboard.type("Please call me.")
    tab_to(page, "^Ask for a person")
    page.keyboard.press("Enter")
    reference_in(log)
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Privacy questions")).to_be_focused()


def test_a_form_is_left_by_escape(context: BrowserContext, shop: str) -> None:
    page = context.new_page()
    page.goto(shop)
    tab_to(page, "Privacy questions")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("I want to file a complaint.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_role("button", name="complaint")).to_be_visible()
    tab_to(page, "complaint", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator(".sheet h3")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()


def test_it_stands_above_the_keyboard_of_a_phone(context: BrowserContext, shop: str) -> None:
    page = context.new_page()
    page.add_init_script(SCREEN)
    page.goto(shop)
    page.get_by_role("button", name="Privacy questions").click()
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    whole = panel.bounding_box()
    page.evaluate(RISE)
    above = panel.bounding_box()
    assert whole
    assert above
    assert page.viewport_size
    if page.viewport_size["width"] > 480:
        assert above == whole
    else:
        assert (above["y"], above["height"]) == (30, 420)
        assert (whole["y"], whole["height"]) == (0, page.viewport_size["height"])
