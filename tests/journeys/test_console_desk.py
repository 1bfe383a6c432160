"""An agent's day in a real browser: sign in, find the ticket, answer it, write a note."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from bot.database import Database
from helpdesk.console import build_console
from tests.helpdesk.console.desks import PASSWORD, Place, fill, open_place
from tests.journeys.serving import listening

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def place(tmp_path: Path, database: Database) -> Place:
    return open_place(tmp_path, database)


@pytest.fixture
def console(place: Place) -> Iterator[str]:
    """The address of a console that listens on a free port of this machine."""
    app = FastAPI()
    app.include_router(build_console(place.desk, secure_cookies=False, clock=place.clock))
    with listening(app) as origin:
        yield f"{origin}/desk"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A fresh window; every complaint of the browser, but for a page shown with 409, fails the test."""
    context = browser.new_context(locale="en-GB", java_script_enabled=request.param)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda failed: complaints.append(f"{failed.failure} {failed.url}"))
    yield page
    context.close()
    # A browser that goes to the next page drops what it has not yet loaded of the last one.
    harmless = ("409 (Conflict)", "net::ERR_ABORTED")
    assert [one for one in complaints if not any(part in one for part in harmless)] == []


def sign_in(page: Page, console: str, who: str = "mei") -> None:
    page.goto(console)
    page.get_by_label("E-mail").fill(f"{who}@desk.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    page.wait_for_load_state()


def test_an_agent_answers_a_ticket(place: Place, console: str, page: Page) -> None:
    receipt = fill(place)["inquiry"]
    sign_in(page, console)
    page.get_by_role("link", name=receipt.reference).click()
    expect(page.get_by_text("Do you share my address with the delivery company?")).to_be_visible()

    page.get_by_label("Internal note").fill("Checked with the carrier.")
    page.get_by_role("button", name="Keep note").click()
    expect(page.get_by_role("status")).to_have_text("The note is kept.")

    page.get_by_label("Reply to the requester").fill("Yes, to deliver your order.")
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_role("status")).to_have_text("Your reply is on its way.")

    page.get_by_label("New status").select_option("Resolved")
    page.get_by_role("button", name="Change status").click()
    expect(page.get_by_role("status")).to_have_text("The status is changed.")

    public = place.desk.status(receipt.status_token)
    assert public is not None
    assert public.messages[-1].text == "Yes, to deliver your order."
    assert "carrier" not in repr(public)

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_two_agents_write_at_once_and_nothing_is_lost(place: Place, console: str, page: Page) -> None:
    receipt = fill(place)["inquiry"]
    sign_in(page, console)
    page.goto(f"{console}/tickets/{receipt.reference}")
    page.get_by_label("Reply to the requester").fill("My answer.")
    place.desk.reply(receipt.ticket_id, place.people["administrator"], "I was faster.", key="faster")
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_role("alert")).to_contain_text("Ravi Patel replied to the requester")
    expect(page.get_by_label("Reply to the requester")).to_have_value("My answer.")


def test_two_agents_see_each_other_and_one_is_shown_what_the_other_saved(
    place: Place, console: str, browser: Browser
) -> None:
    receipt = fill(place)["inquiry"]
    pages = {}
    for who in ("mei", "ravi"):
        page = pages[who] = browser.new_context(locale="en-GB").new_page()
        sign_in(page, console, who)
        page.goto(f"{console}/tickets/{receipt.reference}")
    mei, ravi = pages["mei"], pages["ravi"]
    expect(ravi.locator(".presence")).to_have_text("Mei Tanaka has this ticket open.")
    for page in (mei, ravi):
        page.get_by_label("Reply to the requester").fill(f"From {'Mei' if page is mei else 'Ravi'}.")
    with mei.expect_response("**/presence"):
        mei.evaluate("htmx.trigger('#presence', 'tell')")
    ravi.evaluate("htmx.trigger('#presence', 'tell')")
    expect(ravi.locator(".presence")).to_have_text("Mei Tanaka is writing on this ticket.")
    mei.get_by_role("button", name="Send reply").click()
    expect(mei.get_by_role("status").first).to_contain_text("Your reply is on its way.")
    ravi.get_by_role("button", name="Send reply").click()
    conflict = ravi.get_by_role("alert")
    expect(conflict).to_contain_text("Mei Tanaka replied to the requester")
    expect(conflict.locator("ins").last).to_have_text("From Mei.")
    expect(conflict.locator("del").first).to_have_text("New")
    expect(ravi.get_by_label("Reply to the requester")).to_have_value("From Ravi.")
    ravi.get_by_role("button", name="Send reply").click()
    expect(ravi.get_by_role("status").first).to_contain_text("Your reply is on its way.")
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("language", ["English", "日本語"])
def test_no_page_scrolls_sideways_on_a_phone(place: Place, console: str, page: Page, language: str) -> None:
    fill(place)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, console)
    page.get_by_role("button", name=language).click()
    tickets = [f"tickets/{reference}" for reference in page.locator("a.reference").all_inner_texts()]
    assert len(tickets) == 4
    for path in ("", "overview", "organisations", "organisations/tokiwa-moving", "me", *tickets):
        page.goto(f"{console}/{path}".rstrip("/"))
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path


@pytest.mark.parametrize("page", [True], indirect=True, ids=["script"])
def test_keys_do_what_the_sheet_says_and_can_be_switched_off(place: Place, console: str, page: Page) -> None:
    filed = fill(place)
    sign_in(page, console)
    sheet = page.get_by_role("dialog", name="Keys")
    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=filed["complaint"].reference)).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name=f"Select {filed['complaint'].reference}")).to_be_checked()
    page.keyboard.press("/")
    page.keyboard.type("?jx")
    expect(page.get_by_role("searchbox")).to_have_value("?jx")
    expect(sheet).to_be_hidden()
    page.get_by_role("searchbox").clear()
    page.get_by_role("heading", name="Queue").click()
    for key in "jjk":
        page.keyboard.press(key)
    expect(page.get_by_role("link", name=filed["complaint"].reference)).to_be_focused()
    with page.expect_navigation(url="**/tickets/PR-*"):  # the search, too, changes the address
        page.keyboard.press("o")
    with page.expect_navigation():
        page.keyboard.press("t")
    expect(page.get_by_text("Mei Tanaka", exact=True).last).to_be_visible()
    page.keyboard.press("r")
    expect(page.get_by_label("Reply to the requester")).to_be_focused()
    page.goto(f"{console}/me")
    page.get_by_role("checkbox", name="Use single keys").uncheck()
    page.goto(console)
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Keys ?").click()
    expect(sheet).to_be_visible()


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["script", "no script"])
def test_several_tickets_are_taken_at_once(place: Place, console: str, page: Page) -> None:
    fill(place)
    sign_in(page, console)
    every = page.get_by_label("Select all on this page")
    if every.is_visible():
        every.check()
    for box in page.get_by_role("checkbox", name="Select PR-").all():
        box.check()
    page.get_by_label("With the selected tickets").select_option("take")
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_text("Done for 4 tickets.")).to_be_visible()
    page.get_by_role("link", name="Back to the queue").click()
    expect(page.get_by_role("cell", name="Mei Tanaka")).to_have_count(4)


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["script", "no script"])
def test_the_queue_is_narrowed_in_place_and_in_the_address(place: Place, console: str, page: Page) -> None:
    filed = fill(place)
    sign_in(page, console)
    page.get_by_label("Kind").select_option("complaint")
    if page.evaluate("typeof htmx === 'undefined'"):
        page.get_by_role("button", name="Show").first.click()
    expect(page.get_by_role("link", name="PR-")).to_have_count(1)
    expect(page.get_by_text("1 ticket", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("kind=complaint"))
    page.get_by_role("checkbox", name="Select PR-").check()
    page.reload()
    expect(page.get_by_role("link", name=filed["complaint"].reference)).to_be_visible()
    page.get_by_role("link", name="Clear").click()
    expect(page.get_by_role("link", name="PR-")).to_have_count(4)


@pytest.mark.parametrize("page", [True], indirect=True, ids=["script"])
def test_nothing_personal_is_left_in_the_browser(place: Place, console: str, page: Page) -> None:
    receipt = fill(place)["erasure"]
    sign_in(page, console)
    page.get_by_label("Kind").select_option("rights_request")
    page.get_by_role("link", name=receipt.reference).click()
    expect(page.get_by_text("Kim Lee")).to_be_visible()
    page.go_back()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "PR-" not in kept
    assert "Kim" not in kept


def test_who_writes_for_long_keeps_the_session(console: str, browser: Browser) -> None:
    """On a page that asks the server for nothing while it is open."""
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.clock.install()
        sign_in(page, console)
        page.goto(f"{console}/replies/new")
        page.locator("textarea").first.press_sequentially("We do")
        with page.expect_response(f"{console}/me") as asked:
            page.clock.run_for("02:00")
        assert asked.value.ok
