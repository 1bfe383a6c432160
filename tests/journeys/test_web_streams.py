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


def cut_after(page: Page, count: int, times: int) -> None:
    """Break the next answers off after some of their events."""

    def cut(route: Route) -> None:
        answer = route.fetch()
        events = answer.text().replace("\r\n", "\n").split("\n\n")
        route.fulfill(response=answer, body="\n\n".join(events[:count]) + "\n\n")

    page.route("**/messages", cut, times=times)


@pytest.mark.parametrize("count", range(1, 8))
def test_an_answer_that_breaks_off_is_made_whole(page: Page, count: int) -> None:
    log = ask(page, QUESTION)
    replies = log.get_by_role("article").filter(has_text="Assistant (AI) said:")
    useful = log.get_by_role("group", name="Was this useful?")
    expect(useful).to_have_count(1)
    cut_after(page, count, 1)
    ask(page, QUESTION)
    expect(useful).to_have_count(2)
    first, second = replies.all_inner_texts()
    assert second == first
    assert log.get_by_role("alert").count() == 0
    assert page.locator(".bubble").count() == 2


def test_an_answer_that_breaks_off_again_can_be_asked_for(page: Page) -> None:
    cut_after(page, 3, 2)
    page.route("**/events", lambda route: route.abort())
    log = ask(page, QUESTION)
    again = log.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    with page.expect_event("requestfinished", lambda sent: sent.url.endswith("/messages")):
        again.click()
    expect(log.get_by_role("group", name="Was this useful?")).to_have_count(1)
    expect(again).to_have_count(0)
    assert page.locator(".bubble").count() == 1


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
