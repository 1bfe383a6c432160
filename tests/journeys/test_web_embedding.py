"""The widget on a customer's site: another origin, a strict content security policy, unfriendly styles."""

from base64 import b64encode
from hashlib import sha384
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import bot.web

LOADER = Path(bot.web.__file__).parent / "static" / "release" / "loader.js"

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def page(context: BrowserContext, shop: str) -> Page:
    page = context.new_page()
    page.goto(shop)
    return page


def test_the_widget_answers_on_another_site(page: Page) -> None:
    launcher = page.get_by_role("button", name="Privacy questions")
    box = launcher.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    launcher.click()
    page.get_by_role("dialog").get_by_role("textbox").fill("May a proxy request disclosure of my data?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_role("button", name="Source 1").first).to_be_visible()


@pytest.mark.parametrize(("changed", "shown"), [(b"", 1), (b"x", 0)], ids=["as released", "another file"])
def test_a_tag_may_name_the_hash_of_its_script(
    context: BrowserContext, shop: str, changed: bytes, shown: int
) -> None:
    """Subresource Integrity, as docs/widget.md has it."""
    page = context.new_page()
    with page.expect_event("console" if changed else "requestfinished"):
        page.goto(f"{shop}pinned/sha384-{b64encode(sha384(LOADER.read_bytes() + changed).digest()).decode()}")
    expect(page.get_by_role("button", name="Privacy questions")).to_have_count(shown)


def test_the_chat_is_still_there_after_a_reload_and_gone_when_deleted(page: Page) -> None:
    question = "May a proxy request disclosure of my data?"
    page.get_by_role("button", name="Privacy questions").click()
    page.get_by_role("dialog").get_by_role("textbox").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_role("button", name="Source 1").first).to_be_visible()

    page.reload()
    page.get_by_role("button", name="Privacy questions").click()
    expect(page.get_by_role("log").get_by_text(question)).to_be_visible()
    page.get_by_role("button", name="Delete this chat").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("log")).to_be_visible()
    expect(page.get_by_role("log").get_by_text(question)).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
