"""What axe finds on a page by the rules of WCAG 2.2 A and AA."""

from importlib.resources import files
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_SCRIPT = Path(str(files("axe_playwright_python") / "axe.min.js"))
_FIND = """rules => axe.run(document, {runOnly: rules}).then(({violations}) => violations
    .map(({id, nodes}) => [id, ...nodes.map(({html}) => html.slice(0, 160))]))"""


def with_axe(context: BrowserContext) -> Page:
    """A page of the window that axe can look at."""
    context.add_init_script(path=_SCRIPT)
    return context.new_page()


def faults(page: Page) -> list[list[str]]:
    """The rules that are broken, each with the elements that break it."""
    found: list[list[str]] = page.evaluate(_FIND, RULES)
    return found


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return max(0, page.evaluate("document.documentElement.scrollWidth") - page.evaluate("innerWidth"))
