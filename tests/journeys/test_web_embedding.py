"""The widget on a customer's site: another origin, a strict content security policy, unfriendly styles."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import ORGANISATION, Site

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PAGE = """<!doctype html><html lang="en"><head><title>Shop</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/hostile.css">
<script type="module" src="{url}/static/web/release/loader.js" data-organisation="{organisation}"></script>
</head><body><h1>Shop</h1></body></html>"""
STYLE = """* { all: revert; font-size: 3px !important; display: none !important; }
html, body, h1 { display: block !important }"""
POLICY = (
    "default-src 'none'; script-src {url}; connect-src {url}; style-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)


@pytest.fixture
def shop(site: Site) -> Iterator[str]:
    """The address of a customer's page that embeds the widget."""

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            css = self.path == "/hostile.css"
            body = STYLE if css else PAGE.format(url=site.url, organisation=ORGANISATION)
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if css else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(url=site.url))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    server = HTTPServer(site.customer.getsockname(), Shop, bind_and_activate=False)
    server.socket.close()
    server.socket = site.customer.dup()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"{site.customer_origin}/"
    server.shutdown()
    thread.join()
    server.server_close()


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
