"""What we say, as Slack blocks. The SDK's models refuse a block that breaks one of Slack's limits."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.messages import Action
from bot.slack.mrkdwn import clipped, undirected
from bot.slack.people import Language
from bot.slack.wording import say
from knowledge import Citation

SECTION, MESSAGE, MESSAGE_BLOCKS, BUTTON, FALLBACK = 3000, 12_500, 50, 75, 4000
"""Slack's limits: characters of a section, characters of all blocks of a message (undocumented:
`msg_blocks_too_long`), blocks of a message, characters on a button and of the text shown in notifications."""

WEB_FORM = "web_form"
_MOST_FORMS = 6

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: blocks, and the same as plain text for notifications and screen readers."""

    text: str
    blocks: list[Payload]


def notice(text: str, buttons: Sequence[ButtonElement] = ()) -> Rendered:
    """A sentence of our own (it may hold our own markup), with buttons below it."""
    return Rendered(clipped(text, FALLBACK), within_limits([section(text), *row(buttons)]))


def plain_sections(text: str) -> list[SectionBlock]:
    """Text written by people, shown exactly as they wrote it."""
    clean = undirected(text).strip()
    pieces = [clean[start : start + SECTION] for start in range(0, len(clean), SECTION)]
    return [SectionBlock(text=PlainTextObject(text=piece, emoji=False)) for piece in pieces]


def section(text: str) -> SectionBlock:
    """A section of Slack markup; what others wrote in it must be `safe`."""
    return SectionBlock(text=MarkdownTextObject(text=clipped(text, SECTION), verbatim=True))


def context(text: str) -> ContextBlock:
    """A small grey line."""
    return ContextBlock(elements=[MarkdownTextObject(text=clipped(text, SECTION), verbatim=True)])


def row(buttons: Sequence[ButtonElement]) -> list[ActionsBlock]:
    """The buttons side by side, or nothing."""
    return [ActionsBlock(elements=list(buttons))] if buttons else []


def button(label: str, action: str) -> ButtonElement:
    """A plain button."""
    return ButtonElement(text=clipped(label, BUTTON), action_id=action)


def form_button(label: str, kind: str, right: str | None = None) -> ButtonElement:
    """Opens the form for this kind of ticket."""
    value = json.dumps({"kind": kind, "right": right})
    return ButtonElement(
        text=clipped(label, BUTTON), action_id=f"open_form:{kind}:{right or ''}", value=value
    )


def person_button(language: Language) -> ButtonElement:
    """Passes the conversation on to the help desk, after one more click."""
    return ButtonElement(
        text=say(language, "talk_to_person"),
        action_id="talk_to_person",
        confirm=ConfirmObject(
            title=say(language, "talk_to_person"),
            text=PlainTextObject(text=say(language, "talk.confirm")),
            confirm=say(language, "talk.yes"),
            deny=say(language, "talk.no"),
        ),
    )


def assistant_button(language: Language) -> ButtonElement:
    """Gives the word back to the assistant."""
    return button(say(language, "ask_assistant"), "ask_assistant")


def inquiry_button(language: Language) -> ButtonElement:
    """Reaches a person from where no conversation is kept: with a form for the question."""
    return form_button(say(language, "talk_to_person"), "inquiry")


def web_form_button(language: Language, public_url: str, organisation: str) -> ButtonElement:
    """Leads to the assistant on the web, outside of Slack."""
    url = f"{public_url.rstrip('/')}/chat/{quote(organisation, safe='')}?lang={language}"
    return ButtonElement(text=say(language, "confidential"), action_id=WEB_FORM, url=url)


def offered(actions: Iterable[Action]) -> list[ButtonElement]:
    """The forms that are offered, and the way to say no to them."""
    listed = list(actions)
    opening = [one for one in listed if one.id == "open_form"]
    forms = [form_button(one.label, one.kind, one.right) for one in opening if one.kind]
    declines = [button(one.label, "decline") for one in listed if one.id == "decline"]
    unique = list({each.action_id: each for each in forms}.values())
    return unique[:_MOST_FORMS] + declines[:1]


def within_limits(blocks: Sequence[Block]) -> list[Payload]:
    """The blocks as sent; where they are too many, those before the last (the buttons) give way."""
    *body, last = payloads(blocks)
    while len(body) >= MESSAGE_BLOCKS or characters([*body, last]) > MESSAGE:
        body.pop()
    return [*body, last]


def payloads(blocks: Sequence[Block]) -> list[Payload]:
    """The blocks as JSON. Raises slack_sdk's SlackObjectFormationError where one breaks a limit."""
    return [block.to_dict() for block in blocks]


def paged(blocks: Sequence[Payload]) -> list[list[Payload]]:
    """The blocks of one or more messages, none too long; a message ends between two blocks."""
    pages: list[list[Payload]] = [[]]
    for block in blocks:
        page = pages[-1]
        if page and (len(page) == MESSAGE_BLOCKS or characters([*page, block]) > MESSAGE):
            pages.append([])
        pages[-1].append(block)
    return pages


def characters(blocks: Sequence[Payload]) -> int:
    """How much of a message's limit they use."""
    return sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks)


def clause_url(public_url: str, citation: Citation) -> str:
    """The policy page that highlights the quote, at that version."""
    address = citation.address
    parts = (address.organisation, address.policy, address.version)
    path = "/".join(quote(part, safe="") for part in parts)
    marked = f"start={citation.start}&end={citation.end}"
    return f"{public_url.rstrip('/')}/policies/{path}?{marked}#{quote(address.place)}"
