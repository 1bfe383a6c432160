"""Hostile text through every door, in a browser whose protections are off: shown as text, it harms nobody."""

import html
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.app import build_app
from bot.config import BotSettings
from bot.wiring import House, open_house
from helpdesk import Agent
from ingest import read_policy
from ingest.invisible import without_unseen
from tests.journeys.attacks import attacks
from tests.journeys.pages import Assistant, Status
from tests.journeys.serving import listening

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

ATTACKS = attacks()
ORGANISATION, PASSWORD = "aoba", "a long password of hers"
BETWEEN = "\n---\n"
SUSPECT = """() => {
  const shadows = [...document.querySelectorAll("*")].map((each) => each.shadowRoot).filter(Boolean);
  const never = ["IMG", "IFRAME", "OBJECT", "EMBED", "VIDEO", "BASE", "MATH"];
  const bad = ({ name, value }) => name.startsWith("on") || /^\\s*javascript:|attacker/.test(value);
  return [document, ...shadows]
    .flatMap((place) => [...place.querySelectorAll("*")])
    .filter((each) => never.includes(each.tagName.toUpperCase()) || [...each.attributes].some(bad))
    .map((each) => each.outerHTML.slice(0, 200));
}"""
"""Elements that our pages never make."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An organisation whose policy is written by an attacker."""
    folder = tmp_path_factory.mktemp("hostile")
    clauses = "".join(
        f"<h2>{number}. Group {number}</h2><p>We give data of group {number} to {html.escape(attack)}.</p>"
        for number, attack in enumerate(ATTACKS, 1)
    )
    file = folder / "policy.html"
    file.write_text(
        f"<!doctype html><html lang=en><title>Privacy Policy</title><h1>Privacy Policy</h1>{clauses}",
        "utf-8",
    )
    with open_house(folder / "data", BotSettings()) as house:
        house.desk.register_name(ORGANISATION)
        house.knowledge.indexer.replace(
            read_policy(file, organisation=ORGANISATION, audience="public").version
        )
        yield house


@pytest.fixture(scope="module")
def agent(house: House) -> Agent:
    return house.desk.agents.add_agent("lee@desk.example", "Lee Park", PASSWORD, "administrator")


@pytest.fixture(scope="module")
def origin(house: House) -> Iterator[str]:
    with listening(build_app(house)) as origin:
        yield origin


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """A window without content security policy or Trusted Types: only what we do ourselves protects it."""
    with browser.new_context(bypass_csp=True, locale="en-GB") as context:
        harmed: list[object] = []
        hosts: set[str] = set()
        context.expose_function("harmed", lambda number: harmed.append(number))
        context.on("request", lambda sent: hosts.add(urlsplit(sent.url).netloc))
        context.on("dialog", lambda dialog: harmed.append(dialog.message))
        yield context
        for page in context.pages:
            assert page.evaluate(SUSPECT) == []
        assert harmed == []
        assert hosts <= {urlsplit(origin).netloc, ""}


def test_there_are_more_than_three_hundred() -> None:
    """Each goes through four doors."""
    assert len(set(ATTACKS)) * 4 > 300


def test_an_attack_would_be_noticed(browser: Browser) -> None:
    with browser.new_context(bypass_csp=True) as context:
        harmed: list[object] = []
        context.expose_function("harmed", lambda number: harmed.append(number))
        page = context.new_page()
        page.set_content("".join(ATTACKS))
        page.wait_for_timeout(300)
        assert harmed
        assert page.evaluate(SUSPECT)


def test_in_questions(context: BrowserContext, origin: str) -> None:
    page = context.new_page()
    page.goto(f"{origin}/chat/{ORGANISATION}")
    for text in packed(ATTACKS):
        page.get_by_role("textbox").fill(text)
        with page.expect_event("requestfinished", lambda sent: sent.url.endswith("/messages")):
            page.keyboard.press("Enter")
    assert shown(page, ".person .bubble") == list(map(squeezed, packed(ATTACKS)))
    page.reload()
    expect(page.locator(".person .bubble").first).to_be_visible()
    assert shown(page, ".person .bubble") == list(map(squeezed, packed(ATTACKS)))


def test_in_the_text_of_a_policy(context: BrowserContext, house: House, origin: str) -> None:
    page = context.new_page()
    page.goto(f"{origin}/policies")
    page.get_by_role("link", name="Privacy Policy").first.click()
    text = squeezed(page.locator("main").inner_text())
    missing = [attack for attack in ATTACKS if squeezed(without_unseen(attack)[0]) not in text]
    assert missing == []

    page.goto(f"{origin}/chat/{ORGANISATION}")
    for number in (3, 57, 60, 80, 100):
        page.get_by_role("textbox").fill(f"Who receives data of group {number}?")
        with page.expect_event("requestfinished", lambda sent: sent.url.endswith("/messages")):
            page.keyboard.press("Enter")
    expect(page.locator(".quotation").nth(4)).to_be_attached()
    for opener in page.locator("button.cite:visible").all():
        opener.click()
        expect(page.locator(".source:popover-open")).to_be_visible()
        page.keyboard.press("Escape")


def test_in_the_reply_of_an_agent(context: BrowserContext, house: House, agent: Agent, origin: str) -> None:
    assistant = Assistant(context, origin, ORGANISATION)
    assistant.ask("I want to file a complaint.")
    filed = assistant.file({"details": "It was late."})
    ticket = house.desk.ticket(filed.reference)
    assert ticket
    replies = packed(ATTACKS)
    for number, text in enumerate(replies):
        house.desk.reply(ticket.row.id, agent.id, text, key=f"reply {number}")
    bubbles = assistant.page.locator(".staff .bubble")
    expect(bubbles.nth(len(replies) - 1)).to_be_attached(timeout=20_000)
    assert shown(assistant.page, ".staff .bubble") == list(map(squeezed, replies))
    assert squeezed(ATTACKS[-1]) in squeezed(Status(context, filed.link).last)


def test_in_a_form(context: BrowserContext, agent: Agent, origin: str) -> None:
    """Its preview, the receipt, the status page, and the ticket on an agent's screen."""
    desk = context.new_page()
    desk.goto(f"{origin}/desk")
    desk.get_by_label("E-mail").fill(agent.email)
    desk.get_by_label("Password").fill(PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Queue")).to_be_visible()
    for text in packed(ATTACKS):
        assistant = Assistant(context, origin, ORGANISATION)
        assistant.ask("I want to file a complaint.")
        filed = assistant.file({"details": text})
        Status(context, filed.link)
        desk.goto(f"{origin}/desk/tickets/{filed.reference}")
        read = squeezed(desk.locator("main").inner_text())
        assert [attack for attack in text.split(BETWEEN) if squeezed(attack) not in read] == []
        assert desk.evaluate(SUSPECT) == []


def packed(attacks: list[str]) -> list[str]:
    """As few messages as hold them all."""
    messages = [""]
    for attack in attacks:
        if len(messages[-1]) + len(attack) > 3900:
            messages.append("")
        messages[-1] += (BETWEEN if messages[-1] else "") + attack
    return messages


def shown(page: Page, selector: str) -> list[str]:
    """The texts of elements, as they were set."""
    texts = page.locator(selector).evaluate_all("all => all.map(({textContent}) => textContent)")
    return [squeezed(text) for text in texts]


def squeezed(text: str) -> str:
    """Without white space, which pages fold."""
    return "".join(text.split())
