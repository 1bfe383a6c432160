"""Every kind of message and page can be looked at; `PICTURES=docs/pictures pytest …` draws the manual's."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.bot.slack.conftest import QUOTE, Workspace
from tests.bot.slack.test_guard import PRIVATE
from tests.fakes.slack.preview import message, mrkdwn, page, view
from tests.journeys.conftest import CHROMIUM, QUIET

DM = "D0ANN"
FOLDER = os.environ.get("PICTURES")


def asked(workspace: Workspace, text: str) -> list[str]:
    """A question and what is said below it."""
    event = workspace.send.dm("U0ANN", text)
    workspace.handle(event)
    said = workspace.slack.thread(DM, event["event"]["ts"])
    return [
        message("Ann", {"text": text}, is_app=False),
        *(message("Privacy desk", one) for one in said),
    ]


def an_answer(workspace: Workspace) -> list[str]:
    """A question that the policy answers."""
    return asked(workspace, "How long do you keep my e-mail?")


def a_held_question(workspace: Workspace) -> list[str]:
    """A question that says too much."""
    return asked(workspace, PRIVATE)


def the_home_tab(workspace: Workspace) -> list[str]:
    """With a request on it."""
    workspace.handle(workspace.send.command("U0ANN", "complaint"))
    form = workspace.slack.said("views.open")[-1]["view"]
    workspace.handle(workspace.send.submission("U0ANN", form, {"details": "Somebody read my mail."}))
    workspace.handle(workspace.send.home("U0ANN"))
    return [view(workspace.slack.said("views.publish")[-1]["view"])]


def a_form(workspace: Workspace) -> list[str]:
    """The complaint form, from the shortcut."""
    workspace.handle(workspace.send.shortcut("U0ANN", "They passed my number on to an agency."))
    return [view(workspace.slack.said("views.open")[-1]["view"])]


PICTURES: dict[str, tuple[Callable[[Workspace], list[str]], str]] = {
    "slack-answer": (an_answer, QUOTE.split(" &")[0]),
    "slack-guard": (a_held_question, "Ask it like this"),
    "slack-home": (the_home_tab, "My requests"),
    "slack-form": (a_form, "They passed my number on to an agency."),
}


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_sent_can_be_looked_at(workspace: Workspace, name: str) -> None:
    make, shown = PICTURES[name]
    parts = make(workspace)
    drawn = page("Privacy desk", parts)
    assert shown in drawn
    assert "<script" not in drawn
    if FOLDER:
        shoot(drawn, Path(FOLDER) / f"{name}.png")


def test_what_somebody_wrote_breaks_nothing() -> None:
    drawn = message(
        "<b>", {"text": "<img src=x onerror=alert(1)> &lt;b&gt; *bold* <https://a.example/|here>"}
    )
    assert "<img" not in drawn
    assert "<b>bold</b>" in drawn
    assert '<a href="https://a.example/">here</a>' in drawn
    for nasty in ('<https://a.example/" onmouseover="alert(1)|x>', "<https://a.example/|x onclick=alert(1)"):
        assert '" onmouseover' not in mrkdwn(nasty)
        assert not mrkdwn(nasty).startswith("<https")
    assert mrkdwn("&gt; one\n&gt; two\nthree").startswith("<blockquote>one\ntwo")


def test_an_unknown_block_is_noticed() -> None:
    with pytest.raises(KeyError):
        message("x", {"blocks": [{"type": "carousel"}]})


def shoot(html: str, target: Path, **look: Any) -> None:
    """The page as a picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        drawn = browser.new_page(viewport={"width": 720, "height": 400}, **look)
        drawn.set_content(html)
        drawn.locator("main").screenshot(path=target)
        browser.close()
