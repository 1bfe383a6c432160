"""Requests at eleven organisations, each by its own procedure, from the assistant to the answer.

The policies of five of them lie outside the checkout and are read in place; without them the others remain.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.app import build_app
from bot.config import BotSettings
from bot.wiring import House, open_house
from helpdesk import load_profile
from helpdesk.wording import sentence
from ingest import read_policy
from tests.conftest import POLICIES
from tests.helpdesk.console.desks import PASSWORD
from tests.journeys.conftest import EXAMPLES, bring_in
from tests.journeys.pages import Filed
from tests.journeys.serving import listening
from tests.journeys.visits import Town, Visit

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

REAL = ("kokusai", "kai", "nic", "kaji", "casio")
FICTIONAL = ("hanashizuku", "kurosaki", "pennywhistle", "shiosai", "tokiwa", "tokiwa-moving")
AGENTS = ("aiko", "ken")
PATIENCE = 15_000
"""Milliseconds."""


def discloses(visit: Visit) -> None:
    """Granted: proof, a second agent, the letter."""
    filed = visit.file("disclosure")
    ticket = visit.at_desk(filed)
    assert ticket.do_tasks() == len(visit.procedure("disclosure").tasks)
    ticket.check_paper()
    ticket.decide("granted")
    ticket.hand_on()
    visit.at_desk(filed, "ken").approve()
    letter = visit.at_desk(filed).close()
    assert sentence(visit.language, "letter.handed_over") in letter
    visit.answered(filed, letter)


def denies(visit: Visit) -> None:
    """Denied: ground, article and the authority to turn to; a second agent approves."""
    filed = visit.file("disclosure")
    ticket = visit.at_desk(filed)
    ticket.decide("denied", "no_such_data", "We looked in every register.")
    ticket.hand_on()
    visit.at_desk(filed, "ken").approve()
    letter = visit.at_desk(filed).close()
    assert "We looked in every register." in letter
    assert visit.authority() in letter
    visit.answered(filed, letter)


def corrects(visit: Visit) -> None:
    """Granted by one agent, for what is corrected needs no second."""
    filed = visit.file("correction")
    ticket = visit.at_desk(filed)
    ticket.check_paper()
    ticket.decide("granted")
    ticket.hand_on()
    visit.answered(filed, ticket.close())


def asks_for_another(visit: Visit) -> None:
    """A proxy: proof of who asks, authority, and the other person's agreement."""
    filed = visit.file("correction", relationship="appointed_agent")
    ticket = visit.at_desk(filed)
    ticket.check_paper()
    ticket.check_authority()
    ticket.decide("granted")
    ticket.hand_on()
    visit.answered(filed, ticket.close())


def opts_out(visit: Visit) -> None:
    """No proof is asked for, one agent is enough."""
    filed = visit.file("marketing_opt_out")
    ticket = visit.at_desk(filed)
    ticket.decide("granted")
    visit.answered(filed, ticket.close())


def complains(visit: Visit) -> None:
    """The letter says whom else to turn to."""
    filed = visit.file("complaint")
    letter = visit.at_desk(filed).close()
    assert visit.authority() in letter
    visit.answered(filed, letter)


def completes_later(visit: Visit) -> None:
    """Filed without saying what is wrong; completed by the link; then carried out."""
    filed = visit.file("correction", leave=("old_value", "correct_value"))
    status = visit.status(filed)
    status.complete({"old_value": "1-2-3 Kita, Kobe", "correct_value": "4-5-6 Minami, Kobe"})
    expect(status.page.locator("section[aria-labelledby=complete-title]")).to_have_count(0)
    ticket = visit.at_desk(filed)
    expect(ticket.page.get_by_text("4-5-6 Minami, Kobe").first).to_be_visible()
    ticket.check_paper()
    ticket.decide("granted")
    ticket.hand_on()
    visit.answered(filed, ticket.close())


def withdraws_and_comes_back(visit: Visit) -> None:
    """Withdrawn by the link, then taken up again as a request that follows."""
    filed = visit.file("marketing_opt_out")
    status = visit.status(filed)
    status.withdraw()
    following = status.come_back("I need it after all.")
    assert following != filed.reference
    again = Filed(following, status.page.url)
    ticket = visit.at_desk(again)
    expect(ticket.page.get_by_text(filed.reference).first).to_be_visible()
    ticket.decide("granted")
    visit.answered(again, ticket.close())


def extends(visit: Visit) -> None:
    """The period is made longer, and the notice reaches the requester."""
    filed = visit.file("disclosure")
    notice = visit.at_desk(filed).extend()
    last = visit.status(filed).last
    for paragraph in notice.splitlines():
        assert paragraph in last


JOURNEYS: tuple[tuple[str, Callable[[Visit], None]], ...] = (
    ("hanashizuku", asks_for_another),
    ("hanashizuku", completes_later),
    ("kurosaki", discloses),
    ("kurosaki", complains),
    ("pennywhistle", extends),
    ("pennywhistle", complains),
    ("shiosai", opts_out),
    ("shiosai", denies),
    ("tokiwa", denies),
    ("tokiwa", complains),
    ("tokiwa-moving", opts_out),
    ("tokiwa-moving", withdraws_and_comes_back),
    ("kokusai", discloses),
    ("kokusai", complains),
    ("kai", denies),
    ("kai", completes_later),
    ("nic", discloses),
    ("nic", asks_for_another),
    ("kaji", opts_out),
    ("kaji", withdraws_and_comes_back),
    ("casio", corrects),
    ("casio", opts_out),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Town]:
    """The whole product with every organisation whose policy is here."""
    with ExitStack() as open_things:
        house = open_things.enter_context(open_house(tmp_path_factory.mktemp("house"), BotSettings()))
        for organisation in FICTIONAL:
            bring_in(house, organisation)
        if POLICIES.is_dir():
            for organisation in REAL:
                bring_in_real(house, organisation)
        for name in AGENTS:
            house.desk.agents.add_agent(f"{name}@desk.example", name.title(), PASSWORD, "agent")
        origin = open_things.enter_context(listening(build_app(house)))
        screens = [open_things.enter_context(browser.new_context(locale="en-GB")) for _ in AGENTS]
        agents = {name: signed_in(screen, origin, name) for name, screen in zip(AGENTS, screens, strict=True)}
        yield Town(origin, house, browser, agents)


def bring_in_real(house: House, organisation: str) -> None:
    """Register one of the five and ingest its policy from where it lies."""
    house.desk.register(load_profile(EXAMPLES / "organisations" / f"{organisation}.toml"))
    reading = read_policy(POLICIES / f"{organisation}.txt", organisation=organisation)
    house.knowledge.indexer.replace(reading.version)


def signed_in(context: BrowserContext, origin: str, name: str) -> Page:
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{origin}/desk")
    page.get_by_label("E-mail").fill(f"{name}@desk.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    return page


@pytest.mark.parametrize(
    ("organisation", "journey"), JOURNEYS, ids=[f"{name}-{do.__name__}" for name, do in JOURNEYS]
)
def test_a_request(town: Town, organisation: str, journey: Callable[[Visit], None]) -> None:
    if organisation in REAL and not POLICIES.is_dir():
        pytest.skip("the acceptance policies (shared/policies beside the checkout) are not here")
    locale = "ja-JP" if town.profile(organisation).language == "ja" else "en-GB"
    with town.browser.new_context(locale=locale) as context:
        context.set_default_timeout(PATIENCE)
        journey(Visit(town, context, organisation))
