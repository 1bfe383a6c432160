"""What is heard and what happens when the line breaks, in a real browser."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.conftest import ORGANISATION, Site
from tests.journeys.test_web_widget import ask

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

QUESTION = "May a proxy request disclosure of my data?"
LISTEN = """() => {
  const region = document.querySelector("[data-madoguchi]").shadowRoot.querySelector("[aria-live=polite]");
  window.heard = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) heard.push(node.textContent);
  }).observe(region, { childList: true, subtree: true, characterData: true });
}"""


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    page.goto(f"{site.url}/?organisation={ORGANISATION}")
    page.get_by_role("button", name="Privacy questions").click()
    return page


def test_an_answer_is_announced_once(page: Page) -> None:
    expect(page.get_by_role("log")).to_be_visible()
    page.evaluate(LISTEN)
    log = ask(page, QUESTION)
    expect(log.get_by_role("button", name=re.compile("^Source")).first).to_be_visible()
    answers = [text for text in page.evaluate("heard") if "proxy" in text]
    assert len(answers) == 1
    assert len(page.evaluate("heard")) <= 2  # "is answering", then the answer


def test_an_answer_that_broke_off_is_whole_after_another_try(page: Page) -> None:
    def cut(route: Route) -> None:
        answer = route.fetch()
        events = answer.text().replace("\r\n", "\n").split("\n\n")
        route.fulfill(response=answer, body="\n\n".join(events[:3]) + "\n\n")

    page.route("**/messages", cut, times=1)
    page.get_by_role("dialog").get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    log = page.get_by_role("log")
    again = log.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    with page.expect_event("requestfinished", lambda sent: sent.url.endswith("/messages")):
        again.click()
    expect(again).to_have_count(0)
    sources = log.get_by_role("button", name=re.compile("^Source"))
    expect(sources.first).to_be_visible()
    resumed = sources.count()
    assert log.get_by_text(QUESTION, exact=True).count() == 1

    ask(page, QUESTION)
    expect(sources).to_have_count(2 * resumed)


@pytest.mark.parametrize(
    "payload",
    [
        "<img src=x onerror=window.harmed=1>",
        "<script>window.harmed=1</script>",
        "[click](javascript:window.harmed=1)",
        "![x](https://attacker.example/?q=1)",
        "\u202e<svg onload=window.harmed=1>",
    ],
)
def test_markup_from_a_stranger_is_text(page: Page, payload: str) -> None:
    log = ask(page, payload)
    expect(log.get_by_text(payload)).to_be_visible()
    assert page.evaluate("window.harmed") is None
    assert log.locator("img, script, [href^='javascript']").count() == 0
