"""Every state of the chat, as the gallery shows it: without a fault, in every look and at every width."""

import pytest
from playwright.sync_api import Browser, Page

from bot.web.demo import GALLERY
from tests.journeys.axe import faults, sticks_out, with_axe
from tests.journeys.conftest import Site

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

WIDTHS = {"desktop": (1280, 800), "phone": (390, 844)}
ROOT = "document.querySelector('[data-madoguchi]').shadowRoot"
INSIDE = """() => {
  const root = document.querySelector("[data-madoguchi]").shadowRoot;
  const panel = root.querySelector(".panel") ?? root.querySelector(".launcher");
  const { left, right } = panel.getBoundingClientRect();
  return [...panel.querySelectorAll("*")]
    .filter((each) => each.checkVisibility() && !each.closest(".unseen, svg"))
    .filter((each) => {
      const at = each.getBoundingClientRect();
      return at.width && (at.left < left - 1 || at.right > right + 1) && !each.closest("[popover]");
    })
    .map((each) => each.outerHTML.slice(0, 120));
}"""
"""What sticks out of the panel to the left or right."""


def show(page: Page, site: Site, state: str, language: str) -> None:
    """Bring the chat into a state."""
    page.goto(f"{site.url}/gallery?state={state}&lang={language}")
    page.locator("#gallery[data-ready]").wait_for(state="attached")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_axe_finds_nothing_in_any_state(
    browser: Browser, site: Site, language: str, scheme: str, width: str
) -> None:
    wide, high = WIDTHS[width]
    with browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": wide, "height": high}
    ) as context:
        page = with_axe(context)
        found = {}
        for state in GALLERY:
            show(page, site, state, language)
            found[state] = faults(page)
        assert found == {state: [] for state in GALLERY}


@pytest.mark.parametrize(
    "look",
    [
        {"viewport": {"width": 320, "height": 640}},
        {"viewport": {"width": 320, "height": 256}},  # 1280 × 1024 at 400 %
        {"viewport": {"width": 390, "height": 844}, "forced_colors": "active"},
        {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"},
    ],
    ids=["320 px", "400 %", "forced colours", "reduced motion"],
)
def test_nothing_sticks_out(browser: Browser, site: Site, look: dict[str, object]) -> None:
    with browser.new_context(**look) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for state in GALLERY:
            show(page, site, state, "en" if look["viewport"] == {"width": 320, "height": 256} else "ja")
            assert (state, sticks_out(page), page.evaluate(INSIDE)) == (state, 0, [])


def test_read_from_right_to_left(browser: Browser, site: Site) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.add_init_script(
            "document.addEventListener('DOMContentLoaded', () => document.documentElement.dir = 'rtl')"
        )
        for state in GALLERY:
            show(page, site, state, "en")
            assert (state, sticks_out(page), page.evaluate(INSIDE)) == (state, 0, [])
        show(page, site, "answer", "en")
        assert page.evaluate(f"{ROOT}.querySelector('.panel').getBoundingClientRect().left") < 100


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_who_wants_no_motion(
    browser: Browser, site: Site, motion: str, moves: bool
) -> None:
    with browser.new_context(reduced_motion="reduce" if motion == "reduce" else "no-preference") as context:
        page = context.new_page()
        show(page, site, "waiting", "en")
        assert bool(page.evaluate(f"{ROOT}.getAnimations().length")) is moves


def test_a_fault_in_the_chat_is_found(browser: Browser, site: Site) -> None:
    with browser.new_context() as context:
        page = with_axe(context)
        show(page, site, "answer", "en")
        page.evaluate(f"{ROOT}.querySelector('.said, blockquote').style.color = '#ccc'")
        page.evaluate(f"{ROOT}.querySelector('.log').style.width = '3000px'")
        assert [found[0] for found in faults(page)] == ["color-contrast"]
        assert page.evaluate(INSIDE)
