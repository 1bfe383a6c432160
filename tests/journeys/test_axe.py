"""No page has a fault that axe finds, or scrolls sideways: in light and dark, English and Japanese.

The console's pages come from its own table of permits, so a page that is added is looked at too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app import build_app
from bot.config import BotSettings
from bot.wiring import open_house
from helpdesk.console.permits import PERMITS
from tests.helpdesk.console.desks import PASSWORD, StillClock, settle
from tests.journeys.axe import faults, sticks_out, with_axe
from tests.journeys.conftest import bring_in
from tests.journeys.full_desk import STATES, Filled, fill_everything
from tests.journeys.serving import listening

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

LOOKS = {"light, English, wide": ("light", "en-GB", 1280), "dark, Japanese, phone": ("dark", "ja-JP", 360)}
FORM = re.compile("fill in the form|フォーム")
NO_PAGES = {
    "/export",
    "/preferences/{organisation}.csv",
    "/reports/{name}.csv",
    "/tickets/{reference}/files/{id}",
}
"""What browsers save and do not show."""
PAGES = sorted({path for method, path in PERMITS if method == "GET"} - NO_PAGES)
FORMS = (
    "?status=all",
    "?view=mine",
    "?search=nothing+like+it",
    "/tickets/new?organisation=tokiwa&what=rights_request:disclosure&channel=phone&language=ja",
    "/approved/new?ticket={reference}",
    "/tickets/no-such-ticket",
)
"""Pages that look different with what was asked for."""


@dataclass(frozen=True, slots=True)
class Site:
    """The server, and what lies on its desk."""

    origin: str
    filled: Filled

    def path(self, declared: str) -> str:
        """Where a page of the console stands; KeyError where nothing was filed that has such a page."""
        here = {"reference": self.filled.tickets["erasure"].reference}
        if "{id}" in declared:
            here["id"] = self.filled.ids[declared]
        return "/desk" + declared.format_map(here)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole product on a clock that stands still."""
    clock = StillClock()
    with open_house(tmp_path_factory.mktemp("house"), BotSettings(), clock) as house:
        bring_in(house, "pennywhistle")
        filled = fill_everything(settle(house.desk, clock))
        with listening(build_app(house)) as origin:
            yield Site(origin, filled)


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: Site) -> dict[str, object]:
    """The cookies of an administrator."""
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{site.origin}/desk")
        page.get_by_label("E-mail").fill("ravi@desk.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Queue")).to_be_visible()
        return dict(context.storage_state())


@pytest.fixture(scope="module", params=list(LOOKS.values()), ids=list(LOOKS))
def page(request: pytest.FixtureRequest, browser: Browser, signed_in: dict[str, object]) -> Iterator[Page]:
    """A window of the administrator in one theme, language and width."""
    scheme, locale, width = request.param
    with browser.new_context(
        color_scheme=scheme,
        locale=locale,
        viewport={"width": width, "height": 900},
        storage_state=signed_in,  # type: ignore[arg-type]
    ) as context:
        yield with_axe(context)


def check(page: Page) -> None:
    """axe finds nothing, and nothing sticks out."""
    assert faults(page) == []
    assert sticks_out(page) == 0


def test_a_fault_is_found(page: Page) -> None:
    page.goto("about:blank")
    page.set_content("<html lang='en'><title>A</title><img src='data:,'>")
    assert [found[0] for found in faults(page)] == ["image-alt"]


@pytest.mark.parametrize("declared", PAGES, ids=lambda path: path or "/")
def test_a_page_of_the_console(page: Page, site: Site, declared: str) -> None:
    answer = page.goto(site.origin + site.path(declared))
    assert answer
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    check(page)


@pytest.mark.parametrize("asked", FORMS)
def test_a_page_with_what_was_asked_for(page: Page, site: Site, asked: str) -> None:
    page.goto(site.origin + site.path(asked))
    check(page)


@pytest.mark.parametrize("state", STATES)
def test_a_ticket(page: Page, site: Site, state: str) -> None:
    """With everything folded out, for what is folded is not looked at."""
    page.goto(f"{site.origin}/desk/tickets/{site.filled.tickets[state].reference}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(site.filled.tickets[state].reference)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    check(page)


def test_the_sheet_of_keys(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/desk")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    check(page)


def test_what_changed_in_between(page: Page, site: Site) -> None:
    """The page of whoever saves second, made by a form that knows an older ticket."""
    page.goto(f"{site.origin}/desk/tickets/{site.filled.tickets['deciding'].reference}")
    page.locator("#reply-text").fill("Too late.")
    page.evaluate("document.querySelectorAll('[name=version]').forEach(field => field.value = 1)")
    page.locator("form.reply button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)


def test_several_tickets_of_which_none_was_chosen(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/desk")
    page.locator(".bulk select[name=step]").select_option(index=1)
    page.locator(".bulk button[form=bulk]").click()
    expect(page.locator("a.button")).to_be_visible()
    check(page)


def test_the_key_of_a_second_factor(page: Page, site: Site) -> None:
    """Asked for in the first look; it is still there in the second."""
    page.goto(f"{site.origin}/desk/me/second-factor")
    password = page.locator("main input[name=password]")
    if password.count():
        password.fill(PASSWORD)
        page.locator("main form button").click()
    expect(page.locator("main input[name=code]")).to_be_visible()
    check(page)


@pytest.mark.parametrize("state", STATES)
def test_the_status_page(page: Page, site: Site, state: str) -> None:
    page.goto(f"{site.origin}/status#{site.filled.tickets[state].status_token}")
    expect(page.get_by_text(site.filled.tickets[state].reference, exact=True)).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    check(page)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/status",
        "/policies",
        "/policies/pennywhistle/privacy-notice/2025-05-14?start=400&end=600",
        "/policies/nobody/nothing/0",
    ],
)
def test_a_page_for_everybody(page: Page, site: Site, path: str) -> None:
    page.goto(site.origin + path)
    page.wait_for_load_state("networkidle")
    check(page)


def test_the_sign_in(browser: Browser, site: Site) -> None:
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740}) as context:
            page = with_axe(context)
            page.goto(f"{site.origin}/desk")
            check(page)


def test_the_assistant(page: Page, site: Site) -> None:
    """Its welcome, an answer with its clause, a form, and what is checked before it is sent."""
    page.goto(f"{site.origin}/chat/pennywhistle")
    chat = page.get_by_role("main")
    expect(chat.get_by_role("textbox")).to_be_visible()
    check(page)
    chat.get_by_role("textbox").fill("Please send me a copy of my data.")
    with page.expect_event("requestfinished", lambda sent: sent.url.endswith("/messages")):
        page.keyboard.press("Enter")
    chat.get_by_role("log").get_by_role("button", name=FORM).click()
    sheet = chat.locator(".sheet form")
    expect(sheet).to_be_visible()
    check(page)
    sheet.locator("button[type=submit]").click()
    expect(chat.locator("dl.preview")).to_be_visible()
    check(page)
