"""A requester's way on the status page in a real browser, in both languages and at two widths."""

import re
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.app import build_app
from bot.config import BotSettings
from bot.wiring import open_house
from helpdesk import Intake, Origin, Receipt, load_profile
from tests.bot.web.test_status import share
from tests.journeys.conftest import EXAMPLES, ORGANISATION, Site
from tests.journeys.serving import listening

CODE = "042042"
pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product with an organisation's procedures and a mail server that is away; no policy is needed."""
    customer = socket.create_server(("127.0.0.1", 0))
    with (
        pytest.MonkeyPatch.context() as patch,
        customer,
        open_house(tmp_path_factory.mktemp("house"), BotSettings()) as house,
    ):
        patch.setenv("MADOGUCHI_EMAIL_HOST", "127.0.0.1")
        patch.setenv("MADOGUCHI_EMAIL_PORT", "1")
        patch.setenv("MADOGUCHI_EMAIL_SENDER", "desk@mail.example")
        house.desk.register(load_profile(EXAMPLES / "organisations" / f"{ORGANISATION}.toml"))
        with listening(build_app(house)) as url:
            yield Site(url, "", house, "", customer, "")


@pytest.fixture
def receipt(site: Site, request: pytest.FixtureRequest) -> Receipt:
    """Of a request for disclosure that leaves most fields open."""
    return site.house.desk.open(
        Intake(
            organisation=ORGANISATION,
            kind="rights_request",
            right="disclosure",
            origin=Origin("web", request.node.name),
            language="en",
            audience="public",
            message="Please send me a copy of my order history.",
            answers={"name": "Rin Mori", "contact": "rin@mail.example"},
        ),
        key=request.node.name,
    )


@pytest.fixture
def page(context: BrowserContext, site: Site, receipt: Receipt) -> Page:
    """The status page, opened by its link."""
    page = context.new_page()
    page.goto(f"{site.url}/status#{receipt.status_token}")
    expect(page.get_by_text(receipt.reference, exact=True)).to_be_visible()
    return page


def said(page: Page, text: str) -> None:
    """The page says it where a screen reader hears it, and the focus is there."""
    expect(page.get_by_role("status")).to_contain_text(text)
    expect(page.get_by_role("status")).to_be_focused()


def test_it_says_where_the_request_stands_and_what_happens_next(page: Page) -> None:
    expect(page.get_by_role("heading", name="Received")).to_be_visible()
    expect(page.get_by_text("A person at the privacy desk will read it and answer.")).to_be_visible()
    expect(page.get_by_text("We aim to answer by", exact=True)).to_be_visible()
    expect(page.get_by_text("By law at the latest", exact=True)).to_have_count(0)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0, "nothing sticks out"


def test_open_fields_are_completed_and_problems_stand_beside_them(
    page: Page, site: Site, receipt: Receipt
) -> None:
    expect(page.get_by_label("Which data")).to_have_value("my order history")
    page.get_by_label("For whom do you ask?").select_option("For myself")
    page.get_by_label("Which data").fill("x" * 5000)
    page.get_by_label("How you wish to receive the data").select_option(index=1)
    page.evaluate("document.querySelector('#complete-target_data').removeAttribute('maxlength')")
    page.get_by_label("Which data").fill("x" * 5000)
    page.get_by_role("button", name="Send these answers").click()
    expect(page.get_by_text("at most 4000 characters")).to_be_visible()
    expect(page.get_by_label("Which data")).to_be_focused()
    page.get_by_label("Which data").fill("my orders")
    page.get_by_role("button", name="Send these answers").click()
    said(page, "Your answers were added.")
    expect(page.get_by_role("heading", name="Still open")).to_have_count(0)
    expect(page.get_by_text("Which data: my orders")).to_be_visible()


def test_an_address_is_confirmed_by_a_code(
    page: Page, site: Site, receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk.codes.secrets.randbelow", lambda most: int(CODE) % most)
    page.get_by_label("E-mail address").fill("rin@mail.example")
    page.get_by_role("button", name="Send me a code").click()
    said(page, "If this address belongs to your request, a code is on its way.")
    page.get_by_label("Code from the e-mail").fill("000000")
    page.get_by_role("button", name="Check the code").click()
    expect(page.get_by_text("That code does not fit")).to_be_visible()
    page.get_by_label("Code from the e-mail").fill(CODE)
    page.get_by_role("button", name="Check the code").click()
    said(page, "your address is confirmed")
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_have_count(0)
    assert site.house.desk.proving.standing(receipt.ticket_id).missing == ()


def test_a_file_is_saved_once_a_code_was_entered(
    context: BrowserContext, site: Site, receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk.codes.secrets.randbelow", lambda most: int(CODE) % most)
    share(site.house, receipt, "明細.pdf", b"%PDF what is held")
    page = context.new_page()
    page.goto(f"{site.url}/status#{receipt.status_token}")
    save = page.get_by_role("button", name="Save")
    expect(save).to_be_disabled()
    page.get_by_label("E-mail address").fill("rin@mail.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the e-mail").fill(CODE)
    page.get_by_role("button", name="Check the code").click()
    with page.expect_download() as saved:
        save.click()
    assert saved.value.suggested_filename == "明細.pdf"
    assert saved.value.path().read_bytes() == b"%PDF what is held"


def test_what_was_typed_elsewhere_on_the_page_stays(page: Page) -> None:
    page.get_by_label("Which data").fill("half a thought")
    page.get_by_label("How you wish to receive the data").select_option(index=1)
    chosen = page.get_by_label("How you wish to receive the data").input_value()
    page.get_by_label("Your message").fill("One more thing.")
    page.get_by_role("button", name="Send", exact=True).click()
    said(page, "Your message was added.")
    expect(page.get_by_label("Which data")).to_have_value("half a thought")
    expect(page.get_by_label("How you wish to receive the data")).to_have_value(chosen)
    expect(page.get_by_label("Your message")).to_have_value("")


def test_a_message_is_added(page: Page) -> None:
    page.get_by_label("Your message").fill("One more thing.")
    page.get_by_role("button", name="Send", exact=True).click()
    said(page, "Your message was added.")
    expect(page.get_by_role("article").last).to_contain_text("One more thing.")


def test_it_is_withdrawn_and_taken_up_again(page: Page, receipt: Receipt) -> None:
    page.get_by_text("Withdraw the request").first.click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    said(page, "Your request is withdrawn.")
    expect(page.get_by_role("heading", name="Closed – withdrawn by you")).to_be_visible()
    page.get_by_label("Your message").fill("I need it after all.")
    page.get_by_role("button", name="Send", exact=True).click()
    said(page, "Your new request is registered.")
    expect(page.get_by_role("heading", name="Received")).to_be_visible()
    assert receipt.status_token not in page.url
    page.reload()
    expect(page.get_by_text("I need it after all.")).to_be_visible()


def test_the_other_language_is_one_click_away_and_keeps_the_link(page: Page, receipt: Receipt) -> None:
    page.get_by_role("link", name="日本語").click()
    expect(page.get_by_role("heading", name="受付済み")).to_be_visible()
    expect(page.get_by_text(receipt.reference, exact=True)).to_be_visible()


def test_a_link_that_is_none_says_so(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/status#{'x' * 43}")
    expect(page.get_by_text(re.compile("This link is not valid"))).to_be_visible()


def test_the_code_of_a_receipt_is_typed_in(context: BrowserContext, site: Site, receipt: Receipt) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/status")
    page.get_by_label("Code of your receipt").last.fill(receipt.status_token.lower().replace("-", " "))
    page.get_by_role("button", name="Show my request").click()
    expect(page.get_by_text(receipt.reference, exact=True)).to_be_visible()


def test_everything_is_reached_by_the_keyboard(page: Page) -> None:
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert {"complete-relationship", "address-address", "write-text", "Withdraw the request"} <= reached
