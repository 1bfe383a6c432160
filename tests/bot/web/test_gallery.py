"""The gallery shows the states that its script knows, and no others."""

import re
from pathlib import Path

import bot.web
from bot.web.demo import GALLERY

STATES = Path(bot.web.__file__).parent / "static" / "gallery" / "states.js"


def test_the_page_and_its_script_know_the_same_states() -> None:
    listed = STATES.read_text("utf-8").partition("export const STATES = {")[2].partition("\n};")[0]
    assert tuple(re.findall(r"^  (\w+):", listed, re.MULTILINE)) == GALLERY
