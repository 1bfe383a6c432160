"""What somebody gets to see of a reply, and what of it should never be there."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import Any

from bot.messages import Language, ReplyPart, Said
from bot.wiring import House
from bot.wording import CATALOGUES
from knowledge import Citation, fold_white_space

PUBLIC_URL = "https://desk.example"
_OURS = re.compile(r"/(?:policies|static|chat)/[^:]*|data:,")
"""Addresses in our pages: never another host's."""

_FIRST_WORDS = 15
"""Characters."""

_SLACK_LINK = re.compile(r"<([^>|]*)[|>]")
_NEVER = {"img", "iframe", "object", "embed", "video", "audio", "script", "base"}


def uncited(
    house: House, parts: Sequence[ReplyPart], language: Language, told: Sequence[str]
) -> Iterator[str]:
    """What is shown as the policy's without being its own words, and what else is not ours to say.

    `told` are the notices of the organisation's procedure.
    The model of these tests never words anything well, so here a sentence must stand in its quotes.
    """
    for part in parts:
        if not isinstance(part, Said):
            continue
        yield from (
            f"no such quote: {each.quote[:60]}" for each in part.citations if not _stands(house, each)
        )
        if part.role in ("answer", "near"):
            quotes = [fold_white_space(each.quote) for each in part.citations]
            if not any(fold_white_space(part.text) in quote for quote in quotes):
                yield f"not in its quotes: {part.text[:80]}"
        elif part.text not in told and not any(each.match(part.text) for each in _catalogue(language)):
            yield f"nobody's words: {part.text[:80]}"


def _stands(house: House, citation: Citation) -> bool:
    address = citation.address
    text = _text(house, address.organisation, address.policy, address.version)
    return text[citation.start : citation.end] == citation.quote


@lru_cache(maxsize=32)
def _text(house: House, organisation: str, policy: str, version: str) -> str:
    found = house.knowledge.shelf.version(organisation, policy, version)
    return found.text if found else ""


@cache
def _catalogue(language: Language) -> tuple[re.Pattern[str], ...]:
    """One pattern for each sentence of our own; steps of a procedure follow theirs line by line."""
    sentences = CATALOGUES[language].items()
    shapes = ((key, re.sub(r"\\\{\w+\\\}", ".*", re.escape(text))) for key, text in sentences)
    return tuple(
        re.compile(shape + (r"(?:\n\d+\. .*)*" if key == "steps" else "") + r"\Z") for key, shape in shapes
    )


def spoken(parts: Sequence[ReplyPart], mark: str) -> bool:
    """Whether the mark is said in words that are no quote."""
    said = [part for part in parts if isinstance(part, Said)]
    loose = [part for part in said if not any(part.text in each.quote for each in part.citations)]
    rest = [repr(part) for part in parts if not isinstance(part, Said)]
    return any(mark in text for text in (*(part.text for part in loose), *rest))


def quoted(parts: Sequence[ReplyPart], planted: str) -> bool:
    """Whether what somebody planted stands, by its first words, in a quote or in the headings above one."""
    quotes = [each for part in parts if isinstance(part, Said) for each in part.citations]
    shown = [text for each in quotes for text in (each.quote, each.title, *each.heading_path)]
    return bool(planted) and any(planted[:_FIRST_WORDS] in text for text in shown)


def foreign_links(events: Iterable[dict[str, Any]], page: str, blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Links and pictures in the widget's events, in the page without scripts and in Slack's blocks."""
    for event in events:
        for citation in event["body"].get("citations", ()):
            if not _OURS.fullmatch(citation["url"]):
                yield f"widget: {citation['url']}"
    yield from _Page.foreign(page)
    yield from _in_blocks(blocks)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    @classmethod
    def foreign(cls, page: str) -> list[str]:
        """Elements that our pages never hold, and addresses that are not ours."""
        reader = cls()
        reader.feed(page)
        reader.close()
        return reader.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NEVER:
            self.found.append(f"page: <{tag}>")
        for name, value in attrs:
            loads = name in ("href", "src", "action", "srcset", "formaction", "style") or name.startswith(
                "on"
            )
            if loads and not _OURS.fullmatch(value or ""):
                self.found.append(f"page: {name}={value}")


def _in_blocks(value: Any) -> Iterator[str]:
    """Pictures, links, mentions and markup that Slack would make links of by itself."""
    if isinstance(value, list):
        for each in value:
            yield from _in_blocks(each)
    elif isinstance(value, dict):
        if value.get("type") in ("image", "video"):
            yield f"slack: {value['type']}"
        if value.get("type") == "mrkdwn":
            yield from _in_mrkdwn(value)
        if "url" in value and not str(value["url"]).startswith(PUBLIC_URL):
            yield f"slack: {value['url']}"
        yield from (found for each in value.values() for found in _in_blocks(each))


def _in_mrkdwn(text: dict[str, Any]) -> Iterator[str]:
    if not text.get("verbatim") and "://" in text["text"].replace(PUBLIC_URL, ""):
        yield "slack: an address is made a link"
    links = _SLACK_LINK.findall(text["text"])
    yield from (f"slack: {link}" for link in links if not link.startswith(f"{PUBLIC_URL}/policies/"))


def as_text(events: Iterable[dict[str, Any]]) -> str:
    """All that the widget is sent."""
    return json.dumps(list(events), ensure_ascii=False, default=str)
