"""A customer's way in a real browser: ask, read the proof, ask a person, file a request."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.conftest import ORGANISATION, Site

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    """The demo page with the chat open."""
    page = context.new_page()
    page.goto(f"{site.url}/?organisation={ORGANISATION}")
    page.get_by_role("button", name="Privacy questions").click()
    expect(page.get_by_role("dialog", name="Privacy assistant")).to_be_visible()
    return page


def ask(page: Page, text: str) -> Locator:
    """Say something by keyboard and give the log when the answer is whole."""
    page.get_by_role("dialog").get_by_role("textbox").fill(text)
    with page.expect_event("requestfinished", lambda sent: sent.url.endswith("/messages")):
        page.keyboard.press("Enter")
    log = page.get_by_role("log")
    expect(log.get_by_text(text).last).to_be_visible()
    return log


def reference_in(log: Locator) -> str:
    """The reference of the newest receipt."""
    text = log.get_by_text(re.compile(r"^PR-\w{4}-\w{3}$")).last
    expect(text).to_be_visible()
    return text.inner_text()


def test_an_answer_shows_its_clause_and_the_policy_page_marks_the_quote(page: Page) -> None:
    log = ask(page, "May a proxy request disclosure of my data?")
    source = log.get_by_role("button", name=re.compile("^Source 1")).first
    expect(source).to_have_attribute("aria-expanded", "false")
    source.press("Enter")
    expect(source).to_have_attribute("aria-expanded", "true")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Read it in the policy").locator("visible=true").first.click()
    policy = opened.value
    mark = policy.locator("mark").first
    expect(mark).to_be_in_viewport()
    assert "proxy" in " ".join(policy.locator("mark").all_inner_texts())


def test_what_the_policy_does_not_say_goes_to_a_person_whose_answer_comes_back(
    page: Page, context: BrowserContext, site: Site
) -> None:
    log = ask(page, "What is the name of your president's dog?")
    expect(log.get_by_text("The policy does not say.")).to_be_visible()
    log.get_by_role("button", name="Ask the privacy desk").click()
    fill_form(page)
    reference = reference_in(log)

    console = context.new_page()
    console.goto(f"{site.url}/desk")
    console.get_by_label("E-mail").fill("admin@localhost")
    console.get_by_label("Password").fill(site.password)
    console.keyboard.press("Enter")
    console.get_by_role("link", name=reference).first.click()
    console.get_by_label("Reply to the requester").fill("He is called <b>Kuro</b>.")
    console.get_by_role("button", name="Send reply").click()

    page.bring_to_front()
    expect(log.get_by_text("He is called <b>Kuro</b>.")).to_be_visible(timeout=15_000)


def test_an_opt_out_asks_for_the_fields_of_the_procedure(page: Page) -> None:
    log = ask(page, "Please stop sending me e-mails.")
    log.get_by_role("button", name="fill in the form").click()
    form = page.get_by_role("dialog")
    notice = form.get_by_text("Calls with the Customer Lounge are recorded.").locator("visible=true")
    expect(notice.first).to_be_visible()
    for label in ("Your name", "E-mail address or telephone number", "Which use, mailing or recipient"):
        expect(form.get_by_label(label)).to_be_visible()
    fill_form(page)
    reference_in(log)
    expect(log.get_by_role("link", name="Open its own page")).to_be_visible()


def fill_form(page: Page) -> None:
    """Fill what is empty, look at the preview, send."""
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Check before sending")).to_be_visible()
    for field in dialog.locator("form:visible input, form:visible textarea").all():
        if not field.input_value():
            field.fill("yuki@example.org" if field.get_attribute("name") == "contact" else "Yuki Sato")
    dialog.get_by_role("button", name="Check before sending").click()
    expect(dialog.get_by_text("yuki@example.org").locator("visible=true")).to_be_visible()
    dialog.get_by_role("button", name="Send to the privacy desk").click()
