"""The whole product with one sample organisation, and a browser that reports whatever it dislikes."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bot.app import build_app
from bot.wiring import House, open_house
from helpdesk import load_profile
from ingest import read_policy
from tests.helpdesk.console.desks import PASSWORD
from tests.journeys.serving import listening
from tests.journeys.shop import serving_shop

EXAMPLES = Path(__file__).parents[2] / "examples"
ORGANISATION = "hanashizuku"
CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WATCH = """window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));"""


@dataclass(frozen=True, slots=True)
class Site:
    """A running server with its house and its administrator's password, and a customer's site.

    `key` is of that site, `customer` its listening socket, `customer_origin` what browsers call it.
    """

    url: str
    password: str
    house: House
    key: str
    customer: socket.socket
    customer_origin: str


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole product with one sample organisation, listening on a free port of this machine."""
    customer = socket.create_server(("127.0.0.1", 0))
    origin = f"http://localhost:{customer.getsockname()[1]}"
    with customer, open_house(tmp_path_factory.mktemp("house")) as house:
        bring_in(house, ORGANISATION)
        house.desk.agents.add_agent("admin@localhost", "Head", PASSWORD, "administrator")
        key = house.sites.add(ORGANISATION, "Shop", (origin,), takes_files=True).key
        with listening(build_app(house)) as url:
            yield Site(url, PASSWORD, house, key, customer, origin)


def bring_in(house: House, organisation: str) -> None:
    """Register a sample organisation and ingest its policies."""
    profile = load_profile(EXAMPLES / "organisations" / f"{organisation}.toml")
    house.desk.register(profile)
    for source in profile.policies:
        reading = read_policy(
            EXAMPLES / source.file,
            organisation=profile.id,
            policy=source.slug,
            effective=source.effective,
            audience=source.audience,
            language=source.language,
        )
        house.knowledge.indexer.replace(reading.version)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium at /usr/bin/chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desktop", "phone"])
def context(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh window; a request to another host, a broken policy or an error in a script fails the test."""
    width, height = request.param
    context = browser.new_context(locale="en-GB", viewport={"width": width, "height": height})
    context.add_init_script(WATCH)
    hosts: set[str] = set()
    errors: list[str] = []
    context.on("request", lambda sent: hosts.add(urlsplit(sent.url).netloc))
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    violations = [each for page in context.pages for each in page.evaluate("window.violations")]
    context.close()
    own = {urlsplit(site.url).netloc, urlsplit(site.customer_origin).netloc}
    assert hosts <= {*own, ""}  # "": the icon, a data: address
    assert violations == []
    assert errors == []


@pytest.fixture
def shop(site: Site) -> Iterator[str]:
    """The address of a customer's site that embeds the widget."""
    with serving_shop(site.url, site.key, site.customer):
        yield f"{site.customer_origin}/"
