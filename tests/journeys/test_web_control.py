"""What a person and a page can do with the chat: stop it, lose the line, keep a copy, open it by script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import ORGANISATION, Site
from tests.journeys.test_web_widget import ask

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

QUESTION = "May a proxy request disclosure of my data?"
OTHER = "Who receives my data?"
RECORD = """window.told = [];
for (const name of ["ready", "open", "close", "message", "handoff", "error"])
  addEventListener(`madoguchi:${name}`, ({ detail }) => told.push([name, JSON.stringify(detail)]));"""


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    page.add_init_script(RECORD)
    page.goto(f"{site.url}/?organisation={ORGANISATION}")
    page.get_by_role("button", name="Privacy questions").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def told(page: Page) -> list[str]:
    """The names of the events that the page heard."""
    return [name for name, _ in page.evaluate("told")]


def test_an_answer_can_be_stopped_and_another_question_asked(page: Page) -> None:
    page.route("**/messages", lambda _route: None, times=1)  # an answer that takes for ever
    page.get_by_role("dialog").get_by_role("textbox").fill(QUESTION)
    with page.expect_request("**/messages"):
        page.keyboard.press("Enter")
    stop = page.get_by_role("button", name="Stop the answer")
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    stop.click()
    log = page.get_by_role("log")
    expect(log.get_by_text("You stopped the answer.")).to_be_visible()
    expect(stop).to_have_count(0)
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    assert log.get_by_role("alert").count() == 0

    ask(page, OTHER)
    expect(log.get_by_role("button", name="Source 1").first).to_be_visible()


def test_what_is_written_without_a_connection_is_sent_once_in_order_when_it_is_back(page: Page) -> None:
    log = ask(page, QUESTION)
    expect(log.get_by_role("button", name="Source 1").first).to_be_visible()
    page.context.set_offline(True)
    field = page.get_by_role("dialog").get_by_role("textbox")
    waits = log.get_by_text("Waits for a connection, then it is sent.")
    for count, text in enumerate((OTHER, "How long do you keep my data?"), start=1):
        field.fill(text)
        field.press("Enter")
        expect(waits).to_have_count(count)
        expect(waits.last).to_be_in_viewport()

    page.context.set_offline(False)
    expect(waits).to_have_count(0)
    expect(log.get_by_text("Was this useful?")).to_have_count(3)
    said = log.locator(".person .bubble").all_inner_texts()
    assert said == [QUESTION, OTHER, "How long do you keep my data?"]
    turns = log.locator(".turn").evaluate_all("all => all.map(({ classList }) => classList[1])")
    assert turns == ["person", "reply"] * 3


def test_the_conversation_can_be_kept_as_a_text_file(page: Page, tmp_path: Path) -> None:
    save = page.get_by_role("button", name="Save this chat")
    expect(save).to_have_count(0)
    ask(page, QUESTION)
    with page.expect_download() as started:
        save.click()
    kept = tmp_path / "kept.txt"
    started.value.save_as(kept)
    text = kept.read_text("utf-8")
    assert QUESTION in text
    quote = page.get_by_role("log").locator("blockquote").first.inner_text()
    assert quote.split("\n")[0] in text
    assert f"/policies/{ORGANISATION}/" in text


def test_a_page_opens_closes_translates_and_removes_the_widget(page: Page) -> None:
    ask(page, QUESTION)
    page.evaluate("madoguchi.widgets[0].close()")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate("madoguchi.widgets[0].open()")
    expect(page.get_by_role("dialog", name="Privacy assistant")).to_be_visible()
    page.get_by_role("dialog").get_by_role("textbox").fill(OTHER)
    page.evaluate("madoguchi.widgets[0].setLocale('ja')")
    dialog = page.get_by_role("dialog", name="個人情報")
    expect(dialog.get_by_text(QUESTION)).to_be_visible()
    expect(dialog.get_by_role("textbox")).to_have_value(OTHER)
    assert page.locator("[data-madoguchi] .panel").count() == 1
    page.evaluate("madoguchi.widgets[0].destroy()")
    expect(page.locator("[data-madoguchi]")).to_have_count(0)
    assert page.evaluate("madoguchi.widgets.length") == 0
    assert told(page) == ["ready", "open", "message", "message", "close", "open", "close", "open", "close"]
    assert QUESTION not in str(page.evaluate("told"))


def test_a_page_may_hold_several_widgets(page: Page) -> None:
    page.evaluate(
        """madoguchi.create({
          organisation: "hanashizuku", language: "en", mode: "page", inside: document.querySelector("main"),
        })"""
    )
    expect(page.get_by_role("log")).to_have_count(2)
    assert page.evaluate("madoguchi.widgets.length") == 2
    page.evaluate("{ const [first] = madoguchi.widgets; first.destroy(); first.destroy(); }")
    expect(page.get_by_role("log")).to_have_count(1)
    assert page.evaluate("madoguchi.widgets.map(({ host }) => host.dataset.mode)") == ["page"]
    assert page.evaluate("Object.keys(window).filter((name) => /madoguchi/i.test(name))") == ["madoguchi"]


def test_what_cannot_be_sent_is_told_to_the_page_and_sent_by_another_try(page: Page) -> None:
    page.route("**/messages", lambda route: route.fulfill(status=503), times=1)
    page.get_by_role("dialog").get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    log = page.get_by_role("log")
    log.get_by_role("button", name="Try again").click()
    expect(log.get_by_role("button", name="Source 1").first).to_be_visible()
    assert log.get_by_text(QUESTION, exact=True).count() == 1
    assert ["error", '{"status":0}'] in page.evaluate("told")


def test_a_chat_deleted_without_a_connection_sends_nothing_of_it_later(page: Page) -> None:
    page.context.set_offline(True)
    field = page.get_by_role("dialog").get_by_role("textbox")
    field.fill(QUESTION)
    field.press("Enter")
    page.get_by_role("button", name="Delete this chat").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    field.fill(OTHER)
    field.press("Enter")
    log = page.get_by_role("log")
    expect(log.get_by_text("Waits for a connection")).to_have_count(1)

    page.context.set_offline(False)
    expect(log.get_by_text("Was this useful?")).to_have_count(1)
    assert log.locator(".person .bubble").all_inner_texts() == [OTHER]
    history = page.evaluate("JSON.parse(Object.values(sessionStorage)[0])")
    said = page.evaluate(
        """async ({ id, token }) => {
          const headers = { Authorization: `Bearer ${token}` };
          const { events } = await (await fetch(`/api/v1/conversations/${id}`, { headers })).json();
          return events.filter(({ kind }) => kind === "person").map(({ body }) => body.text);
        }""",
        history,
    )
    assert said == [OTHER]


def test_where_storage_is_forbidden_a_chat_lasts_as_long_as_its_page(
    context: BrowserContext, site: Site
) -> None:
    page = context.new_page()
    page.add_init_script(
        """Object.defineProperty(window, "sessionStorage", {
          get() { throw new DOMException("", "SecurityError"); },
        })"""
    )
    page.goto(f"{site.url}/?organisation={ORGANISATION}")
    page.get_by_role("button", name="Privacy questions").click()
    ask(page, QUESTION)
    page.evaluate("madoguchi.widgets[0].setLocale('ja')")
    expect(page.get_by_role("log").get_by_text(QUESTION)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["#ffe066", "#111", "hotpink", "hsl(120 100% 50%)", "no colour"])
def test_unreadable_colours_of_a_page_are_repaired(page: Page, scheme: str, accent: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(
        """async (accent) => {
          for (const name of ["accent", "on-accent", "accent-dark", "on-accent-dark"])
            document.documentElement.style.setProperty(`--madoguchi-${name}`, accent);
          await madoguchi.widgets[0].destroy();
          madoguchi.create({ organisation: "hanashizuku", language: "en" });
        }""",
        accent,
    )
    launcher = page.get_by_role("button", name="Privacy questions")
    expect(launcher).to_be_visible()
    repaired = re.compile("--madoguchi-on-accent-dark")
    expect(page.locator("[data-madoguchi]")).to_have_attribute("style", repaired)
    measured = page.evaluate(
        """async (url) => {
          const { contrast } = await import(url);
          const { shadowRoot } = document.querySelector("[data-madoguchi]");
          const { color, backgroundColor } = getComputedStyle(shadowRoot.querySelector("button"));
          return contrast(...[color, backgroundColor].map((each) => each.match(/\\d+/g).map(Number)));
        }""",
        "/static/web/widget/contrast.js",
    )
    assert measured >= 4.5
