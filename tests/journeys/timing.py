"""How long a page waits for the widget, and its sizes: `python -m tests.journeys.timing`."""

import gzip
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import typer
from playwright.sync_api import Browser, sync_playwright

import bot.web
from bot.benchmark.server import served
from bot.wiring import open_house
from tests.journeys.conftest import CHROMIUM, ORGANISATION, QUIET, bring_in

ROUNDS = 30
RELEASE = Path(bot.web.__file__).parent / "static" / "release"
WATCH = "addEventListener('madoguchi:ready', () => { window.readyAt = performance.now(); });"
TOOK = """() => readyAt - performance.getEntriesByType("resource")
    .find(({ name }) => name.endsWith("/loader.js")).startTime"""
OPENED = """async () => {
  const start = performance.now();
  await madoguchi.widgets[0].open();
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return performance.now() - start;
}"""


def times(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds from the script's request to `ready`, and from the first `open` to the next frame."""
    with browser.new_context() as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(f"{url}/?organisation={ORGANISATION}")
        return page.evaluate(TOOK), page.evaluate(OPENED)


def main() -> None:
    """Print the middle and the worst of many loads, each in a fresh window without a cache."""
    with TemporaryDirectory() as folder:
        with open_house(Path(folder)) as house:
            bring_in(house, ORGANISATION)
        with served(Path(folder)) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            url = str(server.client.base_url)
            times(browser, url)
            ready, opened = zip(*(times(browser, url) for _ in range(ROUNDS)), strict=True)
    for name, spent in (("ready", ready), ("open", opened)):
        typer.echo(f"{name:<12} middle {median(spent):6.1f} ms   worst {max(spent):6.1f} ms")
    for file in sorted(RELEASE.glob("*.js")):
        typer.echo(f"{file.name:<12} {len(gzip.compress(file.read_bytes(), 9)):>6} bytes")


if __name__ == "__main__":
    main()
